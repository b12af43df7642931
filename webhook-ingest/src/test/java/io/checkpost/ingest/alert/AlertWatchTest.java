package io.checkpost.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.paging.Page;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AlertWatchTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final TestDatabase store;
  private final MutableClock clock = new MutableClock();
  private final Switch condition = new Switch("portal-silent");
  private final Recorder channel = new Recorder("mail", 100);
  private final Alerts alerts;
  private final AlertWatch watch;

  AlertWatchTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    alerts = new Alerts(store.database());
    watch = node(condition);
  }

  private AlertWatch node(Condition... conditions) {
    return node(List.of(conditions), List.of(channel));
  }

  private AlertWatch node(List<Condition> conditions, List<Channel> channels) {
    return new AlertWatch(
        store.database(),
        new Notices(store.database()),
        conditions,
        channels,
        store.settings(),
        clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** A condition that holds for as long as a test wants. */
  private static final class Switch implements Condition {

    private final String kind;
    private List<Finding> found = List.of();
    private boolean broken;

    Switch(String kind) {
      this.kind = kind;
    }

    void holdsFor(String... subjects) {
      found = List.of(subjects).stream().map(each -> new Finding(each, "It is so.")).toList();
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public List<Finding> find(Connection connection, Instant now) throws SQLException {
      if (broken) {
        throw new SQLException("no", "42P01");
      }
      return found;
    }
  }

  /** A channel that keeps what it was told, or fails. */
  private static final class Recorder implements Channel {

    private final String name;
    private final int mostAtOnce;
    private final List<List<String>> sent = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    Recorder(String name, int mostAtOnce) {
      this.name = name;
      this.mostAtOnce = mostAtOnce;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int mostAtOnce() {
      return mostAtOnce;
    }

    @Override
    public void send(List<Notice> notices) throws IOException {
      if (failing) {
        throw new IOException("no");
      }
      sent.add(notices.stream().map(each -> each.key() + " " + each.state().code()).toList());
    }

    List<String> all() {
      return sent.stream().flatMap(List::stream).toList();
    }
  }

  private void round(Duration later) throws SQLException {
    clock.advance(later);
    watch.look();
    watch.tell(channel);
  }

  private Alert only() {
    List<Alert> all = alerts.list(null, 50, null).items();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void aChangeIsToldAndARepetitionIsCounted() throws SQLException {
    condition.holdsFor("p1");
    for (int i = 0; i < 10; i++) {
      round(Duration.ofSeconds(5));
    }

    assertThat(channel.all()).containsExactly("portal-silent:p1 raised");
    assertThat(only().found()).isEqualTo(10);
    assertThat(only().changes()).isEqualTo(1);
    assertThat(only().notifiedAt()).isNotNull();
  }

  @Test
  void flappingIsOneAlertAndCalmClearsIt() throws SQLException {
    for (int i = 0; i < 6; i++) {
      condition.holdsFor(i % 2 == 0 ? new String[] {"p1"} : new String[0]);
      round(Duration.ofSeconds(60));
    }
    assertThat(channel.all()).containsExactly("portal-silent:p1 raised");

    round(Duration.ofSeconds(60));
    round(Duration.ofSeconds(59));
    assertThat(only().state()).isEqualTo(AlertState.RAISED);
    round(Duration.ofSeconds(1));
    assertThat(only().state()).isEqualTo(AlertState.CLEARED);

    condition.holdsFor("p1");
    round(Duration.ofSeconds(5));
    assertThat(channel.all())
        .containsExactly(
            "portal-silent:p1 raised", "portal-silent:p1 cleared", "portal-silent:p1 raised");
    assertThat(only().changes()).isEqualTo(3);
  }

  @Test
  void twoNodesThatLookAtOnceTellOnce() throws Exception {
    condition.holdsFor("p1", "p2");
    AlertWatch other = node(condition);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    try {
      List<Future<?>> nodes = new ArrayList<>();
      for (AlertWatch node : List.of(watch, other)) {
        nodes.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    together.await();
                    node.look();
                    node.tell(channel);
                  }
                  return null;
                }));
      }
      for (Future<?> node : nodes) {
        node.get();
      }
    } finally {
      pool.shutdown();
    }
    watch.tell(channel);

    assertThat(channel.all())
        .containsExactlyInAnyOrder("portal-silent:p1 raised", "portal-silent:p2 raised");
  }

  /** A clock that is ahead takes the duty over while the other node still looks. */
  @Test
  void aNodeThatLostItsTurnWhileItLookedChangesNothing() throws SQLException {
    AlertWatch other = node();
    Condition slow =
        new Condition() {
          @Override
          public String kind() {
            return "work-overdue";
          }

          @Override
          public List<Finding> find(Connection connection, Instant now) throws SQLException {
            clock.advance(LEASE);
            other.look();
            return List.of(new Finding("", "It is so."));
          }
        };

    node(slow).look();

    assertThat(alerts.list(null, 50, null).items()).isEmpty();
  }

  @Test
  void anotherNodeGoesOnWhenOneIsGone() throws SQLException {
    condition.holdsFor("p1");
    round(Duration.ZERO);
    Switch seenByOther = new Switch("portal-silent");
    AlertWatch other = node(seenByOther);

    other.look();
    assertThat(only().goneAt()).isNull();
    clock.advance(LEASE);
    other.look();
    assertThat(only().goneAt()).isNotNull();
  }

  @Test
  void whatCouldNotBeToldIsToldLaterByWhoeverIsThere() throws SQLException {
    channel.failing = true;
    condition.holdsFor("p1");
    round(Duration.ZERO);
    assertThat(only().notifiedAt()).isNull();

    channel.failing = false;
    watch.tell(channel);
    assertThat(channel.all()).as("before its next attempt is due").isEmpty();

    clock.advance(Duration.ofMinutes(1));
    AlertWatch afterRestart = node(condition);
    afterRestart.tell(channel);
    afterRestart.tell(channel);
    assertThat(channel.all()).containsExactly("portal-silent:p1 raised");
    assertThat(only().notifiedAt()).isEqualTo(clock.instant());
  }

  @Test
  void eachChannelIsToldAndOneThatFailsHoldsUpNoOther() throws SQLException {
    Recorder webhook = new Recorder("webhook", 1);
    channel.failing = true;
    AlertWatch both = node(List.of(condition), List.of(channel, webhook));
    condition.holdsFor("p1", "p2");
    both.look();
    both.tell(channel);
    both.tell(webhook);

    assertThat(webhook.sent).hasSize(2);
    assertThat(channel.all()).isEmpty();
  }

  @Test
  void aWatchThatIsClosedTakesNothingMoreToTell() throws Exception {
    Recorder webhook = new Recorder("webhook", 1);
    AlertWatch closing = node(List.of(condition), List.of(webhook));
    condition.holdsFor("p1", "p2");
    closing.look();
    closing.close(Duration.ofSeconds(10));
    closing.tell(webhook);

    assertThat(webhook.sent).hasSize(1);
  }

  @Test
  void manyChangesAtOnceAreOneMail() throws SQLException {
    condition.holdsFor("p1", "p2", "p3");
    round(Duration.ZERO);

    assertThat(channel.sent).hasSize(1);
    assertThat(channel.all()).hasSize(3);
  }

  @Test
  void aConditionThatCannotBeLookedForHidesNoOtherAndClearsNothing() throws SQLException {
    Switch other = new Switch("work-overdue");
    AlertWatch both = node(condition, other);
    condition.holdsFor("p1");
    both.look();

    condition.broken = true;
    other.holdsFor("");
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(5));
      both.look();
    }

    assertThat(alerts.list(AlertState.RAISED, 50, null).items())
        .extracting(Alert::key)
        .containsExactly("work-overdue", "portal-silent:p1");
  }

  @Test
  void alertsAreListedByStateAndPage() throws SQLException {
    for (int i = 0; i < 5; i++) {
      condition.holdsFor("p" + i);
      round(Duration.ofMinutes(2));
    }
    condition.holdsFor();
    round(Duration.ofMinutes(2));

    assertThat(pages(null)).hasSize(5).doesNotHaveDuplicates();
    assertThat(pages(AlertState.RAISED)).containsExactly("portal-silent:p4");
    assertThat(pages(AlertState.CLEARED)).hasSize(4);
  }

  private List<String> pages(@org.jspecify.annotations.Nullable AlertState state) {
    List<String> keys = new ArrayList<>();
    Page<Alert> page = alerts.list(state, 2, null);
    page.items().forEach(alert -> keys.add(alert.key()));
    while (page.next() != null) {
      page = alerts.list(state, 2, page.next());
      page.items().forEach(alert -> keys.add(alert.key()));
    }
    return keys;
  }
}
