package io.checkpost.ingest.portal;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Learns the provider's name for a portal's account from the first message that brought news, once
 * for each portal: what was learned or pinned is changed by a person only. The provider's own
 * samples swap its ids now and then, so that nothing is concluded from a learned id but what to
 * flag at other portals.
 *
 * <p>Safe for use by many threads. Intake waits for nothing here: what cannot be written now is
 * learned from a later message.
 */
@ApplicationSingleton
public final class ClientIds implements BackgroundWork {

  private static final Logger LOG = System.getLogger(ClientIds.class.getName());
  private static final int MOST_WAITING = 1_000;

  private final Database database;
  private final KeysetInForce keyset;
  private final BlindIndex blindIndex;
  private final PortalDirectory directory;
  private final BlockingQueue<Sighting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;
  private @Nullable Thread learner;

  /** Creates it. */
  @Inject
  public ClientIds(Database database, KeysetInForce keyset, PortalDirectory directory) {
    this.database = database;
    this.keyset = keyset;
    this.blindIndex = new BlindIndex(keyset);
    this.directory = directory;
  }

  /** A client id that a portal without one received. */
  private record Sighting(UUID portalId, String provider, String clientId) {

    /** Wakes the learner, to see that all has ended. */
    static final Sighting NONE = new Sighting(new UUID(0, 0), "", "");
  }

  /**
   * Takes note of the client id in an accepted message that was not flagged.
   *
   * @param portal the portal that received it
   * @param clientId in canonical spelling
   */
  public void saw(ReceivingPortal portal, String clientId) {
    UUID portalId = portal.id().value();
    if (portal.clientId() == null
        && PortalRules.isClientId(clientId)
        && underWay.add(portalId)
        && !waiting.offer(new Sighting(portalId, portal.provider(), clientId))) {
      underWay.remove(portalId);
    }
  }

  @Override
  public void start(ThreadFactory threads) {
    Thread thread = threads.newThread(this::learnUntilTheEnd);
    learner = thread;
    thread.start();
  }

  /** Interrupts nobody: an interrupt during a write would close the embedded database's file. */
  @Override
  public void close(Duration patience) throws InterruptedException {
    ended = true;
    waiting.offer(Sighting.NONE);
    Thread thread = learner;
    if (thread != null) {
      thread.join(patience.toMillis());
    }
  }

  private void learnUntilTheEnd() {
    try {
      while (!ended) {
        learn(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void learn(Sighting sighting) {
    try {
      if (!sighting.equals(Sighting.NONE)
          && database.inTransaction(connection -> update(connection, sighting)) > 0) {
        directory.forget();
        LOG.log(
            Level.INFO,
            LogLine.of("portal.client-id-learned").with("portal", sighting.portalId).toString());
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a client id will be learned from a later message");
    } finally {
      underWay.remove(sighting.portalId);
    }
  }

  /** What another portal is known by was not sent to the right one: nobody learns it here. */
  private int update(Connection connection, Sighting sighting) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE portal SET sealed_client_id = ?, client_id_index = ?
            WHERE id = ? AND client_id_index IS NULL AND NOT EXISTS (
              SELECT 1 FROM portal other WHERE other.client_id_index = ?
                AND other.archived_at IS NULL)""")) {
      byte[] index = blindIndex.ofClientId(sighting.provider, sighting.clientId);
      update.setBytes(
          1, keyset.get().seal(Secrets.CLIENT_ID, sighting.portalId, sighting.clientId));
      update.setBytes(2, index);
      update.setObject(3, sighting.portalId);
      update.setBytes(4, index);
      return update.executeUpdate();
    }
  }
}
