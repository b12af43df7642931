package io.checkpost.ingest.journal;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes what a message's updates say by a newer reading, and what follows from it: the kind of the
 * change itself and of the one after it, and the check's state where it is from this message. What
 * was a repeat stays one, for content is not what is read otherwise.
 */
final class Rewriting {

  private final LockedMessage message;
  private final Interpretation.Understood understood;
  private final Set<Integer> changed = new TreeSet<>();

  Rewriting(LockedMessage message, Interpretation.Understood understood) {
    this.message = message;
    this.understood = understood;
  }

  Reread rewrite(List<Rereading.Before> different) throws SQLException {
    if (different.isEmpty()) {
      return Reread.of(Reread.Result.UNCHANGED);
    }
    Connection connection = message.connection();
    UUID messageId = message.stored().id().value();
    ReceivedDeltas deltas = new ReceivedDeltas();
    deltas.remove(connection, messageId);
    for (Rereading.Before old : different) {
      rewrite(old, understood.updates().get(old.ordinal()));
    }
    deltas.add(connection, messageId);
    deltas.write(connection);
    new JournalRows(connection).change(message.checks().values());
    new MessageRows(connection, message.rows().now(), deltas).markRewritten(messageId);
    return new Reread(
        Reread.Result.REWRITTEN,
        changed.isEmpty() ? Map.of() : Map.of(messageId, changed),
        Map.of(),
        Set.of());
  }

  private void rewrite(Rereading.Before old, Update update) throws SQLException {
    ChangeKind kind = old.kind() == null ? null : rewriteChange(old.ordinal(), update);
    try (PreparedStatement write =
        message
            .connection()
            .prepareStatement(
                """
                UPDATE check_update SET outcome = ?, kind = ?, fingerprint = ?, sealed_content = ?
                WHERE message_id = ? AND ordinal = ?""")) {
      write.setString(1, update.outcome().code());
      write.setString(2, kind == null ? null : kind.code());
      write.setBytes(3, message.keys().content(update));
      write.setBytes(
          4,
          SealedColumns.sealContent(
              message.subject().key(), message.stored().id().value(), old.ordinal(), update));
      write.setObject(5, message.stored().id().value());
      write.setInt(6, old.ordinal());
      write.executeUpdate();
    }
  }

  private ChangeKind rewriteChange(int ordinal, Update update) throws SQLException {
    CheckRow check = message.check(update);
    CheckHistory history = message.history(check);
    Place place = message.stored().place();
    CheckHistory.Entry after = history.changeAfter(place).orElse(null);
    if (after != null) {
      history.follow(after, message.after(update, check));
    }
    if (place.messageId().equals(check.messageId())) {
      check.become(
          update,
          message.keys().content(update),
          message.subject().id(),
          place.messageId(),
          ordinal);
    }
    changed.add(ordinal);
    return history.stateBefore(place).kindOf(update);
  }
}
