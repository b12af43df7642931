package io.checkpost.ingest.journal;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a newer reading of a stored message in place of the one that it got when it was received.
 * Its bytes never change. The journal's promises hold as for a message that is appended: the
 * subject and its checks are locked, what repeats is no news, and each check's history stays in the
 * order of arrival.
 *
 * <p>Works in its caller's transaction. Safe for use by many threads.
 */
@ApplicationSingleton
public final class Reinterpretation {

  private final Database database;
  private final KeysetInForce keyset;
  private final JournalKeys keys;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public Reinterpretation(
      Database database, KeysetInForce keyset, BlindIndex blindIndex, Clock clock) {
    this.database = database;
    this.keyset = keyset;
    this.keys = new JournalKeys(blindIndex);
    this.clock = clock;
  }

  /** Opens a message; empty when there is none of that id, or its data was erased. */
  public Optional<StoredRequest> open(Connection connection, UUID messageId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.portal_id, m.provider, m.received_at, m.sealed_body, m.sealed_envelope,
              k.id, k.wrapped, k.created_at
            FROM message m JOIN data_key k ON k.id = m.key_id WHERE m.id = ?""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(opened(messageId, row)) : Optional.empty();
      }
    }
  }

  private StoredRequest opened(UUID messageId, ResultSet row) throws SQLException {
    DataKey key =
        keyset
            .get()
            .unwrap(
                row.getObject(6, UUID.class),
                row.getBytes(7),
                row.getObject(8, OffsetDateTime.class).toInstant());
    return new StoredRequest(
        new MessageId(messageId),
        new PortalId(row.getObject(1, UUID.class)),
        row.getString(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        SealedColumns.openBody(key, messageId, row.getBytes(4)),
        SealedColumns.openEnvelope(key, messageId, row.getBytes(5)));
  }

  /** Returns how many updates of a message {@link #apply} would make or change now. */
  public int differences(Connection connection, StoredRequest stored, Interpretation reading)
      throws SQLException {
    return reading instanceof Interpretation.Understood understood
        ? rereading(connection, stored, understood).differences()
        : 0;
  }

  /**
   * Puts a reading in place of the one before. A message that was quarantined becomes accepted, or
   * a duplicate when all that it says is known by now; then it is left for all observers in {@code
   * pending_dispatch}. An update that was read otherwise before is rewritten, and its check with it
   * where nothing newer holds; whoever observed it has to be told by the caller.
   *
   * @param replayId the replay in whose course it was read again
   * @throws SQLException when the database refused it; the transaction is to be rolled back then
   */
  public Reread apply(
      Connection connection, StoredRequest stored, Interpretation reading, UUID replayId)
      throws SQLException {
    return reading instanceof Interpretation.Understood understood
        ? rereading(connection, stored, understood).apply(replayId)
        : Reread.of(Reread.Result.UNCHANGED);
  }

  private Rereading rereading(
      Connection connection, StoredRequest stored, Interpretation.Understood understood) {
    return new Rereading(
        connection,
        new LockedRows(
            connection,
            database.dialect(),
            keyset.get(),
            clock.instant().truncatedTo(ChronoUnit.MICROS)),
        keyset.get(),
        keys,
        stored,
        understood);
  }
}
