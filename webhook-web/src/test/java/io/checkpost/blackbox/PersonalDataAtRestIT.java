package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 9, as far as the bytes on the disk go. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PersonalDataAtRestIT {

  /** Values of the two providers' own samples that lead to a person. */
  private static final List<String> PERSONAL =
      List.of(
          "SAMUEL",
          "OLIVIA",
          "JOHNSON",
          "PRINZREGSTR.",
          "BAKER STREET",
          "UTOPIA CITY",
          "1981-10-17",
          "1987-05-23",
          "LGPJ11235",
          "+441789012345",
          "441789012345",
          "email@",
          "00eb2d04-1e98-44eb-a5d8-bbcfc1c536d7",
          "9811e0dc-7bbb-4fdf-be96-b8c7c105080f",
          "d10a6372-85a9-4f20-9bdf-ab589a1b280c",
          "ef3e2a97-02d0-4a13-91fb-0ada2c474f25",
          "a6beec64-5007-45b4-b49d-f4d17c99efee",
          "89f11ea6-0c5e-4c0f-8625-e55763e0acda",
          "96d50a9e-6696-4ca6-b9db-ee37b1a5de28",
          "4cb2e52f-da1a-4fb7-b9f9-03b5275422a9",
          "15b7ec8c-7c3f-413f-9b38-36d1a868767d");

  private final Shared shared;

  PersonalDataAtRestIT(Dialect dialect) {
    shared = Shared.on(dialect);
  }

  @Test
  void noPersonIsInTheFilesOfTheDatabaseOrInTheOutput() {
    sendSamples();
    if (!shared.settings().isEmpty()) {
      Shared.OnePostgres.RUNNING.execute("CHECKPOINT");
    }
    Map<String, String> found = new TreeMap<>();
    for (Path file : files(shared.files())) {
      search(file.toString(), content(file), found);
    }
    search("output", shared.node().output().getBytes(UTF_8), found);

    assertThat(found).isEmpty();
  }

  /** Shows that the search looks where the data is: a portal's name is no secret. */
  @Test
  void whatIsNotSealedIsFoundInTheFiles() {
    shared.client().newPortal("credas", portal -> portal.put("name", "Marlowe Lettings 4711"));
    if (!shared.settings().isEmpty()) {
      Shared.OnePostgres.RUNNING.execute("CHECKPOINT");
    }

    assertThat(files(shared.files()))
        .anySatisfy(
            file ->
                assertThat(new String(content(file), ISO_8859_1))
                    .contains("Marlowe Lettings 4711"));
  }

  private void sendSamples() {
    Client client = shared.client();
    for (Variant variant : Variant.all()) {
      if (variant.name().contains("-sample")) {
        Portal portal = client.newPortal(variant.provider());
        for (VariantStep step : variant.steps()) {
          Answer answer = client.post(portal, step.body(), step.headers());
          client.message(answer.messageId());
        }
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      // what the server unpacked of itself is no data
      return all.filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).startsWith("server"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      // a database removes files of its own while it runs
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void search(String where, byte[] content, Map<String, String> found) {
    String text = new String(content, ISO_8859_1);
    for (String value : PERSONAL) {
      for (String form : forms(value)) {
        if (text.contains(form)) {
          found.put(where + ": " + value, form);
        }
      }
    }
  }

  private static List<String> forms(String value) {
    String hex = HexFormat.of().formatHex(value.getBytes(UTF_8));
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8));
    return List.of(
        value,
        // shorter ones are in PostgreSQL's own catalogue: Bolivia
        value.length() > 8 ? value.toLowerCase(java.util.Locale.ROOT) : value,
        value.replace("-", ""),
        new String(value.getBytes(UTF_16BE), ISO_8859_1),
        new String(value.getBytes(UTF_16LE), ISO_8859_1),
        hex,
        hex.toUpperCase(java.util.Locale.ROOT),
        // the last letters depend on what follows
        base64.substring(0, base64.length() - 2));
  }
}
