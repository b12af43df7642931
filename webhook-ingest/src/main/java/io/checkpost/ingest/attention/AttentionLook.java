package io.checkpost.ingest.attention;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Duty;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks every few seconds, on one node, for what no event says: checks that have waited too long,
 * messages that were understood after all, and what is not wrong any more. What an event should
 * have said and did not, for the process died at that moment, is found here, too.
 */
@ApplicationSingleton
final class AttentionLook implements BackgroundWork {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final int BATCH = 200;

  /** An item that was just made may be of something that was not wrong yet when we looked. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Attention attention;
  private final Database database;
  private final Iterable<Condition> conditions;
  private final Duty duty;
  private final Rounds rounds = new Rounds("attention.look", BETWEEN_LOOKS, this::look);

  @Inject
  AttentionLook(
      Attention attention, Database database, Instance<Condition> conditions, Clock clock) {
    this(attention, database, (Iterable<Condition>) conditions, clock);
  }

  AttentionLook(
      Attention attention, Database database, Iterable<Condition> conditions, Clock clock) {
    this.attention = attention;
    this.database = database;
    this.conditions = conditions;
    this.duty = new Duty(database, clock, "attention");
  }

  @Override
  public void start(ThreadFactory threads) {
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
    duty.release();
  }

  /** Looks once, if it is this node's turn. */
  void look() throws SQLException {
    if (!duty.take().ours()) {
      return;
    }
    lookForOverdue("pending");
    lookForOverdue("review");
    lookForUnderstood();
    lookForConditions();
  }

  /** An update that was looked at; those before it were, too. */
  private record Looked(Instant receivedAt, UUID messageId, int ordinal) {}

  private record Waiting(Looked at, UUID checkId) {}

  /** A check that is open and reviewed has its item; one that was never observed gets it here. */
  private void lookForOverdue(String outcome) throws SQLException {
    Instant until = attention.now().minus(attention.pendingAfter());
    List<Waiting> waiting;
    do {
      waiting =
          database.inTransaction(
              connection -> waiting(connection, outcome, looked(connection, outcome), until));
      for (Waiting each : waiting) {
        attention.lookAtCheck(each.checkId);
      }
      if (!waiting.isEmpty()) {
        remember(outcome, waiting.get(waiting.size() - 1).at);
      }
    } while (waiting.size() == BATCH && rounds.isOpen() && duty.take().ours());
  }

