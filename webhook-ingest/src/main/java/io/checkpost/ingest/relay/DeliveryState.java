package io.checkpost.ingest.relay;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a delivery is. */
public enum DeliveryState {
  /** It is still to be delivered. */
  PENDING,
  /** The target took it. */
  DELIVERED,
  /** It was given up, until a person asks for it. */
  DEAD,
  /** It was dead, and a person said that it will not be sent again. */
  CLOSED;

  /** What the target has not, and may yet get. */
  public static final Set<DeliveryState> UNDELIVERED =
      Collections.unmodifiableSet(EnumSet.of(PENDING, DEAD));

  /** Returns the state as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the state that the management API writes so.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static DeliveryState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
