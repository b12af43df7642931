package io.checkpost.ingest.metrics;

import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.problem.Problem;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /metrics}: all meters in Prometheus's text format, for whoever has an API key. It
 * reads memory only.
 */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  // servlets are made by the servlet container, which knows no constructor injection
  @Inject transient PrometheusMeterRegistry registry;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // should the server's authentication be set up wrongly, this is closed and not open
    if (!request.isUserInRole(Roles.VIEWER)) {
      refuse(response);
      return;
    }
    response.setContentType(TEXT);
    response.setHeader("Cache-Control", "no-store");
    registry.scrape(response.getOutputStream(), TEXT);
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Bearer");
    response.setContentType(Problem.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(Problem.of(401, "Unauthorized", "Metrics want Authorization: Bearer <key>.").json());
  }
}
