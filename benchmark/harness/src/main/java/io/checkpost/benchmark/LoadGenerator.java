package io.checkpost.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: each connection sends, waits for the answer and sends again, at once or not faster
 * than a given rate. One thread and one selector, since the servers under test want the processor.
 */
final class LoadGenerator {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_ERRORS = 10_000;
  private static final int UNPACED = Integer.MAX_VALUE;

  private final int connections;
  private final SplittableRandom random = new SplittableRandom();

  LoadGenerator(int connections) {
    this.connections = connections;
  }

  /** What came back within the time. {@code firstError} is null where there was none. */
  record Load(
      Instant startedAt,
      Duration duration,
      Latencies latencies,
      long sent,
      long errors,
      long reconnects,
      @Nullable String firstError) {}

  /** Sends for the given time, then waits for what is still unanswered, without counting it. */
  Load send(Contestant contestant, Duration duration) throws IOException {
    return send(contestant, duration, 0);
  }

  /** Sends for the given time, or for up to three times as long until so many were answered. */
  Load send(Contestant contestant, Duration duration, int atLeast) throws IOException {
    try (Selector selector = Selector.open()) {
      return new Loop(contestant, selector, UNPACED).run(duration, atLeast);
    }
  }

  /** Sends so many a second for the given time, fewer where the answers take too long. */
  Load sendPaced(Contestant contestant, Duration duration, int perSecond) throws IOException {
    try (Selector selector = Selector.open()) {
      return new Loop(contestant, selector, perSecond).run(duration, 0);
    }
  }

  private final class Loop {

    private final Contestant contestant;
    private final InetSocketAddress address;
    private final Selector selector;
    private final int perSecond;
    private final Deque<Connection> resting = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private long sent;
    private long errors;
    private long reconnects;
    private int unanswered;
    private boolean sending = true;
    private long startNanos;
    private @Nullable String firstError;

    Loop(Contestant contestant, Selector selector, int perSecond) {
      this.contestant = contestant;
      this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), contestant.port());
      this.selector = selector;
      this.perSecond = perSecond;
    }

    Load run(Duration duration, int atLeast) throws IOException {
      Instant startedAt = Instant.now();
      long start = System.nanoTime();
      startNanos = start;
      long end = start + duration.toNanos();
      for (int i = 0; i < connections; i++) {
        new Connection().open();
      }
      while (System.nanoTime() < end && errors < MOST_ERRORS) {
        turn(resting.isEmpty() ? Math.max(1, (end - System.nanoTime()) / 1_000_000) : 1);
        wakeRested();
      }
      while (latencies.count() < atLeast
          && System.nanoTime() < end + 2 * duration.toNanos()
          && errors < MOST_ERRORS) {
        turn(100);
      }
      Duration measured = Duration.ofNanos(System.nanoTime() - start);
      sending = false;
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (unanswered > 0 && System.nanoTime() < patience) {
        turn(100);
      }
      if (unanswered > 0) {
        error(unanswered + " requests were not answered within " + PATIENCE.toSeconds() + " s");
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return new Load(startedAt, measured, latencies, sent, errors, reconnects, firstError);
    }

    private boolean isAhead() {
      return perSecond != UNPACED
          && sent * 1e9 > (System.nanoTime() - startNanos) * (double) perSecond;
    }

    private void wakeRested() throws IOException {
      while (!resting.isEmpty() && !isAhead()) {
        resting.removeFirst().resume();
      }
    }

    private void turn(long millis) throws IOException {
      selector.select(
          key -> {
            Connection connection = (Connection) key.attachment();
            try {
              connection.ready(key);
            } catch (IOException e) {
              connection.fail(e.toString());
            }
          },
          millis);
    }

    private void error(String text) {
      errors++;
      if (firstError == null) {
        firstError = text;
      }
    }

    private final class Connection {

      private final ByteBuffer out = ByteBuffer.allocateDirect(contestant.request().size());
      private final Answer answer = new Answer(contestant.expected());
      private @Nullable SocketChannel channel;
      private long sentAt;

      void open() throws IOException {
        SocketChannel opened = SocketChannel.open();
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.connect(address);
        opened.configureBlocking(false);
        channel = opened;
        opened.register(selector, SelectionKey.OP_READ, this);
        send(opened);
      }

      private void send(SocketChannel to) throws IOException {
        answer.clear();
        contestant.request().writeTo(out, random);
        sentAt = System.nanoTime();
        sent++;
        unanswered++;
        to.write(out);
        if (out.hasRemaining()) {
          throw new IOException("the server does not read");
        }
      }

      void resume() throws IOException {
        SocketChannel rested = channel;
        if (rested != null) {
          send(rested);
        }
      }

      void ready(SelectionKey key) throws IOException {
        SocketChannel from = (SocketChannel) key.channel();
        if (from.read(answer.buffer()) < 0) {
          throw new IOException("the server closed a connection without an answer");
        }
        if (answer.isComplete()) {
          answered(from);
        }
      }

      private void answered(SocketChannel from) throws IOException {
        unanswered--;
        if (!answer.isRight()) {
          error(answer.text());
        } else if (sending) {
          latencies.add(System.nanoTime() - sentAt);
        }
        if (answer.isLast()) {
          from.close();
          reconnects++;
          if (sending) {
            open();
          }
        } else if (sending && isAhead()) {
          resting.addLast(this);
        } else if (sending) {
          send(from);
        } else {
          from.keyFor(selector).interestOps(0);
        }
      }

      void fail(String text) {
        error(text);
        unanswered--;
        try {
          if (channel != null) {
            channel.close();
          }
          if (sending) {
            open();
          }
        } catch (IOException e) {
          sending = false;
        }
      }
    }
  }
}
