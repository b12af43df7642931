package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.FirstAccess;
import io.checkpost.ingest.configuration.Settings;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.util.Optional;

/**
 * What whoever starts Checkpost is told on the console: where to look, and secrets made just now.
 */
@ApplicationSingleton
final class Welcome {

  private final String baseUrl;
  private final PrintStream console;

  @Inject
  Welcome(Settings settings) {
    this.baseUrl = settings.baseUrl();
    this.console = System.out;
  }

  void say(FirstAccess.Generated generated) {
    StringBuilder text = new StringBuilder("\n");
    line(text, "Checkpost takes messages.");
    line(text, "  dashboard   " + baseUrl + "/");
    secret(text, "  user        admin, password ", generated.adminPassword());
    secret(text, "  API key     ", generated.apiKey());
    if (generated.apiKey().isPresent()) {
      line(text, "");
      line(text, "Both are shown this once. To receive a first message, make a portal:");
      line(
          text,
          """
            curl -s %s/api/v1/portals -H 'Authorization: Bearer %s' \\
              -H 'Content-Type: application/json' -d '{"name":"Lettings","provider":"credas"}'"""
              .formatted(baseUrl, generated.apiKey().get()));
      line(text, "and post a body to the intakePath that it answers.");
    }
    console.println(text);
  }

  private static void secret(StringBuilder text, String label, Optional<String> secret) {
    secret.ifPresent(value -> line(text, label + value));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
