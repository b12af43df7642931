package io.checkpost.ingest.attention;

import static io.checkpost.ingest.attention.TestAttention.says;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.ObserverDied;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AttentionQueueTest {

  private final TestAttention at;

  AttentionQueueTest(Dialect dialect) {
    at = new TestAttention(dialect);
  }

  @AfterEach
  void close() {
    at.close();
  }

  private void mixture() {
    for (int i = 0; i < 3; i++) {
      at.happens(says("r" + i, Outcome.REVIEW));
      at.happens(says("f" + i, Outcome.REVIEW, "FRAUD_SUSPICION_PENDING"));
      at.happens(says("u" + i, Outcome.UNRECOGNISED, "ODD"));
    }
  }

  private static List<AttentionItem> turn(BiFunction<Integer, String, Page<AttentionItem>> pages) {
    List<AttentionItem> seen = new ArrayList<>();
    Page<AttentionItem> page = pages.apply(2, null);
    seen.addAll(page.items());
    while (page.next() != null) {
      page = pages.apply(2, page.next());
      seen.addAll(page.items());
    }
    return seen;
  }

  @Test
  void theQueueHasTheMostSevereAndOldestFirstAndShowsEachOnce() {
    mixture();

    assertThat(turn((limit, after) -> at.queue.mostSevere(AttentionFilter.QUEUE, limit, after)))
        .extracting(AttentionItem::subjectId)
        .containsExactly(
            "session-f0",
            "session-f1",
            "session-f2",
            "session-u0",
            "session-u1",
            "session-u2",
            "session-r0",
            "session-r1",
            "session-r2");
  }

  @Test
  void theListHasTheNewestFirstAndShowsEachOnce() {
    mixture();

    List<AttentionItem> seen =
        turn((limit, after) -> at.queue.newest(AttentionFilter.QUEUE, limit, after));

    assertThat(seen).hasSize(9).doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(AttentionItem::openedAt)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void aPlaceThatIsNoneIsRefused() {
    for (String wrong : List.of("x", "1", "1.x", "1.AAAA", "999999.A", "-1.A")) {
      assertThatExceptionOfType(InvalidInput.class)
          .as(wrong)
          .isThrownBy(() -> at.queue.mostSevere(AttentionFilter.QUEUE, 2, wrong));
    }
  }

  @Test
  void filtersLeaveWhatTheySay() {
    mixture();
    at.observe(at.store(at.other, says("x", Outcome.REVIEW)));
    AttentionItem first = at.items().get(0);
    at.act(first, AttentionAction.ACKNOWLEDGE, "eve");
    at.act(at.items().get(1), AttentionAction.RESOLVE, "eve");

    assertThat(found(new AttentionFilter(AttentionState.ACKNOWLEDGED, null, null, null)))
        .containsExactly("session-f0");
    assertThat(found(new AttentionFilter(AttentionState.RESOLVED, null, null, null)))
        .containsExactly("session-f1");
    assertThat(found(new AttentionFilter(AttentionState.OPEN, AttentionKind.FRAUD, null, null)))
        .containsExactly("session-f2");
    assertThat(found(new AttentionFilter(null, AttentionKind.FRAUD, null, null)))
        .containsExactly("session-f0", "session-f2");
    assertThat(found(new AttentionFilter(null, null, at.other, null))).containsExactly("session-x");
    assertThat(found(new AttentionFilter(null, null, null, CheckType.IDENTIFICATION))).hasSize(9);
    assertThat(found(new AttentionFilter(null, null, null, CheckType.LIVENESS))).isEmpty();
    assertThat(found(new AttentionFilter(AttentionState.IGNORED, null, null, null))).isEmpty();
    assertThat(at.queue.countOpen(100)).isEqualTo(8);
    assertThat(at.queue.countOpen(5)).isEqualTo(5);
    AttentionItem oldest =
        at.items().stream()
            .filter(item -> item.state() == AttentionState.OPEN)
            .min(Comparator.comparing(AttentionItem::openedAt))
            .orElseThrow();
    assertThat(at.queue.open(null, 100)).isEqualTo(new OpenItems(8, oldest.openedAt()));
    assertThat(at.queue.open(at.other, 100).count()).isEqualTo(1);
    assertThat(at.queue.open(new PortalId(UUID.randomUUID()), 5)).isEqualTo(new OpenItems(0, null));
  }

  private List<String> found(AttentionFilter filter) {
    return at.queue.mostSevere(filter, 200, null).items().stream()
        .map(AttentionItem::subjectId)
        .toList();
  }

  @Test
  void whoWasFasterIsToldToWhoWasSlower() {
    at.happens(says("a", Outcome.REVIEW));
    AttentionItem item = at.only();
    at.act(item, AttentionAction.ACKNOWLEDGE, "eve");

    at.act(item, AttentionAction.ACKNOWLEDGE, "eve");
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> at.act(item, AttentionAction.ACKNOWLEDGE, "bob"))
        .withMessageContaining("eve");

    // whoever has it in hand, a colleague may find it done
    at.act(item, AttentionAction.RESOLVE, "bob");
    at.act(item, AttentionAction.RESOLVE, "bob");
    for (AttentionAction late :
        List.of(AttentionAction.ACKNOWLEDGE, AttentionAction.RESOLVE, AttentionAction.IGNORE)) {
      assertThatExceptionOfType(Conflict.class)
          .as(late.code())
          .isThrownBy(() -> at.act(item, late, "eve"))
          .withMessageContaining("bob");
    }
    assertThat(at.history(item))
        .extracting(AttentionChange::to)
        .containsExactly(AttentionState.OPEN, AttentionState.ACKNOWLEDGED, AttentionState.RESOLVED);
  }

  @Test
  void nobodyClosesNewsThatTheyHaveNotSeen() {
    at.happens(says("a", Outcome.REVIEW));
    AttentionItem seen = at.only();
    at.happens(says("a", Outcome.REVIEW, "REFERRED"));

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(
            () -> at.queue.act(seen.id(), AttentionAction.RESOLVE, "eve", null, seen.timesSeen()));
    at.queue.act(seen.id(), AttentionAction.RESOLVE, "eve", null, at.only().timesSeen());
    assertThat(at.only().state()).isEqualTo(AttentionState.RESOLVED);
  }

  @Test
  void reopeningUndoesAndIsKeptInTheHistory() {
    at.happens(says("a", Outcome.REVIEW));
    at.act(at.only(), AttentionAction.RESOLVE, "eve", "done");
    AttentionItem reopened = at.act(at.only(), AttentionAction.REOPEN, "bob", "it was not");

    assertThat(reopened)
        .returns(AttentionState.OPEN, AttentionItem::state)
        .returns("it was not", AttentionItem::comment)
        .returns(null, AttentionItem::closedAt);
    assertThat(at.history(reopened))
        .extracting(AttentionChange::by, AttentionChange::comment)
        .containsExactly(tuple(null, null), tuple("eve", "done"), tuple("bob", "it was not"));
  }

  @Test
  void ofManyWhoResolveAtOnceOneDoes() throws Exception {
    at.happens(says("a", Outcome.REVIEW));
    UUID id = at.only().id();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String user = "user-" + i;
      done.add(
          threads.submit(
              () -> {
                try {
                  at.queue.act(id, AttentionAction.RESOLVE, user, null, null);
                  return true;
                } catch (Conflict e) {
                  return false;
                }
              }));
    }
    int resolved = 0;
    for (Future<Boolean> each : done) {
      resolved += each.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(resolved).isEqualTo(1);
    assertThat(at.history(at.only())).hasSize(2);
  }

  @Test
  void aCommentIsSealedWithThePersonsKeyAndGoesWithIt() {
    at.happens(says("a", Outcome.REVIEW));
    at.act(at.only(), AttentionAction.ACKNOWLEDGE, "eve", "Ada Jones called\0 \uD800");

    assertThat(at.only().comment()).startsWith("Ada Jones called");
    assertThat(
            at.store.column(
                "SELECT CAST(key_id AS VARCHAR(36)) FROM attention_item UNION"
                    + " SELECT CAST(key_id AS VARCHAR(36)) FROM subject"))
        .hasSize(1);
    assertThat(stored()).noneMatch(bytes -> bytes.contains("Ada"));

    at.store.execute("DELETE FROM data_key");
    assertThat(at.only().comment()).isNull();
    assertThat(at.history(at.only())).extracting(AttentionChange::comment).containsOnlyNulls();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> at.act(at.only(), AttentionAction.RESOLVE, "eve", "erased"));
    at.act(at.only(), AttentionAction.RESOLVE, "eve");
  }

  private List<String> stored() {
    try {
      return at.store
          .database()
          .inTransaction(
              connection -> {
                List<String> found = new ArrayList<>();
                try (var select =
                        connection.prepareStatement(
                            "SELECT sealed_comment FROM attention_item UNION ALL"
                                + " SELECT sealed_comment FROM attention_change");
                    var row = select.executeQuery()) {
                  while (row.next()) {
                    byte[] bytes = row.getBytes(1);
                    found.add(bytes == null ? "" : new String(bytes, UTF_8));
                  }
                }
                return found;
              });
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anItemAboutNobodyHasAKeyOfItsOwn() throws Exception {
    at.observer.died(
        new ObserverDied(
            "com.example.Lettings#paid",
            new MessageId(UUID.randomUUID()),
            at.portal,
            "w2",
            12,
            "x",
            at.clock.instant()));
    at.act(at.only(), AttentionAction.ACKNOWLEDGE, "eve", "asked the team");
    at.act(at.only(), AttentionAction.RESOLVE, "eve", "they mended it");

    assertThat(at.history(at.only()))
        .extracting(AttentionChange::comment)
        .containsExactly(null, "asked the team", "they mended it");
    assertThat(at.store.number("SELECT COUNT(*) FROM data_key")).isEqualTo(1);
  }

  @Test
  void aCommentThatIsTooLongAndAnItemThatIsNoneAreRefused() {
    at.happens(says("a", Outcome.REVIEW));

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> at.act(at.only(), AttentionAction.RESOLVE, "eve", "x".repeat(1001)));
    assertThat(at.queue.find(UUID.randomUUID())).isEmpty();
    assertThat(at.queue.act(UUID.randomUUID(), AttentionAction.RESOLVE, "eve", null, null))
        .isEmpty();
  }

  @Test
  void aDatabaseThatIsDownIsNotAnEmptyQueue() throws Exception {
    at.store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> at.items());
    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> at.queue.countOpen(1));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(
            () -> at.queue.act(UUID.randomUUID(), AttentionAction.RESOLVE, "eve", null, null));
  }
}
