package io.checkpost.ingest.journal;

import io.checkpost.ingest.privacy.DataKey;
import java.util.UUID;

/** A subject whose row this transaction holds locked. */
final class SubjectRow {

  private final UUID id;
  private final DataKey key;
  private long lastSequence;
  private boolean advanced;

  SubjectRow(UUID id, DataKey key, long lastSequence) {
    this.id = id;
    this.key = key;
    this.lastSequence = lastSequence;
  }

  UUID id() {
    return id;
  }

  DataKey key() {
    return key;
  }

  long lastSequence() {
    return lastSequence;
  }

  long nextSequence() {
    advanced = true;
    return ++lastSequence;
  }

  boolean advanced() {
    return advanced;
  }
}
