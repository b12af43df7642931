package io.checkpost.ingest.intake;

import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the intake. While messages are not taken every request is told so, whatever else is
 * wrong with it; and what JAX-RS would judge a request by is taken off: Jersey refuses a malformed
 * Content-Type or Accept before a resource sees it, and the intake takes any.
 */
@WebFilter(urlPatterns = "/hooks/*", asyncSupported = true)
public class IntakeGate extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String ORIGINAL = IntakeGate.class.getName() + ".original";

  // filters are made by the servlet container, which knows no constructor injection
  @Inject Admission admission;
  @Inject Settings settings;
  @Inject IntakeMeters meters;

  /** Returns the request as it came, with all of its headers. */
  static HttpServletRequest original(HttpServletRequest request) {
    return request.getAttribute(ORIGINAL) instanceof HttpServletRequest original
        ? original
        : request;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (admission.isOpen()) {
      request.setAttribute(ORIGINAL, request);
      chain.doFilter(new PlainRequest(request), response);
    } else {
      meters.refused(RefusalCause.UNAVAILABLE, null);
      write(
          Problem.unavailable("Messages are not taken now: send it again.", settings.retryAfter()),
          response);
    }
  }

  private static void write(Problem problem, HttpServletResponse response) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    problem.headers().forEach(response::setHeader);
    // a client that keeps this connection would be cut off by the end of the process
    response.setHeader("Connection", "close");
    response.getOutputStream().write(problem.json());
  }

  private static final class PlainRequest extends HttpServletRequestWrapper {

    private static final Set<String> HIDDEN =
        Set.of(
            "content-type",
            "content-encoding",
            "content-language",
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            // Jersey evaluates them on its own
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            // lets one method pass as another
            "x-http-method-override");

    PlainRequest(HttpServletRequest request) {
      super(request);
    }

    private static boolean isHidden(String name) {
      return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      List<String> shown =
          Collections.list(super.getHeaderNames()).stream()
              .filter(name -> !isHidden(name))
              .toList();
      return Collections.enumeration(shown);
    }
  }
}
