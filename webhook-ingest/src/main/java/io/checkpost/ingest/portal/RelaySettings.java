package io.checkpost.ingest.portal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a portal's messages are passed on. Body, order and headers are used with the URL:
 * portals that inherit the URL inherit them. The filter is a portal's own.
 *
 * @param url where to; null for the nearest ancestor's URL
 * @param off whether nothing is relayed, and nothing is inherited by children without a URL
 * @param body what is relayed
 * @param ordered whether a person's messages wait for each other
 * @param headers more headers by name, with their secret values
 * @param filter which messages are relayed
 */
public record RelaySettings(
    @Nullable String url,
    boolean off,
    RelayBody body,
    boolean ordered,
    Map<String, String> headers,
    RelayFilter filter) {

  /** What a portal about whose relay nothing is said has: what it inherits. */
  public static final RelaySettings INHERITED =
      new RelaySettings(null, false, RelayBody.RECEIVED, true, Map.of(), RelayFilter.ALL);

  /** Creates settings; the map is copied. */
  public RelaySettings {
    headers = Map.copyOf(headers);
  }

  /** Returns the same settings with another URL. */
  public RelaySettings withUrl(@Nullable String other) {
    return new RelaySettings(other, off, body, ordered, headers, filter);
  }

  /** Returns the same settings, switched off or not. */
  public RelaySettings withOff(boolean other) {
    return new RelaySettings(url, other, body, ordered, headers, filter);
  }

  /** Returns the same settings with another kind of body. */
  public RelaySettings withBody(RelayBody other) {
    return new RelaySettings(url, off, other, ordered, headers, filter);
  }

  /** Returns the same settings, ordered or not. */
  public RelaySettings withOrdered(boolean other) {
    return new RelaySettings(url, off, body, other, headers, filter);
  }

  /** Returns the same settings with other headers. */
  public RelaySettings withHeaders(Map<String, String> other) {
    return new RelaySettings(url, off, body, ordered, other, filter);
  }

  /** Returns the same settings with another filter. */
  public RelaySettings withFilter(RelayFilter other) {
    return new RelaySettings(url, off, body, ordered, headers, other);
  }

  @Override
  public String toString() {
    return "RelaySettings[headers=" + headers.keySet() + "]";
  }
}
