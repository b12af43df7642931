package io.checkpost.ingest.export;

import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.message.MessageSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as a file shows it: what the list shows, and the ids in full. */
record ExportedMessage(
    String id,
    String receivedAt,
    String provider,
    String portalId,
    String portal,
    String disposition,
    @Nullable String reason,
    @Nullable String duplicateOf,
    @Nullable String subjectId,
    boolean test,
    List<Check> checks) {

  /** What a message says of a kind of check. */
  record Check(String checkType, String outcome) {

    static Check of(CheckOutcome check) {
      return new Check(check.checkType().code(), check.outcome().code());
    }

    @Override
    public String toString() {
      return checkType + "=" + outcome;
    }
  }

  static ExportedMessage of(MessageSummary message, String portal) {
    return new ExportedMessage(
        message.id().toString(),
        message.receivedAt().toString(),
        message.provider(),
        message.portalId().toString(),
        portal,
        message.disposition().code(),
        message.reason(),
        message.duplicateOf() == null ? null : message.duplicateOf().toString(),
        message.subjectId(),
        message.test(),
        message.checks().stream().map(Check::of).toList());
  }
}
