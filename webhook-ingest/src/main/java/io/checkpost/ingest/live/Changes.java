package io.checkpost.ingest.live;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.logging.LogLine;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/**
 * What changed here and on other nodes, counted by topic. Whoever has committed a change says so,
 * which costs an entry in a set; a few times a second at most listeners are told, and the other
 * nodes by a mark in the database. Theirs are looked for only while somebody here {@link #follow
 * follows}.
 *
 * <p>A change is a hint to look, and one may stand for many. Safe for use by many threads.
 */
@ApplicationSingleton
public final class Changes implements BackgroundWork {

  private static final Logger LOG = System.getLogger(Changes.class.getName());

  /** Between two hints, and between two looks at the other nodes' marks. */
  private static final Duration SHORT = Duration.ofMillis(250);

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ChangeMarks marks;
  private final Rounds rounds = new Rounds("live", this::pause, this::round, this::tellLast);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<Topic, Long> counts = new EnumMap<>(Topic.class);
  private final Set<Topic> news = EnumSet.noneOf(Topic.class);
  private int followers;
  private boolean resting;

  /** What the other nodes have still to be told; of the thread of the rounds. */
  private final Set<Topic> untold = EnumSet.noneOf(Topic.class);

  private boolean hadNews;

  /** Creates the application's, which takes part in what the journal commits. */
  @Inject
  Changes(Database database, Clock clock, Journal journal) {
    this(database, clock);
    journal.onCommit(() -> changed(Topic.MESSAGES));
  }

  /** Creates changes that nobody makes yet. */
  public Changes(Database database, Clock clock) {
    this.marks = new ChangeMarks(database, clock);
    // not from nothing on: pages outlive a restart
    long start = clock.millis();
    for (Topic topic : Topic.values()) {
      counts.put(topic, start);
    }
  }

  /** Begins; whatever other nodes left before this was seen by whoever looks afterwards. */
  @Override
  public void start(ThreadFactory threads) throws SQLException {
    marks.forgetFormerNodes();
    marks.others();
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  /** Says that something changed, after it was committed. */
  public void changed(Topic topic) {
    if (add(topic)) {
      rounds.wakeUp();
    }
  }

  /**
   * Returns whether the rounds have to be woken up: the first hint after a rest goes out at once.
   */
  private synchronized boolean add(Topic topic) {
    boolean wake = resting;
    resting = false;
    news.add(topic);
    return wake;
  }

  /** Runs {@code listener} after {@link #counts} has changed, never twice at a time. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns how often each topic has changed, from a number on that means nothing. */
  public synchronized Map<Topic, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** Has other nodes' changes looked for, until {@link #unfollow} was called as often. */
  public void follow() {
    synchronized (this) {
      followers++;
    }
    rounds.wakeUp();
  }

  /** Ends one {@link #follow}. */
  public synchronized void unfollow() {
    followers--;
  }

  private synchronized boolean isFollowed() {
    return followers > 0;
  }

  private synchronized Duration pause() {
    resting = news.isEmpty() && !hadNews;
    return !resting || followers > 0 || !untold.isEmpty() ? SHORT : LONG;
  }

  /** Tells here first what changed here, then the others, and then here what changed there. */
  void round() throws SQLException {
    Set<Topic> own = takeNews();
    hadNews = !own.isEmpty();
    tell(own);
    untold.addAll(own);
    if (!untold.isEmpty()) {
      marks.leave(untold);
      untold.clear();
    }
    if (isFollowed()) {
      tell(marks.others());
    }
  }

  /** Whoever looks at another node shall see what was committed here at the end. */
  private void tellLast() {
    try {
      round();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.DEBUG, LogLine.of("live.last-not-told").because(e).toString());
    }
  }

  private synchronized Set<Topic> takeNews() {
    Set<Topic> taken = EnumSet.copyOf(news);
    news.clear();
    return taken;
  }

  private void tell(Set<Topic> topics) {
    if (!topics.isEmpty()) {
      count(topics);
      listeners.forEach(Runnable::run);
    }
  }

  private synchronized void count(Set<Topic> topics) {
    topics.forEach(topic -> counts.merge(topic, 1L, Long::sum));
  }
}
