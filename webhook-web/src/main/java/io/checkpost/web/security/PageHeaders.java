package io.checkpost.web.security;

import jakarta.faces.application.ResourceHandler;
import jakarta.faces.push.PushContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says to the browser what it may do with an answer. Nothing from elsewhere ever runs or styles a
 * page, and nothing inline but what Faces marks with the answer's nonce, so that what a provider
 * sent cannot either.
 */
@WebFilter(
    urlPatterns = "/*",
    // what the container refuses comes here as an error only
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR},
    asyncSupported = true)
public final class PageHeaders extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'nonce-%s'; style-src 'self'; img-src 'self';"
          + " font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors %s";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = path(request);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!isForPrograms(path)) {
      response.setHeader(
          "Content-Security-Policy",
          POLICY.formatted(ScriptNonce.make(request), isFramed(path) ? "'self'" : "'none'"));
      response.setHeader("Referrer-Policy", "same-origin");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      // personal data stays out of caches; styles are asked for again, and answered 304
      response.setHeader("Cache-Control", isStatic(path) ? "no-cache" : "no-store");
    }
    if (isForged(request) && !isForPrograms(path)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, response);
  }

  private static String path(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
            && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
        ? failed.substring(request.getContextPath().length())
        : request.getServletPath();
  }

  private static boolean isForged(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST
        && (isFromElsewhere(request) || isActionByLink(request) || isStrangersSocket(request));
  }

  /**
   * Tells whether another site makes the browser post here. The session cookie is not sent then
   * (SameSite); this also holds where a browser does not know that.
   */
  private static boolean isFromElsewhere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getMethod().equals("POST")
        && site != null
        && !site.equals("same-origin")
        && !site.equals("none");
  }

  /**
   * Tells whether a link asks for what only a form may. Faces takes any request with this parameter
   * for a form that was sent, while a link may come from anywhere, and may be followed by those who
   * may not post.
   */
  private static boolean isActionByLink(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        && request.getParameter("jakarta.faces.ViewState") != null;
  }

  /**
   * Tells whether a page of another site asks for a socket. Neither the same origin policy nor a
   * preflight keeps it from that; a browser says each time whose page it is.
   */
  private static boolean isStrangersSocket(HttpServletRequest request) {
    if (!request.getServletPath().startsWith(PushContext.URI_PREFIX)) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin == null
        || !origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
  }

  private static boolean isForPrograms(String path) {
    return path.startsWith("/hooks")
        || path.startsWith("/api")
        || path.startsWith("/openapi")
        || path.equals("/metrics");
  }

  /** Stands inside another page to be watched there; nothing can be done in it. */
  private static boolean isFramed(String path) {
    return path.equals("/portal-messages");
  }

  private static boolean isStatic(String path) {
    return path.startsWith("/css/")
        || path.startsWith("/js/")
        || path.startsWith(ResourceHandler.RESOURCE_IDENTIFIER)
        || path.equals("/favicon.svg");
  }
}
