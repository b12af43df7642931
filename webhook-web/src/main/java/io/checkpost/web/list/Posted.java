package io.checkpost.web.deliveries;

import jakarta.faces.context.ExternalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Plain forms, posted to the page that has them. */
final class Posted {

  private Posted() {}

  /** Tells whether something is posted. */
  static boolean isIt(ExternalContext external) {
    return external.getRequest() instanceof HttpServletRequest request
        && request.getMethod().equals("POST");
  }

  /** Leads on to a page, so that a reload does nothing twice. */
  static void answerWith(ExternalContext external, String address) {
    try {
      external.redirect(external.getRequestContextPath() + address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
