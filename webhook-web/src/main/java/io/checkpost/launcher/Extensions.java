package io.checkpost.launcher;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that become part of the application without a rebuild. CDI finds beans in the
 * application's own libraries only, so they are put among these before the application is deployed;
 * Payara Micro's {@code --addLibs} puts them beside it, where their observers are not found.
 *
 * @param jars in the order of their names
 */
record Extensions(List<Extension> jars) {

  static final Extensions NONE = new Extensions(List.of());

  Extensions {
    jars = List.copyOf(jars);
  }

  /**
   * Reads the jars of a folder; what is not named {@code *.jar} is passed over.
   *
   * @throws StartFailure naming the first jar that cannot become part of the application
   */
  static Extensions in(Path folder) throws StartFailure {
    List<Extension> jars = new ArrayList<>();
    for (Path file : files(folder)) {
      jars.add(Extension.read(file));
    }
    Extensions extensions = new Extensions(jars);
    extensions.requireOneVersionOfEach();
    return extensions;
  }

  private static List<Path> files(Path folder) throws StartFailure {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StartFailure.ofStart("cannot read " + folder);
    }
  }

  private void requireOneVersionOfEach() throws StartFailure {
    Map<String, Extension> byLibrary = new HashMap<>();
    for (Extension jar : jars) {
      Extension other = byLibrary.putIfAbsent(jar.library(), jar);
      if (other != null) {
        throw StartFailure.ofStart(
            "%s and %s are two versions of one library: keep one of them"
                .formatted(other.file(), jar.fileName()));
      }
    }
  }

  /**
   * Puts the jars among a WAR's libraries. What is in the WAR already is neither unpacked nor
   * packed again, and without extensions it is not even opened.
   *
   * @throws StartFailure naming a jar of which the WAR has a version of its own
   */
  void addTo(Path war) throws StartFailure, IOException {
    if (jars.isEmpty()) {
      return;
    }
    try (FileSystem files = FileSystems.newFileSystem(war, Map.of("compressionMethod", "STORED"))) {
      Path libraries = files.getPath("WEB-INF", "lib");
      requireNoneOf(libraries);
      for (Extension jar : jars) {
        Files.copy(jar.file(), libraries.resolve(jar.fileName()));
      }
    }
  }

  /** Returns the jar that has a class. */
  Optional<Extension> jarOf(String className) {
    return jars.stream().filter(jar -> jar.has(className)).findFirst();
  }

  private void requireNoneOf(Path libraries) throws StartFailure, IOException {
    Map<String, String> present;
    try (Stream<Path> files = Files.list(libraries)) {
      present =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .collect(Collectors.toMap(Extension::library, name -> name, (one, other) -> one));
    }
    for (Extension jar : jars) {
      String own = present.get(jar.library());
      if (own != null) {
        throw StartFailure.ofStart(
            "%s: Checkpost brings %s itself; remove the jar".formatted(jar.file(), own));
      }
    }
  }
}
