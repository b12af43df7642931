package io.checkpost.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A jar of a user's own: one with observers or a provider, or a library that such a jar needs.
 *
 * @param file the jar
 * @param version the version that its manifest states; null where it states none
 */
record Extension(Path file, @Nullable String version) {

  private static final String API = "io/checkpost/api/";

  private static final Pattern VERSIONED = Pattern.compile("(.+?)-\\d.*\\.jar");

  /**
   * Looks into a jar.
   *
   * @throws StartFailure when it cannot be read, is none, or holds a copy of Checkpost's API, whose
   *     types would not be those that Checkpost fires events of
   */
  static Extension read(Path file) throws StartFailure {
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.stream().anyMatch(entry -> entry.getName().startsWith(API))) {
        throw StartFailure.ofStart(
            file + " contains a copy of webhook-api: compile against it with scope provided");
      }
      return new Extension(file, version(jar.getManifest()));
    } catch (ZipException e) {
      throw StartFailure.ofStart(file + " is not a jar");
    } catch (IOException e) {
      throw StartFailure.ofStart("cannot read " + file);
    }
  }

  private static @Nullable String version(@Nullable Manifest manifest) {
    return manifest == null
        ? null
        : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  boolean has(String className) {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.getEntry(className.replace('.', '/') + ".class") != null;
    } catch (IOException e) {
      return false;
    }
  }

  String fileName() {
    return String.valueOf(file.getFileName());
  }

  String library() {
    return library(fileName());
  }

  /** Returns the name of a library whatever its version: {@code h2} of {@code h2-2.5.252.jar}. */
  static String library(String fileName) {
    Matcher versioned = VERSIONED.matcher(fileName);
    return (versioned.matches() ? versioned.group(1) : fileName.replaceFirst("\\.jar$", ""))
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return version == null ? fileName() : fileName() + " (" + version + ")";
  }
}
