package io.checkpost.ingest.live;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a page may be about. */
public enum Topic {
  /** Received messages and what is known by them. */
  MESSAGES,
  /** What needs a person. */
  ATTENTION,
  /** What is passed on. */
  DELIVERIES;

  /** Returns the name that pages and the database know it by. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the topic of a code; empty for one that only a newer node knows. */
  static Optional<Topic> of(String code) {
    return Stream.of(values()).filter(topic -> topic.code().equals(code)).findFirst();
  }
}
