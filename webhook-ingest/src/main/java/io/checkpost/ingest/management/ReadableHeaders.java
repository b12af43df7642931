package io.checkpost.ingest.management;

import io.checkpost.ingest.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers that choose a resource method before Jersey does, which answers ones that it
 * cannot read with the server's own error page, out of the reach of exception mappers.
 */
@WebFilter(urlPatterns = "/api/v1/*", asyncSupported = true)
public class ReadableHeaders extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isReadable(request.getHeader("Content-Type")) && areReadable(request.getHeader("Accept"))) {
      chain.doFilter(request, response);
    } else {
      refuse(response);
    }
  }

  private static boolean areReadable(@Nullable String mediaTypes) {
    if (mediaTypes == null) {
      return true;
    }
    for (String mediaType : mediaTypes.split(",", -1)) {
      if (!isReadable(mediaType)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReadable(@Nullable String mediaType) {
    try {
      return mediaType == null || MediaType.valueOf(mediaType) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    Problem problem = Problem.of(400, "Bad request", "Accept or Content-Type cannot be read.");
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.getOutputStream().write(problem.json());
  }
}
