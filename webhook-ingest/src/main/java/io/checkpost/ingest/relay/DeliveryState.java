package io.checkpost.ingest.relay;

import java.util.Locale;

/** How far a delivery is. */
public enum DeliveryState {
  /** It is still to be delivered. */
  PENDING,
  /** The target took it. */
  DELIVERED,
  /** It was given up, until a person asks for it. */
  DEAD;

  /** Returns the state as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
