package io.checkpost.web.live;

import io.checkpost.ingest.live.Changes;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Notes how often things had changed before a page is read: what changes while it is read may be
 * missing in it, and makes it ask again.
 */
@WebFilter(servletNames = "pages")
public final class StandBefore extends HttpFilter {

  static final String ATTRIBUTE = StandBefore.class.getName();

  private static final long serialVersionUID = 1L;

  @Inject private transient Changes changes;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(ATTRIBUTE, Stand.of(changes));
    chain.doFilter(request, response);
  }
}
