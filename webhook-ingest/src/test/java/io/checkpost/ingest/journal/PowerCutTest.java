package io.checkpost.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.ConfiguredDataSource;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.PowerCutDisk;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Promise 1 on the embedded database, as far as a power cut goes: the shipped data source with no
 * more changed than the disk under its file.
 */
class PowerCutTest {

  private static final long SEED = 20260301;

  private final TestDatabase prepared = TestDatabase.of(Dialect.H2);
  private final PortalId portal = Messages.portalIn(prepared);
  private final Messages messages = new Messages(portal);
  private final String file;
  private final ConfiguredDataSource source;
  private final Database database;
  private final Journal journal;

  PowerCutTest() throws SQLException {
    prepared.database().close();
    PowerCutDisk.install();
    file = prepared.settings().home().resolve("checkpost.mv.db").toString();
    source = onPowerCutDisk(prepared.settings());
    database = new Database(source, prepared.settings());
    KeysetInForce keyset = prepared.keyset();
    journal =
        new Journal(
            new JournalStore(database, keyset, new BlindIndex(keyset)),
            database,
            prepared.settings(),
            new SimpleMeterRegistry());
  }

  private static ConfiguredDataSource onPowerCutDisk(Settings settings) throws SQLException {
    ConfiguredDataSource shipped = new ConfiguredDataSource(settings);
    JdbcDataSource h2 = shipped.unwrap(JdbcDataSource.class);
    h2.setURL(h2.getURL().replace("jdbc:h2:file:", "jdbc:h2:file:" + PowerCutDisk.SCHEME + ":"));
    return shipped;
  }

  @BeforeEach
  void start() {
    journal.start(Thread::new);
  }

  @AfterEach
  void close() throws InterruptedException, SQLException {
    journal.close(Duration.ofSeconds(10));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    prepared.close();
  }

  /** What is on the disk, taken by the thread that acknowledges, before anybody is answered. */
  private CompletableFuture<Cut> appendAndCut(ReceivedMessage message) {
    return journal
        .append(message)
        .thenApply(
            acknowledgement ->
                new Cut(acknowledgement.messageId().value(), PowerCutDisk.afterPowerCut(file)));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cut(UUID acknowledged, byte[] image) {}

  private List<UUID> messagesIn(byte[] image) {
    try {
      Path home = Files.createTempDirectory(prepared.settings().home(), "cut");
      Files.write(home.resolve("checkpost.mv.db"), image);
      Settings settings = Settings.of(Map.of("checkpost.home", home.toString()));
      Database left = new Database(new ConfiguredDataSource(settings), settings);
      try {
        return left.inTransaction(PowerCutTest::messageIds);
      } finally {
        left.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError("the database did not outlive the power cut", e);
    }
  }

  private static List<UUID> messageIds(Connection connection) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT id, sealed_body FROM message");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        assertThat(row.getBytes(2)).isNotEmpty();
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  @Test
  void whatIsAcknowledgedHasBeenForcedToTheDiskBefore() throws Exception {
    for (int i = 0; i < 5; i++) {
      Cut cut = appendAndCut(messages.understood(Messages.update("check-" + i, i))).get();

      assertThat(messagesIn(cut.image)).hasSize(i + 1).contains(cut.acknowledged);
    }
  }

  @Test
  void everyMessageOfAGroupCommitIsOnTheDiskWhenTheFirstIsAcknowledged() throws Exception {
    List<CompletableFuture<Cut>> cuts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      cuts.add(appendAndCut(messages.understood(Messages.update("check-" + i, i % 7))));
    }

    for (CompletableFuture<Cut> cut : cuts.subList(0, 8)) {
      assertThat(messagesIn(cut.get().image)).contains(cut.get().acknowledged);
    }
    CompletableFuture.allOf(cuts.toArray(CompletableFuture[]::new)).get();
  }

  @Test
  void acknowledgedMessagesOutliveAPowerCutWhicheverLaterWritesReachedTheDisk() throws Exception {
    Random random = new Random(SEED);
    List<UUID> acknowledged = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      acknowledged.add(
          appendAndCut(messages.understood(Messages.update("check-" + i % 9, i % 7)))
              .get()
              .acknowledged);
      // half-done work of the next batch is what a power cut meets
      database.inTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate("UPDATE portal SET version = version + 1");
            }
          });
      if (i % 15 == 14) {
        assertThat(messagesIn(PowerCutDisk.afterPowerCut(file, random)))
            .as("seed %d, message %d", SEED, i)
            .containsAll(acknowledged);
      }
    }
  }

  /** Shows that this disk can tell: without the sync after the commit the same test would fail. */
  @Test
  void aCommitAloneReachesTheFileButNotTheDisk() throws Exception {
    database.inTransaction(
        connection ->
            new BatchAppend(
                    connection,
                    Dialect.H2,
                    prepared.keyset().get(),
                    new BlindIndex(prepared.keyset()))
                .append(List.of(messages.understood(Messages.update("23", 4)))));

    assertThat(messagesIn(Files.readAllBytes(Path.of(file)))).hasSize(1);
    assertThat(messagesIn(PowerCutDisk.afterPowerCut(file))).isEmpty();
  }
}
