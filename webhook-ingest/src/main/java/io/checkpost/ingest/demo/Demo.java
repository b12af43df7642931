package io.checkpost.ingest.demo;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Sets up the demo portals, once, and sends them the providers' published samples. */
@ApplicationSingleton
public final class Demo {

  private static final Logger LOG = System.getLogger(Demo.class.getName());
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final int TRIES = 300;
  private static final List<String> CREDAS_SAMPLES =
      List.of(
          "credas-1-name-check.json",
          "credas-4-id-document.json",
          "credas-5-non-biometric-document.json",
          "credas-6-datacheck.json",
          "credas-7-right-to-rent.json",
          "credas-8-right-to-work.json",
          "credas-9-safe-harbour.json");
  private static final List<String> W2_SAMPLES = List.of("w2-dvfc-alert.json");

  private final Settings settings;
  private final Portals portals;

  /** Creates the demo. */
  @Inject
  public Demo(Settings settings, Portals portals) {
    this.settings = settings;
    this.portals = portals;
  }

  /** Sets the demo up where the settings ask for it and no portal is there yet. */
  public void start(ThreadFactory threads) {
    if (settings.demo() && portals.list(1, null).items().isEmpty()) {
      String credas = newPortal("credas", "Demo lettings");
      String w2 = newPortal("w2", "Demo lender");
      threads.newThread(() -> sendAll(credas, w2)).start();
    }
  }

  private String newPortal(String provider, String name) {
    return portals.create(provider, null, PortalSettings.named(name)).intakePath();
  }

  private void sendAll(String credasPath, String w2Path) {
    HttpClient client = HttpClient.newHttpClient();
    try {
      awaitOpenPort(client);
      for (String sample : CREDAS_SAMPLES) {
        send(client, credasPath, sample);
      }
      for (String sample : W2_SAMPLES) {
        send(client, w2Path, sample);
      }
      LOG.log(Level.INFO, LogLine.of("demo.sent").toString());
    } catch (IOException e) {
      LOG.log(Level.WARNING, LogLine.of("demo.not-sent").because(e).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port opens after the application has started, and this is a part of its start. */
  private void awaitOpenPort(HttpClient client) throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(uri("/health/ready")).build();
    for (int attempt = 1; ; attempt++) {
      try {
        client.send(ready, HttpResponse.BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
    }
  }

  private void send(HttpClient client, String path, String sample)
      throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(read(sample)))
            .build();
    client.send(post, HttpResponse.BodyHandlers.discarding());
  }

  private URI uri(String path) {
    return URI.create(settings.baseUrl() + path);
  }

  private static byte[] read(String sample) throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream(sample)) {
      if (in == null) {
        throw new IOException("the sample " + sample + " is not in the archive");
      }
      return in.readAllBytes();
    }
  }
}
