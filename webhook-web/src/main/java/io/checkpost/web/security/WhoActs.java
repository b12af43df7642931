package io.checkpost.web.security;

import io.checkpost.ingest.audit.Acting;
import io.checkpost.ingest.audit.Actor;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Says on whose behalf a request is worked on, for what is written down of it. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class WhoActs extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String NOBODY = "nobody";

  @Inject private transient Acting acting;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    acting.<IOException, ServletException>as(
        () -> actor(request), () -> chain.doFilter(request, response));
  }

  /** Asked late: who it is comes out when the container or the sign-in page has asked. */
  private static Actor actor(HttpServletRequest request) {
    Principal caller = request.getUserPrincipal();
    return new Actor(caller == null ? NOBODY : caller.getName(), request.getRemoteAddr());
  }
}
