package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.privacy.KeysetInForce;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds where messages are relayed to. Asked for every message and every delivery, it trusts an
 * answer for a second, as {@link PortalDirectory} does; a change made on this node holds at once.
 *
 * <p>A portal's messages go to its own URL, or else to that of the nearest portal above it that has
 * one. A portal with relay switched off ends the search: neither it nor what is below it gets a URL
 * from there or above.
 *
 * <p>Safe for use by many threads, in a transaction or not, and on threads that no server manages.
 */
@ApplicationSingleton
public final class RelayTargets {

  private static final Duration TRUST = Duration.ofSeconds(1);
  private static final int MOST_REMEMBERED = 10_000;

  /** Beyond what portals can be nested, so that a cycle ends. */
  private static final int DEEPEST = 100;

  private final Database database;
  private final KeysetInForce keyset;
  private final PortalDirectory directory;
  private final Clock clock;
  private final Map<UUID, Answer<Optional<RelayRoute>>> routes = new HashMap<>();
  private final Map<UUID, Answer<Optional<RelayTarget>>> targets = new HashMap<>();
  private final Map<UUID, Answer<Boolean>> orders = new HashMap<>();

  /** Creates the bean. */
  @Inject
  public RelayTargets(
      Database database, KeysetInForce keyset, PortalDirectory directory, Clock clock) {
    this.database = database;
    this.keyset = keyset;
    this.directory = directory;
    this.clock = clock;
  }

  private record Answer<T>(T value, Instant askedAt, long changes) {}

  @FunctionalInterface
  private interface Question<T> {
    T asked(Connection connection, UUID id) throws SQLException;
  }

  /**
   * Returns where a portal's messages go; empty when they are not relayed.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Optional<RelayRoute> route(PortalId receiving) {
    return remembered(routes, receiving.value(), RelayTargets::selectRoute);
  }

  /**
   * Returns a portal's own URL with how it is used; empty when it has none or relay is switched off
   * at it.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Optional<RelayTarget> target(PortalId owner) {
    return remembered(targets, owner.value(), this::selectTarget);
  }

  /**
   * Tells whether what goes to a portal's own URL goes in order for each person. Opens no secret:
   * one that cannot be opened is the trouble of its own deliveries and of nobody else's.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public boolean isOrdered(PortalId owner) {
    return remembered(orders, owner.value(), RelayTargets::selectOrdered);
  }

  private <T> T remembered(Map<UUID, Answer<T>> answers, UUID id, Question<T> question) {
    // taken before the question, so that a change meanwhile makes the answer old
    long changes = directory.changes();
    Instant now = clock.instant();
    synchronized (answers) {
      Answer<T> known = answers.get(id);
      if (known != null && isTrusted(known, now, changes)) {
        return known.value;
      }
    }
    T value = asked(question, id);
    synchronized (answers) {
      if (answers.size() >= MOST_REMEMBERED) {
        answers.clear();
      }
      answers.put(id, new Answer<>(value, now, changes));
    }
    return value;
  }

  private static boolean isTrusted(Answer<?> known, Instant now, long changes) {
    Duration age = Duration.between(known.askedAt, now);
    return known.changes == changes && !age.isNegative() && age.compareTo(TRUST) < 0;
  }

  private <T> T asked(Question<T> question, UUID id) {
    try {
      return database.inTransaction(connection -> question.asked(connection, id));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static Optional<RelayRoute> selectRoute(Connection connection, UUID receiving)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT parent_id, relay_url IS NOT NULL, relay_off, relay_check_types, relay_outcomes,
              relay_final_only
            FROM portal WHERE id = ?""")) {
      UUID asked = receiving;
      RelayFilter filter = null;
      for (int depth = 0; asked != null && depth < DEEPEST; depth++) {
        select.setObject(1, asked);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next() || row.getBoolean(3)) {
            return Optional.empty();
          }
          filter = filter == null ? filter(row) : filter;
          if (row.getBoolean(2)) {
            return Optional.of(new RelayRoute(new PortalId(asked), filter));
          }
          asked = row.getObject(1, UUID.class);
        }
      }
      return Optional.empty();
    }
  }

  /** The receiving portal's own, whosever the URL is. */
  private static RelayFilter filter(ResultSet row) throws SQLException {
    return RelayFilter.read(row.getString(4), row.getString(5), row.getBoolean(6));
  }

  private Optional<RelayTarget> selectTarget(Connection connection, UUID owner)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT relay_url, relay_body, sealed_relay_headers, sealed_signing_secret,
              sealed_former_signing_secret, former_signing_secret_until
            FROM portal WHERE id = ? AND relay_url IS NOT NULL AND NOT relay_off""")) {
      select.setObject(1, owner);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(target(row, owner)) : Optional.empty();
      }
    }
  }

  private static boolean selectOrdered(Connection connection, UUID owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT relay_ordered FROM portal WHERE id = ?")) {
      select.setObject(1, owner);
      try (ResultSet row = select.executeQuery()) {
        return !row.next() || row.getBoolean(1);
      }
    }
  }

  private RelayTarget target(ResultSet row, UUID owner) throws SQLException {
    return new RelayTarget(
        new PortalId(owner),
        row.getString(1),
        RelayBody.of(row.getString(2)) == RelayBody.NORMALISED,
        headers(owner, row.getBytes(3)),
        signingSecrets(
            owner, row.getBytes(4), row.getBytes(5), row.getObject(6, OffsetDateTime.class)));
  }

  /** A row may be older than the rules: what they forbid is not sent either. */
  private Map<String, String> headers(UUID owner, byte @Nullable [] sealed) {
    if (sealed == null) {
      return Map.of();
    }
    Map<String, String> headers =
        new TreeMap<>(RelayHeaders.read(keyset.get().open(Secrets.RELAY_HEADERS, owner, sealed)));
    headers.keySet().removeIf(name -> !RelayRules.allowHeader(name));
    return headers;
  }

  private List<String> signingSecrets(
      UUID owner, byte[] sealed, byte @Nullable [] former, @Nullable OffsetDateTime formerUntil) {
    List<String> secrets = new ArrayList<>();
    secrets.add(keyset.get().open(Secrets.SIGNING_SECRET, owner, sealed));
    if (former != null
        && formerUntil != null
        && clock.instant().isBefore(formerUntil.toInstant())) {
      secrets.add(keyset.get().open(Secrets.SIGNING_SECRET, owner, former));
    }
    return secrets;
  }
}
