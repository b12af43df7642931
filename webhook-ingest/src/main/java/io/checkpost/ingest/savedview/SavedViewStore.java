package io.checkpost.ingest.savedview;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes saved views; what is written is on disk when a call returns. */
@ApplicationSingleton
final class SavedViewStore {

  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;

  @Inject
  SavedViewStore(Database database) {
    this.database = database;
  }

  /**
   * Stores a new view.
   *
   * @throws Conflict when the owner has too many, or one of that name
   */
  void insert(SavedView view) {
    write(
        connection -> {
          if (count(connection, view.owner()) >= SavedViews.MOST) {
            throw new Conflict(
                "There are %d saved views already; remove one first.".formatted(SavedViews.MOST));
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO saved_view (name, shared, portal_id, provider, disposition,
                    check_type, outcome, client_id_flag, received_from, received_to, id, owner,
                    created_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            bind(insert, view);
            insert.setObject(11, view.id());
            insert.setString(12, view.owner());
            insert.setObject(13, timestamp(view.createdAt()));
            return insert.executeUpdate();
          }
        });
  }

  /** Counts no more than an owner may have. */
  private static int count(Connection connection, String owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT COUNT(*) FROM saved_view WHERE owner = ?")) {
      select.setString(1, owner);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /**
   * Writes name, sharing and filter of a view.
   *
   * @throws Conflict when its owner has another of that name
   */
  void update(SavedView view) {
    write(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE saved_view SET name = ?, shared = ?, portal_id = ?, provider = ?,
                    disposition = ?, check_type = ?, outcome = ?, client_id_flag = ?,
                    received_from = ?, received_to = ?
                  WHERE id = ?""")) {
            bind(update, view);
            update.setObject(11, view.id());
            return update.executeUpdate();
          }
        });
  }

  private static void bind(PreparedStatement statement, SavedView view) throws SQLException {
    MessageFilter filter = view.filter();
    statement.setString(1, view.name());
    statement.setBoolean(2, view.shared());
    statement.setObject(3, filter.portal() == null ? null : filter.portal().value());
    statement.setString(4, filter.provider());
    statement.setString(5, filter.disposition() == null ? null : filter.disposition().code());
    statement.setString(6, filter.checkType() == null ? null : filter.checkType().code());
    statement.setString(7, filter.outcome() == null ? null : filter.outcome().code());
    statement.setString(8, filter.clientIdFlag() == null ? null : filter.clientIdFlag().code());
    statement.setObject(9, timestamp(filter.from()));
    statement.setObject(10, timestamp(filter.to()));
  }

  /** Removes a view. */
  void delete(UUID id) {
    write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM saved_view WHERE id = ?")) {
            delete.setObject(1, id);
            return delete.executeUpdate();
          }
        });
  }

  private void write(Database.Work<Integer> work) {
    try {
      database.durably(work);
    } catch (SQLException e) {
      if (Objects.equals(e.getSQLState(), UNIQUE_VIOLATION)) {
        throw new Conflict("There is a saved view of that name.");
      }
      throw new DatabaseUnavailable(e);
    }
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
