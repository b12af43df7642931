package io.checkpost.ingest.variants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One kind of body, or sequence of bodies, sent to one fresh portal.
 *
 * @param provider the provider's name
 * @param name the folder's name
 * @param about what it shows
 * @param steps what is sent, in order
 */
public record Variant(String provider, String name, String about, List<VariantStep> steps) {

  private static final String ROOT = "/variants";
  private static final String EXPECTED = "expected.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Creates a variant; the list is copied. */
  public Variant {
    steps = List.copyOf(steps);
  }

  /** Returns every variant of every provider, sorted by provider and name. */
  public static List<Variant> all() {
    return in(ROOT);
  }

  /** Returns every variant of a provider, sorted by name. */
  public static List<Variant> of(String provider) {
    return in(ROOT + "/" + provider);
  }

  private static List<Variant> in(String folder) {
    try {
      URL root = Objects.requireNonNull(Variant.class.getResource(folder), folder);
      return in(root.toURI(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Variant> in(URI root, String folder) throws IOException {
    if (!root.getScheme().equals("jar")) {
      return below(Path.of(root));
    }
    try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
      return below(jar.getPath(folder));
    }
  }

  private static List<Variant> below(Path root) throws IOException {
    List<Variant> variants = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.endsWith(EXPECTED)).sorted().toList()) {
        variants.add(read(Objects.requireNonNull(file.getParent())));
      }
    }
    return variants;
  }

  private static Variant read(Path folder) throws IOException {
    JsonNode expected = JSON.readTree(Files.readAllBytes(folder.resolve(EXPECTED)));
    List<VariantStep> steps = new ArrayList<>();
    for (JsonNode step : expected.get("steps")) {
      steps.add(VariantStep.read(step, folder));
    }
    return new Variant(
        Objects.requireNonNull(folder.getParent()).getFileName().toString(),
        folder.getFileName().toString(),
        expected.get("about").textValue(),
        steps);
  }

  @Override
  public String toString() {
    return provider + "/" + name;
  }
}
