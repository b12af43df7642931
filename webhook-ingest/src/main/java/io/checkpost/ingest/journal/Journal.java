package io.checkpost.ingest.journal;

import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.logging.LogLine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The group commit: whatever messages wait while one transaction commits share the next, and each
 * is acknowledged after its own commit. Bounded by count and bytes; what does not fit is refused,
 * never kept in memory only.
 *
 * <p>Messages of one subject are written by one writer, so that they are committed in the order in
 * which they arrived, also where several writers commit at once.
 *
 * <p>{@link #append} may be called from any thread and does not block.
 */
@ApplicationSingleton
public final class Journal {

  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private static final long BATCH_BYTES = 32L * 1024 * 1024;

  private final JournalStore store;
  private final int maxBatch;
  private final int maxWaiting;
  private final long maxBytes;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final List<Writer> writers = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final DistributionSummary commitSizes;
  private final Timer commitTimes;
  private final Counter refusals;
  private volatile boolean open;

  /** Creates a journal that takes messages once {@link #start} was called. */
  @Inject
  public Journal(JournalStore store, Database database, Settings settings, MeterRegistry meters) {
    this.store = store;
    this.maxBatch = settings.journalBatch();
    this.maxWaiting = settings.intakeQueue();
    this.maxBytes = settings.intakeQueueBytes();
    // H2 serialises commits anyway, and one writer needs no locks
    int writerCount = database.dialect() == Dialect.H2 ? 1 : settings.journalWriters();
    for (int i = 0; i < writerCount; i++) {
      writers.add(new Writer());
    }
    this.commitSizes =
        DistributionSummary.builder("checkpost.journal.commit.size")
            .description("Messages in one group commit")
            .baseUnit("messages")
            .register(meters);
    this.commitTimes =
        Timer.builder("checkpost.journal.commit.time")
            .description("How long a group commit took, until it was on disk")
            .register(meters);
    this.refusals =
        Counter.builder("checkpost.journal.refused")
            .description("Messages that were not made durable; their senders were told 503")
            .baseUnit("messages")
            .register(meters);
    Gauge.builder("checkpost.journal.waiting", waiting, AtomicInteger::get)
        .description("Messages that wait for a group commit")
        .baseUnit("messages")
        .strongReference(true)
        .register(meters);
    Gauge.builder("checkpost.journal.waiting.size", waitingBytes, AtomicLong::get)
        .description("Bytes of the bodies that wait")
        .baseUnit("bytes")
        .strongReference(true)
        .register(meters);
  }

  private record Waiting(ReceivedMessage message, CompletableFuture<Acknowledgement> answer) {

    long bytes() {
      return message.body().length;
    }
  }

  /** A thread and what waits for it. */
  private final class Writer {

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;

    void start(ThreadFactory threads) {
      Thread made = threads.newThread(this::writeUntilClosed);
      thread = made;
      made.start();
    }

    boolean isAlive() {
      Thread started = thread;
      return started != null && started.isAlive();
    }

    void join(long deadlineNanos) throws InterruptedException {
      Thread started = thread;
      if (started != null) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        started.join(Math.max(1, left));
      }
    }

    private void writeUntilClosed() {
      List<Waiting> batch = new ArrayList<>();
      while (open || !queue.isEmpty()) {
        try {
          if (takeBatch(batch)) {
            commit(batch);
          }
        } catch (InterruptedException e) {
          return;
        } finally {
          batch.clear();
        }
      }
    }

    private boolean takeBatch(List<Waiting> batch) throws InterruptedException {
      Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
      long bytes = 0;
      for (Waiting next = first; next != null; next = queue.poll()) {
        release(next);
        // whoever was told 503 meanwhile will send it again
        if (!next.answer.isDone()) {
          batch.add(next);
          bytes += next.bytes();
        }
        if (batch.size() >= maxBatch || bytes >= BATCH_BYTES) {
          break;
        }
      }
      return !batch.isEmpty();
    }
  }

  /** Starts writing. */
  public void start(ThreadFactory threads) {
    open = true;
    writers.forEach(writer -> writer.start(threads));
  }

  /** Tells whether whatever is appended will be written or refused, and not wait for ever. */
  public boolean isWriting() {
    return !open || writers.stream().allMatch(Writer::isAlive);
  }

  /** Runs {@code listener} after each commit that brought work for observers. */
  public void onCommit(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Queues a message for the next group commit.
   *
   * @return completes after the commit, or with {@link JournalUnavailable} when the message may not
   *     be acknowledged; to cancel it before it is written withdraws the message
   */
  public CompletableFuture<Acknowledgement> append(ReceivedMessage message) {
    Waiting newcomer = new Waiting(message, new CompletableFuture<>());
    if (!open) {
      refuse(newcomer, "the journal is closed");
    } else if (reserve(newcomer)) {
      writerOf(message).queue.add(newcomer);
    } else {
      refuse(newcomer, "too many messages wait for the journal");
    }
    return newcomer.answer;
  }

  private boolean reserve(Waiting newcomer) {
    long bytes = waitingBytes.addAndGet(newcomer.bytes());
    int count = waiting.incrementAndGet();
    boolean fits = bytes <= maxBytes && count <= maxWaiting;
    if (!fits) {
      release(newcomer);
    }
    return fits;
  }

  private void release(Waiting leaver) {
    waiting.decrementAndGet();
    waitingBytes.addAndGet(-leaver.bytes());
  }

  private Writer writerOf(ReceivedMessage message) {
    String subjectId = message.interpretation().subjectId();
    int lane =
        subjectId == null ? message.id().hashCode() : Objects.hash(message.portalId(), subjectId);
    return writers.get(Math.floorMod(lane, writers.size()));
  }

  private void refuse(Waiting waiting, String why) {
    refusals.increment();
    waiting.answer.completeExceptionally(new JournalUnavailable(why, null));
  }

  /** Takes no more messages, writes those that wait, and returns when all of them are answered. */
  public void close(Duration patience) throws InterruptedException {
    open = false;
    long deadline = System.nanoTime() + patience.toNanos();
    for (Writer writer : writers) {
      writer.join(deadline);
    }
    for (Writer writer : writers) {
      for (Waiting left = writer.queue.poll(); left != null; left = writer.queue.poll()) {
        refuse(left, "shutting down");
      }
    }
  }

  private void commit(List<Waiting> batch) {
    try {
      acknowledge(batch, appendRetryingConflicts(batch));
    } catch (SQLException e) {
      if (SqlFailure.of(e) == SqlFailure.BAD_DATA) {
        commitOneByOne(batch);
      } else {
        refuse(batch, e);
      }
    } catch (RuntimeException e) {
      commitOneByOne(batch);
    }
  }

  private List<Acknowledgement> appendRetryingConflicts(List<Waiting> batch) throws SQLException {
    List<ReceivedMessage> messages = batch.stream().map(Waiting::message).toList();
    return SqlFailure.retryingConflicts(() -> append(messages));
  }

  private List<Acknowledgement> append(List<ReceivedMessage> messages) throws SQLException {
    long begunNanos = System.nanoTime();
    List<Acknowledgement> acknowledgements = store.append(messages);
    commitTimes.record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
    commitSizes.record(messages.size());
    return acknowledgements;
  }

  private void acknowledge(List<Waiting> batch, List<Acknowledgement> acknowledgements) {
    listeners.forEach(Runnable::run);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer.complete(acknowledgements.get(i));
    }
  }

  private void refuse(List<Waiting> batch, Exception cause) {
    LOG.log(
        Level.WARNING,
        LogLine.of("journal.refused")
            .with("messages", batch.size())
            .with("cause", SqlFailure.describe(cause))
            .toString());
    refusals.increment(batch.size());
    JournalUnavailable unavailable = new JournalUnavailable("the database did not commit", cause);
    batch.forEach(waiting -> waiting.answer.completeExceptionally(unavailable));
  }

  /** One bad row harms nobody else. */
  private void commitOneByOne(List<Waiting> batch) {
    for (Waiting waiting : batch) {
      List<Waiting> alone = List.of(waiting);
      try {
        acknowledge(alone, appendRetryingConflicts(alone));
      } catch (SQLException e) {
        if (SqlFailure.of(e) == SqlFailure.BAD_DATA) {
          keepAsBytes(waiting, e);
        } else {
          refuse(alone, e);
        }
      } catch (RuntimeException e) {
        keepAsBytes(waiting, e);
      }
    }
  }

  private void keepAsBytes(Waiting waiting, Exception cause) {
    LOG.log(
        Level.ERROR,
        LogLine.of("journal.kept-as-bytes")
            .with("message", waiting.message.id())
            .with("cause", SqlFailure.describe(cause))
            .toString());
    ReceivedMessage unread =
        waiting.message.asUnreadBytes(
            new Interpretation.Quarantined(
                "not_storable",
                "The database refused what was read from the message; its bytes were kept."));
    List<Waiting> alone = List.of(new Waiting(unread, waiting.answer));
    try {
      acknowledge(alone, appendRetryingConflicts(alone));
    } catch (SQLException | RuntimeException e) {
      refuse(alone, e);
    }
  }
}