  private static Looked looked(Connection connection, String outcome) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT received_at, message_id, ordinal FROM attention_look WHERE outcome = ?")) {
      select.setString(1, outcome);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("nobody looks for checks that are " + outcome);
        }
        return new Looked(
            row.getObject(1, OffsetDateTime.class).toInstant(),
            row.getObject(2, UUID.class),
            row.getInt(3));
      }
    }
  }

  private static List<Waiting> waiting(
      Connection connection, String outcome, Looked after, Instant until) throws SQLException {
    List<Waiting> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT received_at, message_id, ordinal, check_id FROM check_update
            WHERE outcome = ? AND received_at >= ? AND received_at <= ?
              AND (received_at > ? OR message_id > ? OR (message_id = ? AND ordinal > ?))
            ORDER BY received_at, message_id, ordinal LIMIT ?""")) {
      select.setString(1, outcome);
      select.setObject(2, ItemStore.timestamp(after.receivedAt));
      select.setObject(3, ItemStore.timestamp(until));
      select.setObject(4, ItemStore.timestamp(after.receivedAt));
      select.setObject(5, after.messageId);
      select.setObject(6, after.messageId);
      select.setInt(7, after.ordinal);
      select.setInt(8, BATCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Waiting(
                  new Looked(
                      row.getObject(1, OffsetDateTime.class).toInstant(),
                      row.getObject(2, UUID.class),
                      row.getInt(3)),
                  row.getObject(4, UUID.class)));
        }
      }
    }
    return found;
  }

  private void remember(String outcome, Looked last) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE attention_look SET received_at = ?, message_id = ?, ordinal = ?
                  WHERE outcome = ?""")) {
            update.setObject(1, ItemStore.timestamp(last.receivedAt));
            update.setObject(2, last.messageId);
            update.setInt(3, last.ordinal);
            update.setString(4, outcome);
            return update.executeUpdate();
          }
        });
  }

  /** What turns out to be a repeat when it is read again is observed by nobody. */
  private void lookForUnderstood() throws SQLException {
    List<UUID> understood = database.inTransaction(AttentionLook::understood);
    for (UUID message : understood) {
      attention.lookAtMessage(message);
    }
  }

  private static List<UUID> understood(Connection connection) throws SQLException {
    List<UUID> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT i.message_id FROM attention_item i JOIN message m ON m.id = i.message_id
            WHERE i.kind IN ('quarantined', 'unrecognised') AND NOT i.closed
              AND i.about LIKE 'message:%' AND m.disposition <> 'quarantined' LIMIT ?""")) {
      select.setInt(1, BATCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }

  /** A condition that cannot be looked for must not hide the others. */
  private void lookForConditions() throws SQLException {
    SQLException failure = null;
    for (Condition condition : conditions) {
      Conditions.Matter matter = Conditions.BY_ALERT.get(condition.kind());
      if (matter != null) {
        failure = lookFor(condition, matter, failure);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable SQLException lookFor(
      Condition condition, Conditions.Matter matter, @Nullable SQLException before) {
    try {
      Instant now = attention.now();
      Set<String> found =
          database.inTransaction(connection -> condition.find(connection, now)).stream()
              .map(Finding::subject)
              .collect(Collectors.toSet());
      int changed =
          database.inTransaction(
              connection ->
                  duty.isOurs(connection)
                      ? closeWhatIsGone(connection, matter, found, now)
                          + openWhatWasMissed(connection, matter, found, now)
                      : 0);
      if (changed > 0) {
        attention.tell();
      }
      return before;
    } catch (SQLException e) {
      return e;
    }
  }

  private static int closeWhatIsGone(
      Connection connection, Conditions.Matter matter, Set<String> found, Instant now)
      throws SQLException {
    int closed = 0;
    for (String about : openItems(connection, matter.kind(), now.minus(FRESH))) {
      if (!found.contains(about.substring(matter.prefix().length()))) {
        ItemRow item = ItemStore.lock(connection, about).orElse(null);
        if (item != null) {
          item.settle(AttentionCause.GONE, now);
          ItemStore.update(connection, item);
          closed++;
        }
      }
    }
    return closed;
  }

  private static List<String> openItems(Connection connection, AttentionKind kind, Instant before)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT about FROM attention_item WHERE kind = ? AND NOT closed AND seen_at < ?")) {
      select.setString(1, kind.code());
      select.setObject(2, ItemStore.timestamp(before));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  /** What a person closed although it is still wrong stays closed until something is new. */
  private static int openWhatWasMissed(
      Connection connection, Conditions.Matter matter, Set<String> found, Instant now)
      throws SQLException {
    int opened = 0;
    for (String subject : found) {
      String about = matter.prefix() + subject;
      ItemRow item = ItemStore.lock(connection, about).orElse(null);
      if (item == null || (item.state.isClosed() && item.closedBy == null)) {
        ItemStore.take(
            connection,
            new News(matter.kind(), about, "found " + now, now, facts(matter, subject), null),
            now);
        opened++;
      }
    }
    return opened;
  }

  private static Facts facts(Conditions.Matter matter, String subject) {
    boolean observer = matter.kind() == AttentionKind.OBSERVER_DIED;
    return new Facts(
        observer ? null : UUID.fromString(subject),
        null,
        null,
        null,
        null,
        null,
        false,
        observer ? subject : null);
  }
}
