package io.checkpost.web.error;

import io.checkpost.ingest.problem.Problem;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Where the server hands over what it could not answer: programs get a problem document, people the
 * page {@code /error}. What asks for a page's source by its file name is told that there is none.
 */
@WebServlet({"/failed-request", "*.xhtml"})
public final class FailedRequest extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (isFromProgram(request)) {
      tell(response);
    } else {
      request.getRequestDispatcher("/error").forward(request, response);
    }
  }

  private static void tell(HttpServletResponse response) {
    Problem problem = Problem.of(response.getStatus(), title(response.getStatus()), null);
    response.setContentType(Problem.MEDIA_TYPE);
    try {
      response.getOutputStream().write(problem.json());
    } catch (IOException e) {
      // it hung up, which is mostly what failed in the first place: nobody is left to be told
    }
  }

  private static boolean isFromProgram(HttpServletRequest request) {
    String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    String local = path.substring(Math.min(path.length(), request.getContextPath().length()));
    return local.startsWith("/hooks") || local.startsWith("/api");
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 503 -> "Service unavailable";
      default -> status < 500 ? "Request refused" : "Internal error";
    };
  }
}
