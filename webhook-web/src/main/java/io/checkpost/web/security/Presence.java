package io.checkpost.web.security;

import jakarta.faces.push.PushContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether somebody is still in front of their pages. Pages that keep up by themselves keep the
 * server's session alive as well; who has done nothing for as long as a session lasts is signed out
 * all the same.
 */
public final class Presence {

  /** The header by which a page's script says that it asks by itself. */
  public static final String BY_ITSELF = "Checkpost-By-Itself";

  private static final String SEEN = Presence.class.getName();

  private Presence() {}

  /** Tells whether the session's user has gone; if not, notes that they are there. */
  static boolean hasEnded(HttpServletRequest request, HttpSession session, Instant now) {
    if (session.getAttribute(SEEN) instanceof Instant seen
        && now.isAfter(seen.plus(lasting(session)))) {
      return true;
    }
    if (!isByItself(request)) {
      session.setAttribute(SEEN, now);
    }
    return false;
  }

  private static Duration lasting(HttpSession session) {
    return Duration.ofSeconds(session.getMaxInactiveInterval());
  }

  private static boolean isByItself(HttpServletRequest request) {
    return request.getHeader(BY_ITSELF) != null
        || request.getServletPath().startsWith(PushContext.URI_PREFIX);
  }
}
