package io.checkpost.web.deliveries;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A relay URL as pages show it: host and path, for a query may be a secret. */
final class TargetAddress {

  private TargetAddress() {}

  /** Returns what is shown of a URL; null where there is none. */
  static @Nullable String of(@Nullable String url) {
    if (url == null) {
      return null;
    }
    // portals have no other than absolute URLs with a host
    URI uri = URI.create(url);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getHost() + port + uri.getRawPath();
  }
}
