package io.checkpost.ingest.attention;

import io.checkpost.api.Certainty;
import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.MessageId;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.check.TestChecks;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.live.Changes;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.DataKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The queue over a test's database, by a clock that the test moves. */
final class TestAttention implements AutoCloseable {

  final MutableClock clock = new MutableClock();
  final TestDatabase store;
  final AttentionQueue queue;
  final AttentionObserver observer;
  final AttentionLook look;
  final Set<String> deadTargets = new ConcurrentSkipListSet<>();
  final PortalId portal;
  final PortalId other;
  private final TestJournal journal;

  TestAttention(Dialect dialect) {
    store = TestDatabase.of(dialect, Map.of("checkpost.attention.pending-after", "PT48H"));
    journal = new TestJournal(store, clock);
    Attention attention =
        new Attention(
            store.database(),
            store.keyset(),
            store.settings(),
            clock,
            new Changes(store.database(), clock));
    observer = new AttentionObserver(attention);
    look = new AttentionLook(attention, store.database(), List.of(new DeadTargets()), clock);
    queue =
        new AttentionQueue(
            store.entities(),
            new DataKeys(store.keyset()),
            TestChecks.subjects(store),
            store.database(),
            new ItemKeys(store.keyset()),
            attention);
    Portals portals = TestPortals.over(store, clock);
    portal = portals.create("w2", null, PortalSettings.named("one")).portal().id();
    other = portals.create("w2", null, PortalSettings.named("other")).portal().id();
  }

  private final class DeadTargets implements Condition {

    @Override
    public String kind() {
      return "delivery-died";
    }

    @Override
    public List<Finding> find(Connection connection, Instant now) {
      return deadTargets.stream().map(target -> new Finding(target, "dead")).toList();
    }
  }

  record Event(Update update, Circumstances circumstances) implements VerificationEvent {}

  /** An update that was stored and is still to be observed. */
  record Stored(MessageId messageId, Update update) {}

  static Update says(String object, Outcome outcome) {
    return TestJournal.update("session-" + object, CheckType.IDENTIFICATION, object, outcome);
  }

  static Update says(String object, Outcome outcome, String code) {
    return says(object, outcome, code, false);
  }

  static Update says(String object, Outcome outcome, String code, boolean byPerson) {
    return new Update(
        CheckType.IDENTIFICATION,
        "session-" + object,
        null,
        object,
        outcome,
        Certainty.DOCUMENTED,
        outcome.isDecided() ? Boolean.TRUE : null,
        byPerson,
        List.of(new ResultCode("result", code, null, outcome, Certainty.DOCUMENTED)),
        List.of());
  }

  /** Stores what a provider says, a minute after what it said before. */
  Stored store(Update update) {
    return store(portal, update);
  }

  Stored store(PortalId at, Update update) {
    clock.advance(Duration.ofMinutes(1));
    return new Stored(journal.append(at, "w2", update).messageId(), update);
  }

  MessageId storeQuarantined(String reason) {
    clock.advance(Duration.ofMinutes(1));
    return journal.append(portal, "w2", new Interpretation.Quarantined(reason, "why")).messageId();
  }

  void observe(Stored stored) {
    observe(stored, false);
  }

  void observe(Stored stored, boolean replay) {
    try {
      observer.updated(new Event(stored.update, circumstances(stored, replay)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void observeQuarantined(MessageId message) {
    try {
      observer.quarantined(
          new MessageQuarantined(message, portal, "w2", clock.instant(), "x", "y"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stores and observes. */
  Stored happens(Update update) {
    Stored stored = store(update);
    observe(stored);
    return stored;
  }

  private Circumstances circumstances(Stored stored, boolean replay) {
    String of = " FROM check_update WHERE message_id = ? AND kind IS NOT NULL";
    String kind = store.column("SELECT kind" + of, stored.messageId.value()).get(0);
    long sequence = store.number("SELECT sequence" + of, stored.messageId.value());
    return new Circumstances(
        stored.messageId,
        portal,
        "w2",
        clock.instant(),
        sequence,
        null,
        ChangeKind.of(kind),
        false,
        false,
        replay,
        1,
        false);
  }

  void look() {
    try {
      look.look();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<AttentionItem> items() {
    return queue.mostSevere(AttentionFilter.QUEUE, 200, null).items();
  }

  AttentionItem only() {
    return all().get(0);
  }

  /** Returns every item, whatever its state. */
  List<AttentionItem> all() {
    return store.column("SELECT CAST(id AS VARCHAR(36)) FROM attention_item ORDER BY id").stream()
        .map(id -> queue.find(java.util.UUID.fromString(id)).orElseThrow().item())
        .toList();
  }

  List<AttentionChange> history(AttentionItem item) {
    return queue.find(item.id()).orElseThrow().history();
  }

  AttentionItem act(AttentionItem item, AttentionAction action, String by) {
    return act(item, action, by, null);
  }

  AttentionItem act(
      AttentionItem item, AttentionAction action, String by, @Nullable String comment) {
    clock.advance(Duration.ofSeconds(1));
    return queue.act(item.id(), action, by, comment, null).orElseThrow().item();
  }

  @Override
  public void close() {
    store.close();
  }
}
