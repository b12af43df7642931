package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.blackbox.observer.WritingObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A copy of {@code checkpost.jar} with a team's observers in it. */
final class ObservedJar {

  private static final String BEANS =
      """
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
             bean-discovery-mode="annotated"/>
      """;

  private static final List<String> OBSERVERS =
      List.of("WritingObserver", "MoodyObserver", "ObservedFile");

  private ObservedJar() {}

  /** Returns the one copy of a test run. */
  static Path path() {
    return Holder.PATH;
  }

  private static Path make() {
    try {
      Path folder = Scratch.folder("observed-jar");
      Path jar = folder.resolve("checkpost.jar");
      Files.copy(Path.of("target", "checkpost.jar"), jar);
      try (FileSystem outer = FileSystems.newFileSystem(jar)) {
        Path war = folder.resolve("checkpost.war");
        Files.copy(outer.getPath("checkpost.war"), war);
        addObservers(war, observers(folder));
        Files.copy(war, outer.getPath("checkpost.war"), StandardCopyOption.REPLACE_EXISTING);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addObservers(Path war, Path observers) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(war)) {
      Files.copy(observers, files.getPath("WEB-INF", "lib", "test-observers.jar"));
    }
  }

  private static Path observers(Path folder) throws IOException {
    Path jar = folder.resolve("test-observers.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.createDirectories(files.getPath("META-INF"));
      Files.write(files.getPath("META-INF", "beans.xml"), BEANS.getBytes(UTF_8));
      for (String name : OBSERVERS) {
        copyClass(name, files);
      }
    }
    return jar;
  }

  private static void copyClass(String simpleName, FileSystem target) throws IOException {
    Class<?> type = WritingObserver.class;
    String name = type.getPackageName().replace('.', '/') + "/" + simpleName + ".class";
    Path to = target.getPath(name);
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    try (InputStream bytes =
        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name), name)) {
      Files.copy(bytes, to);
    }
  }

  private static final class Holder {
    private static final Path PATH = make();
  }
}
