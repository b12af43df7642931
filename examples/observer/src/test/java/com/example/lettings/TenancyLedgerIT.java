package com.example.lettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.testing.CheckpostServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, in the packaged Checkpost. */
class TenancyLedgerIT {

  @Test
  void whatCredasSaysIsEnteredOnce(@TempDir Path folder) throws IOException {
    Path ledger = folder.resolve("ledger");
    try (CheckpostServer checkpost =
        new CheckpostServer(Path.of(System.getProperty("checkpost.jar")), folder)
            .extendedBy(Path.of(System.getProperty("extension.jar")))
            .with("LETTINGS_LEDGER", ledger.toString())
            .start()) {
      String intake = checkpost.newPortal("credas");

      checkpost.post(intake, sample());
      checkpost.post(intake, sample());
      checkpost.await("entered in the ledger", () -> Files.exists(ledger));

      assertThat(checkpost.output()).contains("tenancy-ledger-1.0.jar (1.0)");
      assertThat(checkpost.get("/api/v1/messages?disposition=duplicate").body()).contains("\"id\"");
    }
    // the second one said nothing new, so there was nothing to observe
    assertThat(Files.readAllLines(ledger))
        .singleElement()
        .asString()
        .contains("\"person\":\"a6beec64-5007-45b4-b49d-f4d17c99efee\"")
        .contains("\"outcome\":\"unconfirmed\"");
  }

  /** The body that Credas publishes as its example. */
  private static String sample() throws IOException {
    try (InputStream sample =
        TenancyLedgerIT.class.getResourceAsStream("/credas-7-right-to-rent.json")) {
      return new String(sample.readAllBytes(), UTF_8);
    }
  }
}
