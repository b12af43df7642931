package io.checkpost.api;

import java.util.Locale;

/** How surely the meaning of a code is known. */
public enum Certainty {
  /** The provider's page about this very webhook says so. */
  DOCUMENTED,
  /**
   * Another page of the provider says so about the same object, or the portal's code list setting.
   */
  PROBABLE,
  /** Nobody says so: the raw code is all there is. */
  UNKNOWN;

  /** Returns the certainty as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
