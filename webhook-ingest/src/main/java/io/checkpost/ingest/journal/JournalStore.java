package io.checkpost.ingest.journal;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;

/** Appends a batch of messages in one transaction. */
@ApplicationSingleton
public final class JournalStore {

  private final Database database;
  private final KeysetInForce keyset;
  private final BlindIndex blindIndex;

  /** Creates the store. */
  @Inject
  public JournalStore(Database database, KeysetInForce keyset, BlindIndex blindIndex) {
    this.database = database;
    this.keyset = keyset;
    this.blindIndex = blindIndex;
  }

  /**
   * Appends messages in the order given and returns once they are on disk.
   *
   * @return one acknowledgement a message, in the same order
   * @throws SQLException when the database refused the batch or could not be reached; nothing is
   *     acknowledged then
   */
  public List<Acknowledgement> append(List<ReceivedMessage> messages) throws SQLException {
    return database.durably(
        connection ->
            new BatchAppend(connection, database.dialect(), keyset.get(), blindIndex)
                .append(messages));
  }
}
