package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the portal that a URL belongs to, for every request that comes in. Remembers known tokens
 * for a second, so that a busy portal costs one query a second and a change made on another node
 * holds within one; a change made here holds at once. Unknown tokens are not remembered.
 *
 * <p>Safe for use by many threads, in a transaction or not, and on threads that no server manages:
 * that is why it reads by JDBC and not through {@code Entities}.
 */
@ApplicationSingleton
public final class PortalDirectory {

  private static final Duration TRUST = Duration.ofSeconds(1);
  private static final int MOST_REMEMBERED = 10_000;

  /** What a row must have to be read as a receiving portal. */
  private static final String RECEIVING =
      """
      p.id, p.provider, p.code_lists, p.source_addresses, p.sealed_client_id, p.client_id_pinned,
      p.paused, p.header_name, p.sealed_header_value, p.former_header_name,
      p.sealed_former_header_value, p.former_header_value_until""";

  private final Database database;
  private final KeysetInForce keyset;
  private final Clock clock;
  private final Map<ByteBuffer, Remembered<Optional<Receiver>>> byDigest =
      new ConcurrentHashMap<>();
  private final Remembered<Set<UUID>> paused = new Remembered<>();
  private final Remembered<Map<Account, Set<UUID>>> accounts = new Remembered<>();
  private final AtomicLong changes = new AtomicLong();

  /** Creates an empty directory. */
  @Inject
  public PortalDirectory(Database database, KeysetInForce keyset, Clock clock) {
    this.database = database;
    this.keyset = keyset;
    this.clock = clock;
  }

  /** A customer account, by the provider's name for it. */
  private record Account(String provider, String clientId) {}

  /** A portal and until when the token that led to it works. */
  private record Receiver(ReceivingPortal portal, @Nullable Instant expiresAt) {

    boolean isWorking(Instant now) {
      return expiresAt == null || now.isBefore(expiresAt);
    }
  }

  /**
   * Returns the portal that receives at {@code /hooks/{provider}/{token}}; empty when there is none
   * or it is archived.
   *
   * @throws DatabaseUnavailable when that cannot be known now: answer 503, never 404
   */
  public Optional<ReceivingPortal> find(String provider, String token) {
    if (token.length() != Secrets.TOKEN_LENGTH) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return receiver(Secrets.digest(token))
        .filter(receiver -> receiver.isWorking(now))
        .map(Receiver::portal)
        .filter(portal -> portal.provider().equals(provider));
  }

  private Optional<Receiver> receiver(byte[] digest) {
    ByteBuffer key = ByteBuffer.wrap(digest);
    Remembered<Optional<Receiver>> remembered = byDigest.get(key);
    if (remembered != null) {
      return remembered.current(() -> load(digest));
    }
    Remembered<Optional<Receiver>> fresh = new Remembered<>();
    Optional<Receiver> found = fresh.current(() -> load(digest));
    if (found.isPresent()) {
      remember(key, fresh);
    }
    return found;
  }

  private void remember(ByteBuffer key, Remembered<Optional<Receiver>> fresh) {
    if (byDigest.size() >= MOST_REMEMBERED) {
      byDigest.clear();
    }
    byDigest.putIfAbsent(key, fresh);
  }

  private Optional<Receiver> load(byte[] digest) {
    return asked(connection -> select(connection, digest));
  }

