package io.checkpost.launcher;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The WAR that this jar carries. */
final class ApplicationWar {

  private static final String PACKED = "/checkpost.war";

  private ApplicationWar() {}

  /**
   * Copies the WAR into the directory and adds the extensions to the copy.
   *
   * @return the copy
   * @throws StartFailure when it cannot be written, or an extension cannot be added
   */
  static Path unpack(Path directory, Extensions extensions) throws StartFailure {
    Path war = directory.resolve("checkpost.war");
    try (InputStream packed = ApplicationWar.class.getResourceAsStream(PACKED)) {
      if (packed == null) {
        throw new FileNotFoundException("this jar contains no " + PACKED);
      }
      Files.copy(packed, war);
      extensions.addTo(war);
      return war;
    } catch (IOException e) {
      throw StartFailure.ofStart("could not unpack the application: " + e.getMessage());
    }
  }
}
