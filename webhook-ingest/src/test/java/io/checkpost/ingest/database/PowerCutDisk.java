package io.checkpost.ingest.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A disk that remembers of each file what a power cut would leave: what was written before the last
 * {@code force}. Later writes are the operating system's to keep, or not, in any order.
 */
public final class PowerCutDisk extends FilePathWrapper {

  /** What a JDBC URL has before the file's name, so that the file lies on this disk. */
  public static final String SCHEME = "power-cut";

  private static final Map<String, Remembered> FILES = new ConcurrentHashMap<>();

  /** Makes the scheme known to H2. */
  public static void install() {
    FilePath.register(new PowerCutDisk());
  }

  /** Returns what is left of an open file when the power is cut now. */
  public static byte[] afterPowerCut(String file) {
    return remembered(file).forced();
  }

  /**
   * Returns what is left of an open file when the power is cut now and some of the later writes
   * reached the disk all the same.
   */
  public static byte[] afterPowerCut(String file, Random whichReached) {
    return remembered(file).forcedAndSome(whichReached);
  }

  private static Remembered remembered(String file) {
    return Objects.requireNonNull(FILES.get(file), file);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel real = super.open(mode);
    Remembered remembered = new Remembered(content(real));
    FILES.put(getBase().toString(), remembered);
    return new RememberingFile(real, remembered);
  }

  private static byte[] content(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (content.hasRemaining() && file.read(content, content.position()) >= 0) {
      // reads on
    }
    return content.array();
  }

  /** A write, or a change of the length where there are no bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Change(long position, byte @Nullable [] bytes) {

    byte[] applyTo(byte[] image) {
      int start = Math.toIntExact(position);
      if (bytes == null) {
        return image.length > start ? Arrays.copyOf(image, start) : image;
      }
      byte[] changed = Arrays.copyOf(image, Math.max(image.length, start + bytes.length));
      System.arraycopy(bytes, 0, changed, start, bytes.length);
      return changed;
    }
  }

  private static final class Remembered {

    private byte[] image;
    private final List<Change> unforced = new ArrayList<>();

    Remembered(byte[] image) {
      this.image = image;
    }

    synchronized void add(Change change) {
      unforced.add(change);
    }

    synchronized void force() {
      for (Change change : unforced) {
        image = change.applyTo(image);
      }
      unforced.clear();
    }

    synchronized byte[] forced() {
      return image.clone();
    }

    synchronized byte[] forcedAndSome(Random whichReached) {
      byte[] left = image.clone();
      for (Change change : unforced) {
        if (whichReached.nextBoolean()) {
          left = change.applyTo(left);
        }
      }
      return left;
    }
  }

  private static final class RememberingFile extends FileBaseDefault {

    private final FileChannel real;
    private final Remembered remembered;

    RememberingFile(FileChannel real, Remembered remembered) {
      this.real = real;
      this.remembered = remembered;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public synchronized int read(ByteBuffer into, long position) throws IOException {
      return real.read(into, position);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      byte[] bytes = new byte[from.remaining()];
      from.duplicate().get(bytes);
      int written = real.write(from, position);
      remembered.add(new Change(position, Arrays.copyOf(bytes, written)));
      return written;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      real.truncate(size);
      remembered.add(new Change(size, null));
    }

    @Override
    public void force(boolean metaData) throws IOException {
      real.force(metaData);
      remembered.force();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }
}
