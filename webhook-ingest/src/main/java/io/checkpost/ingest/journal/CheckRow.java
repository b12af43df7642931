package io.checkpost.ingest.journal;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A check whose row this transaction holds locked: what it is now, and what it was lately. */
final class CheckRow {

  /** Within this time a late redelivery cannot be told from a return (design promise 5). */
  static final Duration RETURN_WINDOW = Duration.ofMinutes(15);

  private final UUID id;
  private final List<Former> formers = new ArrayList<>();
  private @Nullable Outcome outcome;
  private @Nullable Boolean isFinal;
  private byte @Nullable [] fingerprint;
  private @Nullable UUID messageId;
  private int ordinal;
  private @Nullable UUID subjectId;
  private boolean changed;

  CheckRow(
      UUID id,
      @Nullable Outcome outcome,
      @Nullable Boolean isFinal,
      byte @Nullable [] fingerprint,
      @Nullable UUID messageId) {
    this.id = id;
    this.outcome = outcome;
    this.isFinal = isFinal;
    this.fingerprint = fingerprint;
    this.messageId = messageId;
  }

  UUID id() {
    return id;
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  @Nullable Boolean isFinal() {
    return isFinal;
  }

  byte @Nullable [] fingerprint() {
    return fingerprint;
  }

  @Nullable UUID messageId() {
    return messageId;
  }

  int ordinal() {
    return ordinal;
  }

  @Nullable UUID subjectId() {
    return subjectId;
  }

  boolean changed() {
    return changed;
  }

  boolean isKnown() {
    return fingerprint != null;
  }

  boolean says(byte[] content) {
    return Arrays.equals(fingerprint, content);
  }

  void remember(byte[] content, Instant receivedAt) {
    formers.add(new Former(content, receivedAt));
  }

  boolean saidLately(byte[] content, Instant now) {
    Instant since = now.minus(RETURN_WINDOW);
    return formers.stream()
        .anyMatch(former -> former.receivedAt.isAfter(since) && former.is(content));
  }

  /** Returns what the update means beside the present state; the first kind that fits. */
  ChangeKind kindOf(Update update) {
    if (!isKnown()) {
      return ChangeKind.FIRST;
    }
    if (update.decidedByPerson()) {
      return ChangeKind.REMEDIATION;
    }
    if (outcome != null && outcome.isDecided() && update.outcome().isOpen()) {
      return ChangeKind.REGRESSION;
    }
    if (Boolean.TRUE.equals(isFinal)
        && Boolean.TRUE.equals(update.isFinal())
        && !Objects.equals(outcome, update.outcome())) {
      return ChangeKind.CONFLICT;
    }
    return ChangeKind.PROGRESS;
  }

  void become(Update update, byte[] content, UUID subject, UUID message, int ordinalInMessage) {
    this.outcome = update.outcome();
    this.isFinal = update.isFinal();
    this.fingerprint = content;
    this.subjectId = subject;
    this.messageId = message;
    this.ordinal = ordinalInMessage;
    this.changed = true;
  }

  private static final class Former {

    private final byte[] content;
    private final Instant receivedAt;

    Former(byte[] content, Instant receivedAt) {
      this.content = content;
      this.receivedAt = receivedAt;
    }

    boolean is(byte[] other) {
      return Arrays.equals(content, other);
    }
  }
}
