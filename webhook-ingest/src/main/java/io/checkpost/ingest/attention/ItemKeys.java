package io.checkpost.ingest.attention;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The keys that comments are sealed with: the person's or the message's, so that erasing them
 * erases what was said of them; and a key of its own for an item that is about neither.
 */
@ApplicationSingleton
final class ItemKeys {

  private final KeysetInForce keyset;

  @Inject
  ItemKeys(KeysetInForce keyset) {
    this.keyset = keyset;
  }

  /**
   * Returns the key of an item.
   *
   * @throws Conflict when it was destroyed
   */
  DataKey of(Connection connection, ItemRow item, Instant now) throws SQLException {
    UUID id = item.news.keyId();
    return id == null ? made(connection, item, now) : found(connection, id);
  }

  private DataKey found(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT wrapped, created_at FROM data_key WHERE id = ?")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new Conflict("The data that this is about was erased: no comment can be kept.");
        }
        return keyset
            .get()
            .unwrap(id, row.getBytes(1), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }

  private DataKey made(Connection connection, ItemRow item, Instant now) throws SQLException {
    DataKey key = keyset.get().newDataKey(TimeOrderedId.next(now), now);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO data_key (id, wrapped, created_at) VALUES (?, ?, ?)")) {
      insert.setObject(1, key.id());
      insert.setBytes(2, key.wrapped());
      insert.setObject(3, ItemStore.timestamp(now));
      insert.executeUpdate();
    }
    item.news = item.news.sealedWith(key.id());
    return key;
  }
}
