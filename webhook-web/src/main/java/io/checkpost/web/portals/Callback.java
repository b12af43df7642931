package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.portal.Portal;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a portal's messages are passed on to.
 *
 * @param from where the URL comes from: {@code own}, {@code inherited}, {@code off}, {@code none}
 * @param url the whole URL; null where nothing is passed on
 * @param place its host and path; null likewise
 * @param owner the portal whose URL it is; null likewise
 * @param ownerName that portal's name; null likewise
 */
public record Callback(
    String from,
    @Nullable String url,
    @Nullable String place,
    @Nullable PortalId owner,
    @Nullable String ownerName) {

  /**
   * Returns a portal's callback.
   *
   * @param names the names of portals, that of the URL's owner among them
   */
  static Callback of(Portal portal, Map<PortalId, String> names) {
    Portal.Relay relay = portal.relay();
    String url = relay.effectiveUrl();
    PortalId owner = relay.effectiveFrom();
    if (url == null || owner == null) {
      return new Callback(relay.off() ? "off" : "none", null, null, null, null);
    }
    boolean own = owner.equals(portal.id());
    return new Callback(
        own ? "own" : "inherited", url, place(url), owner, names.getOrDefault(owner, ""));
  }

  /** Without scheme and query, which seldom tell callbacks apart and are long. */
  private static String place(String url) {
    URI uri = URI.create(url);
    String path = uri.getPath() == null ? "" : uri.getPath();
    return uri.getRawAuthority() + path + (uri.getRawQuery() == null ? "" : "?…");
  }
}
