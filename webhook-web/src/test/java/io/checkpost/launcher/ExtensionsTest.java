package io.checkpost.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {

  private final Path folder;
  private final Path war;

  ExtensionsTest(@TempDir Path directory) throws IOException {
    folder = Files.createDirectory(directory.resolve("extensions"));
    war = directory.resolve("checkpost.war");
  }

  @BeforeEach
  void makeWar() throws IOException {
    jar(war, "index.html", "WEB-INF/lib/h2-2.5.252.jar", "WEB-INF/lib/webhook-api-0.1.0.jar");
  }

  @Test
  void takesInTheJarsOfAFolderInTheOrderOfTheirNames() throws Exception {
    jar(folder.resolve("b.jar"), "com/example/B.class");
    jar(folder.resolve("a-1.0.jar"), "com/example/A.class");
    Files.writeString(folder.resolve("README.txt"), "no jar");

    assertThat(Extensions.in(folder).jars())
        .extracting(Extension::fileName)
        .containsExactly("a-1.0.jar", "b.jar");
  }

  @Test
  void tellsTheVersionThatAManifestStates() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.4.0");
    new JarOutputStream(Files.newOutputStream(folder.resolve("a.jar")), manifest).close();
    jar(folder.resolve("b.jar"), "com/example/B.class");

    assertThat(Extensions.in(folder).jars())
        .extracting(Extension::toString)
        .containsExactly("a.jar (1.4.0)", "b.jar");
  }

  @Test
  void theWarHasTheJarsAndAllElseAsItWas() throws Exception {
    Map<String, Long> before = contents();
    Path extension = jar(folder.resolve("lettings-1.0.jar"), "com/example/Lettings.class");

    Extensions.in(folder).addTo(war);

    Map<String, Long> expected = new TreeMap<>(before);
    try (ZipFile files = new ZipFile(war.toFile())) {
      ZipEntry added = files.getEntry("WEB-INF/lib/lettings-1.0.jar");
      assertThat(files.getInputStream(added)).hasBinaryContent(Files.readAllBytes(extension));
      expected.put(added.getName(), added.getCrc());
    }
    assertThat(contents()).isEqualTo(expected);
  }

  @Test
  void withoutExtensionsTheWarIsNotTouched() throws Exception {
    Extensions.NONE.addTo(Path.of("there", "is", "no.war"));
    Extensions.in(folder).addTo(Path.of("there", "is", "no.war"));
  }

  @ParameterizedTest
  @CsvSource({"h2-2.5.252.jar", "h2-1.4.200.jar", "H2.jar"})
  void aLibraryThatCheckpostBringsIsRefusedInAnyVersion(String name) throws Exception {
    jar(folder.resolve(name), "org/h2/Driver.class");

    assertRefused(
        () -> Extensions.in(folder).addTo(war),
        "%s: Checkpost brings h2-2.5.252.jar itself; remove the jar"
            .formatted(folder.resolve(name)));
  }

  @Test
  void twoVersionsOfOneLibraryAreRefused() throws Exception {
    jar(folder.resolve("lettings-1.0.jar"), "com/example/Lettings.class");
    jar(folder.resolve("lettings-1.1.jar"), "com/example/Lettings.class");

    assertRefused(
        () -> Extensions.in(folder),
        folder.resolve("lettings-1.0.jar")
            + " and lettings-1.1.jar are two versions of one library: keep one of them");
  }

  @Test
  void aCopyOfTheApiIsRefused() throws Exception {
    jar(folder.resolve("lettings.jar"), "com/example/L.class", "io/checkpost/api/Outcome.class");

    assertRefused(
        () -> Extensions.in(folder),
        folder.resolve("lettings.jar")
            + " contains a copy of webhook-api: compile against it with scope provided");
  }

  @ParameterizedTest
  @CsvSource({"''", "<html>not found</html>"})
  void whatIsNoJarIsRefused(String content) throws IOException {
    Files.writeString(folder.resolve("lettings.jar"), content);

    assertRefused(() -> Extensions.in(folder), folder.resolve("lettings.jar") + " is not a jar");
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("lettings.jar"), folder.resolve("gone.jar"));

    assertRefused(() -> Extensions.in(folder), "cannot read " + folder.resolve("lettings.jar"));
  }

  @Test
  void findsTheJarOfAClass() throws Exception {
    jar(folder.resolve("a.jar"), "com/example/A.class");
    jar(folder.resolve("b.jar"), "com/example/B.class");

    assertThat(Extensions.in(folder).jarOf("com.example.B"))
        .map(Extension::fileName)
        .contains("b.jar");
    assertThat(Extensions.in(folder).jarOf("com.example.C")).isEmpty();
  }

  private static void assertRefused(ThrowingCallable attempt, String line) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.line()).isEqualTo(line));
  }

  private Map<String, Long> contents() throws IOException {
    Map<String, Long> checksums = new TreeMap<>();
    try (ZipFile files = new ZipFile(war.toFile())) {
      for (ZipEntry entry : files.stream().toList()) {
        checksums.put(entry.getName(), entry.getCrc());
      }
    }
    return checksums;
  }

  private static Path jar(Path file, String... entries) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(entry.getBytes(UTF_8));
      }
    }
    return file;
  }
}
