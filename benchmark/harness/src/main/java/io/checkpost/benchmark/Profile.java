package io.checkpost.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a server's processor time and memory went during its rounds, by its own recording. A sample
 * counts for the innermost frame that has an owner: the JDK's and the JSON library's work is its
 * caller's.
 */
final class Profile {

  private static final int SHOWN_METHODS = 40;

  /** By the beginning of a class's name; the first that fits. */
  private static final Map<String, String> OWNERS = new LinkedHashMap<>();

  static {
    OWNERS.put("org.h2.", "H2");
    OWNERS.put("org.postgresql.", "PostgreSQL driver");
    OWNERS.put("com.google.crypto.tink.", "encryption and blind indexes (Tink)");
    OWNERS.put("io.checkpost.ingest.provider.", "reading the body (provider)");
    OWNERS.put("io.checkpost.api.", "reading the body (provider)");
    OWNERS.put("io.checkpost.ingest.journal.SealedColumns", "writing JSON to be sealed");
    OWNERS.put("io.checkpost.ingest.privacy.", "encryption, our part");
    OWNERS.put("io.checkpost.ingest.journal.", "journal, our part");
    OWNERS.put("io.checkpost.ingest.dispatch.", "dispatch to observers, our part");
    OWNERS.put("io.checkpost.ingest.portal.", "finding the portal");
    OWNERS.put("io.checkpost.", "intake, our part");
    OWNERS.put("com.sun.gjc.", "connection pool");
    OWNERS.put("com.sun.enterprise.resource", "connection pool");
    OWNERS.put("com.sun.enterprise.connectors", "connection pool");
    OWNERS.put("org.glassfish.jersey.", "JAX-RS (Jersey)");
    OWNERS.put("org.glassfish.soteria", "security");
    OWNERS.put("com.sun.enterprise.security", "security");
    OWNERS.put("org.glassfish.security", "security");
    OWNERS.put("org.jboss.weld", "CDI (Weld)");
    OWNERS.put("org.glassfish.weld", "CDI (Weld)");
    OWNERS.put("org.glassfish.grizzly.", "HTTP (Grizzly)");
    OWNERS.put("org.apache.catalina.", "servlet container");
    OWNERS.put("com.sun.enterprise.web", "servlet container");
    OWNERS.put("fish.payara.", "Payara, other");
    OWNERS.put("org.glassfish.", "Payara, other");
    OWNERS.put("com.sun.enterprise.", "Payara, other");
  }

  private final List<Round> rounds;
  private final Map<String, Long> samplesByOwner = new HashMap<>();
  private final Map<String, Long> samplesByThread = new HashMap<>();
  private final Map<String, Long> samplesByMethod = new HashMap<>();
  private final Map<String, Long> bytesByOwner = new HashMap<>();
  private long samples;
  private long bytes;
  private double userShare;
  private double systemShare;
  private long loads;
  private long pausedNanos;

  private Profile(List<Round> rounds) {
    this.rounds = rounds;
  }

  static Profile read(Path recording, List<Round> rounds) throws IOException {
    Profile profile = new Profile(rounds);
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (profile.isMeasured(event.getStartTime())) {
          profile.add(event);
        }
      }
    }
    return profile;
  }

  private boolean isMeasured(Instant time) {
    return rounds.stream()
        .map(Round::load)
        .anyMatch(
            load ->
                !time.isBefore(load.startedAt())
                    && time.isBefore(load.startedAt().plus(load.duration())));
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        samples++;
        count(samplesByOwner, owner(event), 1);
        count(samplesByThread, thread(event), 1);
        count(samplesByMethod, method(event), 1);
      }
      case "jdk.ObjectAllocationSample" -> {
        bytes += event.getLong("weight");
        count(bytesByOwner, owner(event), event.getLong("weight"));
      }
      case "jdk.CPULoad" -> {
        userShare += event.getFloat("jvmUser");
        systemShare += event.getFloat("jvmSystem");
        loads++;
      }
      case "jdk.GCPhasePause" -> pausedNanos += event.getDuration().toNanos();
      default -> {
        // says nothing about cost
      }
    }
  }

  private static void count(Map<String, Long> counts, String key, long weight) {
    counts.merge(key, weight, Long::sum);
  }

  private static String owner(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return "unknown";
    }
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
        if (type.startsWith(owner.getKey())) {
          return owner.getValue();
        }
      }
    }
    return "other";
  }

  private static String method(RecordedEvent event) {
    if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
      return "unknown";
    }
    RecordedFrame frame = event.getStackTrace().getFrames().get(0);
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** Threads of one kind have one name and numbers. */
  private static String thread(RecordedEvent event) {
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    String name = thread == null ? null : thread.getJavaName();
    return name == null ? "unknown" : name.replaceAll("[0-9]+", "n");
  }

  String text() {
    long answers = rounds.stream().mapToLong(round -> round.load().latencies().count()).sum();
    StringBuilder out = new StringBuilder();
    out.append("  %,d messages, %,d samples of running threads%n".formatted(answers, samples));
    out.append(
        "  processor: %.0f %% of all cores in Java, %.0f %% in the kernel; collector pauses %d ms%n"
            .formatted(
                100 * userShare / Math.max(1, loads),
                100 * systemShare / Math.max(1, loads),
                pausedNanos / 1_000_000));
    out.append("  allocated: %,d bytes a message%n".formatted(bytes / Math.max(1, answers)));
    section(out, "processor time by owner", samplesByOwner, samples, 100);
    section(out, "allocation by owner", bytesByOwner, bytes, 100);
    section(out, "processor time by thread", samplesByThread, samples, 12);
    section(out, "processor time by method", samplesByMethod, samples, SHOWN_METHODS);
    return out.toString();
  }

  private static void section(
      StringBuilder out, String title, Map<String, Long> counts, long all, int shown) {
    out.append("  ").append(title).append(System.lineSeparator());
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(shown)
        .forEach(
            entry ->
                out.append(
                    "    %5.1f %%  %s%n"
                        .formatted(100.0 * entry.getValue() / Math.max(1, all), entry.getKey())));
  }
}