  private Optional<Receiver> select(Connection connection, byte[] digest) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + RECEIVING
                + ", t.expires_at FROM portal_token t JOIN portal p ON p.id = t.portal_id"
                + " WHERE t.digest = ? AND p.archived_at IS NULL")) {
      select.setBytes(1, digest);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Receiver(receiving(row), instant(row, 13)))
            : Optional.empty();
      }
    }
  }

  /**
   * Returns a portal that receives, by its id; empty when there is none or it is archived. Nothing
   * is remembered.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Optional<ReceivingPortal> receiving(PortalId id) {
    return asked(connection -> select(connection, id));
  }

  private Optional<ReceivingPortal> select(Connection connection, PortalId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + RECEIVING + " FROM portal p WHERE p.id = ? AND p.archived_at IS NULL")) {
      select.setObject(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(receiving(row)) : Optional.empty();
      }
    }
  }

  private ReceivingPortal receiving(ResultSet row) throws SQLException {
    return new ReceivingPortal(
        new PortalId(row.getObject(1, UUID.class)),
        row.getString(2),
        CodeLists.byType(row.getString(3)),
        SourceAddresses.ranges(row.getString(4)),
        demanded(row),
        clientId(row, 5),
        row.getBoolean(6),
        row.getBoolean(7));
  }

  private @Nullable String clientId(ResultSet row, int column) throws SQLException {
    byte[] sealed = row.getBytes(column);
    return sealed == null
        ? null
        : keyset.get().open(Secrets.CLIENT_ID, row.getObject(1, UUID.class), sealed);
  }

  private List<DemandedHeader> demanded(ResultSet row) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    List<DemandedHeader> demanded = new ArrayList<>();
    addDemanded(demanded, id, row.getString(8), row.getBytes(9));
    Instant formerUntil = instant(row, 12);
    if (formerUntil != null && formerUntil.isAfter(clock.instant())) {
      addDemanded(demanded, id, row.getString(10), row.getBytes(11));
    }
    return List.copyOf(demanded);
  }

  private void addDemanded(
      List<DemandedHeader> demanded, UUID id, @Nullable String name, byte @Nullable [] sealed) {
    if (name != null && sealed != null) {
      String value = keyset.get().open(Secrets.HEADER_VALUE, id, sealed);
      demanded.add(new DemandedHeader(name, value.getBytes(UTF_8)));
    }
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * Tells what is strange about the client id of a message that a portal received: null when
   * nothing is. An id that is the portal's own is never strange, whoever else has it; one that was
   * only learned says nothing against another.
   *
   * @param clientId in canonical spelling
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public @Nullable ClientIdFlag flag(ReceivingPortal portal, String clientId) {
    if (clientId.equals(portal.clientId())) {
      return null;
    }
    if (isAnothers(portal, clientId)) {
      return ClientIdFlag.OTHER_PORTAL;
    }
    return portal.clientIdPinned() ? ClientIdFlag.NOT_PINNED : null;
  }

  private boolean isAnothers(ReceivingPortal portal, String clientId) {
    return accounts
        .current(() -> asked(this::selectAccounts))
        .getOrDefault(new Account(portal.provider(), clientId), Set.of())
        .stream()
        .anyMatch(owner -> !owner.equals(portal.id().value()));
  }

  private Map<Account, Set<UUID>> selectAccounts(Connection connection) throws SQLException {
    Map<Account, Set<UUID>> owners = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT id, provider, sealed_client_id FROM portal
                WHERE sealed_client_id IS NOT NULL AND archived_at IS NULL""");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String clientId = clientId(row, 3);
        if (clientId != null) {
          owners
              .computeIfAbsent(new Account(row.getString(2), clientId), key -> new HashSet<>())
              .add(row.getObject(1, UUID.class));
        }
      }
    }
    return owners;
  }

  /**
   * Returns the ids of the portals that hold observers and relay.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Set<UUID> pausedPortals() {
    return paused.current(() -> asked(PortalDirectory::selectPaused));
  }

  private static Set<UUID> selectPaused(Connection connection) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT id FROM portal WHERE paused");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return Set.copyOf(ids);
  }

  /**
   * Returns by which published lists the codes of a portal are read, be it archived or not. Nothing
   * is remembered.
   *
   * @param connection whose transaction the caller ends
   */
  public Map<CheckType, String> codeLists(Connection connection, PortalId portal)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT code_lists FROM portal WHERE id = ?")) {
      select.setObject(1, portal.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? CodeLists.byType(row.getString(1)) : Map.of();
      }
    }
  }

  private <T> T asked(Database.Work<T> question) {
    try {
      return database.inTransaction(question);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Trusts nothing that was read before: a portal was changed here. */
  void forget() {
    changes.incrementAndGet();
  }

  /** Returns how often {@link #forget} was called: an answer from before is not to be trusted. */
  long changes() {
    return changes.get();
  }

  private interface Load<T> {
    T now();
  }

  /**
   * One answer of the database. Whoever finds it too old reads it again while the others who ask
   * for the same one wait, so that a slow database is not asked by everybody at once.
   */
  private final class Remembered<T> {

    private volatile @Nullable Answer<T> answer;

    T current(Load<T> load) {
      Answer<T> known = answer;
      if (known != null && isTrusted(known)) {
        return known.value;
      }
      return reloaded(load);
    }

    private synchronized T reloaded(Load<T> load) {
      Answer<T> known = answer;
      if (known != null && isTrusted(known)) {
        return known.value;
      }
      // taken before the question, so that a change meanwhile makes the answer old
      long changesBefore = changes.get();
      Instant askedAt = clock.instant();
      T value = load.now();
      answer = new Answer<>(value, askedAt, changesBefore);
      return value;
    }

    private boolean isTrusted(Answer<T> known) {
      Duration age = Duration.between(known.askedAt, clock.instant());
      return known.changes == changes.get() && !age.isNegative() && age.compareTo(TRUST) < 0;
    }
  }

  private record Answer<T>(T value, Instant askedAt, long changes) {}
}
