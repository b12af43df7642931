package io.checkpost.ingest.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.PortalId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test letter.
 *
 * @param webhookId the id it was sent with, which is no message's
 * @param targetId the portal whose URL it went to
 * @param url that URL
 * @param status the answer's HTTP status; null when there was no answer
 * @param cause why a message would not have been delivered, as a code; null when it would
 * @param address what was connected to, or refused; null when there was neither
 * @param took how long it took
 * @param body the start of the answer, as it came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestReply(
    String webhookId,
    PortalId targetId,
    String url,
    @Nullable Integer status,
    @Nullable String cause,
    @Nullable String address,
    Duration took,
    byte[] body) {

  /** Tells whether a message would have been delivered. */
  public boolean isDelivered() {
    return cause == null;
  }

  /** Returns the start of the answer as text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** Tells whether there may be more of the answer, which was not read. */
  public boolean isCut() {
    return body.length >= RelayClient.LARGEST_KEPT;
  }

  /** Shows nothing of what a stranger answered. */
  @Override
  public String toString() {
    return "TestReply[" + status + ", " + cause + "]";
  }
}
