package io.checkpost.ingest.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.signature.StandardWebhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A post of JSON for each change, signed by Standard Webhooks. The URL is the operator's own, so it
 * may lead anywhere; redirects are not followed.
 */
final class WebhookChannel implements Channel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI url;
  private final String secret;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * Creates the channel; connects to nobody yet.
   *
   * @throws InvalidSetting when URL or secret is none
   */
  WebhookChannel(Settings.Webhook settings, Clock clock) {
    this.url = url(settings.url());
    this.secret = checked(settings.secret());
    this.clock = clock;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      HttpRequest.newBuilder(url);
      return url;
    } catch (IllegalArgumentException e) {
      // the text is not repeated: its path may be a secret
      throw new InvalidSetting("checkpost.alert.webhook.url", "is not an http or https URL");
    }
  }

  private static String checked(String secret) {
    try {
      StandardWebhooks.sign(secret, "", Instant.EPOCH, new byte[0]);
      return secret;
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting("checkpost.alert.webhook.secret", "is not whsec_ and base64");
    }
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public int mostAtOnce() {
    return 1;
  }

  @Override
  public void send(List<Notice> notices) throws IOException {
    for (Notice notice : notices) {
      post(notice);
    }
  }

  private void post(Notice notice) throws IOException {
    byte[] body = body(notice);
    String id = "alert_" + notice.id();
    Instant now = clock.instant();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header(StandardWebhooks.ID, id)
            .header(StandardWebhooks.TIMESTAMP, String.valueOf(now.getEpochSecond()))
            .header(StandardWebhooks.SIGNATURE, StandardWebhooks.sign(secret, id, now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status = status(request);
    if (status < 200 || status > 299) {
      throw new NotTaken("answered " + status, null);
    }
  }

  private int status(HttpRequest request) throws IOException {
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      return response.statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static byte[] body(Notice notice) throws JsonProcessingException {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", "alert." + notice.state().code()).put("timestamp", notice.since().toString());
    body.putObject("data")
        .put("id", notice.alertId().toString())
        .put("key", notice.key())
        .put("kind", notice.kind())
        .put("subject", notice.subject())
        .put("state", notice.state().code())
        .put("since", notice.since().toString())
        .put("change", notice.changes())
        .put("detail", notice.detail());
    return JSON.writeValueAsBytes(body);
  }
}
