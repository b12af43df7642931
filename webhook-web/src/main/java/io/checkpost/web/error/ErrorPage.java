package io.checkpost.web.error;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;

/** What a person is told when a page could not be shown: never a cause, which is in the log. */
@Named
@RequestScoped
public class ErrorPage {

  @Inject private FacesContext faces;

  private String kind() {
    Object status =
        faces
            .getExternalContext()
            .getRequestMap()
            .getOrDefault(RequestDispatcher.ERROR_STATUS_CODE, 404);
    return switch ((Integer) status) {
      case 400 -> "error.bad-request";
      case 403 -> "error.forbidden";
      case 404, 405 -> "error.not-found";
      case 503 -> "error.unavailable";
      default -> "error.failure";
    };
  }

  /** Returns the key of the title. */
  public String getTitle() {
    return kind() + ".title";
  }

  /** Returns the key of what to do about it. */
  public String getExplanation() {
    return kind() + ".explanation";
  }
}
