package com.example.examplecheck;

import io.checkpost.api.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What ExampleCheck's document, section "Decisions", says that a screening can come to. */
enum Decision {
  RUNNING("Screening is running", Outcome.PENDING, false),
  POSSIBLE_HIT("Possible hit, awaiting an analyst", Outcome.REVIEW, false),
  CLEAR("No hit", Outcome.PASSED, true),
  HIT("Confirmed hit", Outcome.FAILED, true);

  private final String label;
  private final Outcome outcome;
  private final boolean isFinal;

  Decision(String label, Outcome outcome, boolean isFinal) {
    this.label = label;
    this.outcome = outcome;
    this.isFinal = isFinal;
  }

  /** Returns the decision of that code; empty for a code that the document does not have. */
  static Optional<Decision> of(String code) {
    return Arrays.stream(values())
        .filter(decision -> decision.name().equals(code.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  String label() {
    return label;
  }

  Outcome outcome() {
    return outcome;
  }

  boolean isFinal() {
    return isFinal;
  }
}
