package io.checkpost.ingest.portal;

import org.jspecify.annotations.Nullable;

/**
 * Where a portal receives, secret token included: shown once.
 *
 * @param path the path on this server
 * @param url the whole URL; null where the portal has no base URL
 */
public record IntakePath(String path, @Nullable String url) {

  static IntakePath of(String provider, String token, @Nullable String baseUrl) {
    String path = "/hooks/" + provider + "/" + token;
    return new IntakePath(path, baseUrl == null ? null : baseUrl + path);
  }

  @Override
  public String toString() {
    return "IntakePath";
  }
}
