package io.checkpost.ingest.attention;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
    DataKey key = DataKeys.find(connection, keyset.get(), List.of(id)).get(id);
    if (key == null) {
      throw new Conflict("The data that this is about was erased: no comment can be kept.");
    }
    return key;
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
