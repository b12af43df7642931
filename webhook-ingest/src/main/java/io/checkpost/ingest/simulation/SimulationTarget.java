package io.checkpost.ingest.simulation;

import io.checkpost.ingest.problem.InvalidInput;
import java.util.Locale;

/** Where simulated messages go. */
public enum SimulationTarget {
  /** Into the portal's intake, as if the provider had sent them. */
  INTAKE,
  /** To the portal's callback URL, as a provider would send there; nothing is stored. */
  CALLBACK;

  /** Returns it as URLs and JSON write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads one.
   *
   * @throws InvalidInput when {@code code} is none
   */
  public static SimulationTarget of(String code) {
    for (SimulationTarget target : values()) {
      if (target.code().equals(code)) {
        return target;
      }
    }
    throw new InvalidInput("target", code, "intake or callback");
  }
}
