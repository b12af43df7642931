package io.checkpost.ingest.portal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** What a URL of a person's own has to be. */
final class HttpUrls {

  static final int LONGEST = 2000;

  private HttpUrls() {}

  /** Tells whether it is absolute, of one of these schemes, and has a host and no secret in it. */
  static boolean isAbsolute(String url, Set<String> schemes) {
    if (url.length() > LONGEST) {
      return false;
    }
    try {
      URI uri = new URI(url).parseServerAuthority();
      return uri.getScheme() != null
          && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() != 0
          && uri.getPort() <= 65_535;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
