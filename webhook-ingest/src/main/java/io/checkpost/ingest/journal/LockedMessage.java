package io.checkpost.ingest.journal;

import io.checkpost.api.Update;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.util.Map;

/**
 * A stored message whose row this transaction holds locked, with the rows of its subject and its
 * checks.
 */
record LockedMessage(
    Connection connection,
    LockedRows rows,
    MasterKeyset keyset,
    JournalKeys keys,
    StoredRequest stored,
    SubjectRow subject,
    Map<BlindKey, CheckRow> checks) {

  CheckRow check(Update update) {
    CheckRow row = checks.get(keys.check(stored.portalId(), stored.provider(), update));
    if (row == null) {
      throw new IllegalStateException("a row that was locked is not there");
    }
    return row;
  }

  CheckHistory history(CheckRow check) {
    return new CheckHistory(connection, keyset, check.id());
  }

  /** Returns a check as it is right after an update of this message. */
  CheckRow after(Update update, CheckRow check) {
    return new CheckRow(
        check.id(), update.outcome(), update.isFinal(), keys.content(update), stored.id().value());
  }
}
