package io.checkpost.web.security;

import org.jspecify.annotations.Nullable;

/** A path of this server to go on to, which came from outside and must not lead elsewhere. */
public final class LocalPath {

  private LocalPath() {}

  /**
   * Returns {@code path} where it leads to a page of this server, else {@code otherwise}. Browsers
   * take {@code //host} and {@code /\host} for other servers, and ignore tabs and line breaks.
   */
  public static String orElse(@Nullable String path, String otherwise) {
    return path != null && isLocal(path) && !isGate(path) ? path : otherwise;
  }

  private static boolean isLocal(String path) {
    return path.startsWith("/")
        && !path.startsWith("//")
        && path.indexOf('\\') < 0
        && path.chars().noneMatch(Character::isISOControl);
  }

  private static boolean isGate(String path) {
    return path.startsWith("/sign-in") || path.startsWith("/sign-out");
  }
}
