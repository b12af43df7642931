package io.checkpost.ingest.intake;

import java.util.Locale;

/** Why a request left no message, as it is counted. */
enum RefusalCause {
  UNKNOWN_URL,
  NOT_POST,
  WRONG_HEADER,
  ADDRESS_NOT_ALLOWED,
  TOO_LARGE,
  RATE_LIMIT,
  BROKEN_REQUEST,
  UNAVAILABLE;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
