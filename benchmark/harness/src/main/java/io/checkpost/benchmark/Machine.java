package io.checkpost.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures depend on and is not Checkpost's. */
final class Machine {

  private static final int FSYNCS = 200;
  private static final int BLOCK = 8192;

  private Machine() {}

  /** Describes the machine, and the disk that the given directory is on. */
  static Map<String, String> describe(Path directory) throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("java", System.getProperty("java.vm.name", "") + " " + Runtime.version());
    shown.put("system", System.getProperty("os.name", "") + " " + System.getProperty("os.arch"));
    shown.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      shown.put("memory", system.getTotalMemorySize() / (1 << 30) + " GiB");
      shown.put("load before", "%.1f".formatted(system.getSystemLoadAverage()));
    }
    shown.put("file system", Files.getFileStore(directory).type());
    shown.put("one fsync", "%.2f ms (median)".formatted(fsync(directory).toNanos() / 1e6));
    return shown;
  }

  /** Returns the median time of one block appended to a file and brought to the disk. */
  private static Duration fsync(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "fsync", null);
    long[] nanos = new long[FSYNCS];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      for (int i = 0; i < FSYNCS; i++) {
        block.clear();
        long start = System.nanoTime();
        channel.write(block);
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[FSYNCS / 2]);
  }
}
