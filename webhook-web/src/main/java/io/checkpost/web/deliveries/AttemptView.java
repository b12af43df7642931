package io.checkpost.web.deliveries;

import io.checkpost.ingest.relay.DeliveryAttempt;
import io.checkpost.web.message.BodyView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the page shows it.
 *
 * @param attempt the attempt
 * @param answer what was answered, where it was asked for; else null
 */
public record AttemptView(DeliveryAttempt attempt, @Nullable BodyView answer) {

  private static final int A_SECOND = 1000;

  /** Tells whether the target took the message. */
  public boolean isDelivered() {
    return attempt.cause() == null;
  }

  /** Returns the key of how long it took. */
  public String tookKey() {
    return attempt.durationMillis() < A_SECOND ? "delivery.took.millis" : "delivery.took.seconds";
  }

  /** Returns how long it took, in the unit of {@link #tookKey}. */
  public Number took() {
    return attempt.durationMillis() < A_SECOND
        ? attempt.durationMillis()
        : (double) attempt.durationMillis() / A_SECOND;
  }

  /** Tells whether there is an answer that can be shown. */
  public boolean isAnswered() {
    return attempt.status() != null && attempt.responseHeaders() != null;
  }

  /** Tells whether what was answered is erased. */
  public boolean isErased() {
    return attempt.status() != null && attempt.responseHeaders() == null;
  }

  /** Returns the headers of the answer that are kept, in the order of their names. */
  public List<Map.Entry<String, String>> headers() {
    Map<String, String> headers = attempt.responseHeaders();
    return headers == null ? List.of() : List.copyOf(new TreeMap<>(headers).entrySet());
  }
}
