package io.checkpost.ingest.relay;

import java.util.Locale;

/** Why an attempt failed, or why there was none. */
public enum Cause {
  /** The host has no address. */
  DNS,
  /** The host has an address that must not be connected to. */
  REFUSED_ADDRESS,
  /** The URL is http, and the setting {@code checkpost.relay.allow-http} does not let it be. */
  INSECURE_URL,
  /** The URL cannot be asked. */
  INVALID_URL,
  /** No connection came about. */
  CONNECT,
  /** The connection could not be made safe: an expired certificate, another host's, none. */
  TLS,
  /** No whole answer came in time. */
  TIMEOUT,
  /** The connection was closed before the answer was whole. */
  CLOSED,
  /** What came is no HTTP. */
  PROTOCOL,
  /** A redirect, which is not followed. */
  HTTP_3XX,
  /** Any other status from 400 to 499. */
  HTTP_4XX,
  /** Any status from 500 to 599. */
  HTTP_5XX,
  /** 410: the target wants nothing more. */
  GONE,
  /** The portal has no relay URL any more. */
  NO_URL,
  /** What was to be sent was erased. */
  ERASED,
  /** A fault of Checkpost's own. */
  FAULT;

  /** Returns the cause as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the cause that the management API writes so.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Cause of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Cause ofStatus(int status) {
    if (status == 410) {
      return GONE;
    }
    return switch (status / 100) {
      case 3 -> HTTP_3XX;
      case 4 -> HTTP_4XX;
      case 5 -> HTTP_5XX;
      default -> PROTOCOL;
    };
  }
}
