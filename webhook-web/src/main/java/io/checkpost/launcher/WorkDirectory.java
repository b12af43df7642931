package io.checkpost.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory a running server unpacks itself into: one a process, gone with it.
 *
 * <p>It lies in Checkpost's home and not in the system's temporary directory, from which systems
 * remove what looks old, and a server that runs for weeks loads a class from there any time. A
 * process holds a lock beside its directory for as long as it lives, so the next start can tell and
 * remove what a killed one left.
 */
final class WorkDirectory implements AutoCloseable {

  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lock;

  private WorkDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static WorkDirectory createIn(Path home) throws StartFailure {
    Path parent = home.resolve("server");
    try {
      Files.createDirectories(parent, ownerOnly());
      removeAbandoned(parent);
      return create(parent);
    } catch (IOException e) {
      throw StartFailure.ofStart("cannot write to " + parent + ": " + e.getMessage());
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      remove(path, lock);
    } catch (IOException e) {
      System.err.println("checkpost: left behind for the next start to remove: " + path);
    }
  }

  /** Takes the lock before the directory exists: a directory whose lock is free has no owner. */
  private static WorkDirectory create(Path parent) throws IOException {
    Path path = parent.resolve(UUID.randomUUID().toString());
    FileChannel lock = openLock(path);
    lock.lock();
    Files.createDirectory(path, ownerOnly());
    return new WorkDirectory(path, lock);
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path candidate : candidates) {
        FileChannel lock = openLock(candidate);
        if (lock.tryLock() == null) {
          lock.close();
        } else {
          remove(candidate, lock);
        }
      }
    }
  }

  private static FileChannel openLock(Path directory) throws IOException {
    return FileChannel.open(lockOf(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path lockOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + LOCK);
  }

  private static void remove(Path directory, FileChannel lock) throws IOException {
    try (lock;
        Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(WorkDirectory::delete);
      Files.deleteIfExists(lockOf(directory));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
