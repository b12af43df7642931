package io.checkpost.web.list;

import jakarta.faces.context.ExternalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Plain forms, posted to the page that has them. */
public final class Posted {

  private Posted() {}

  /** Tells whether something is posted. */
  public static boolean isIt(ExternalContext external) {
    return external.getRequest() instanceof HttpServletRequest request
        && request.getMethod().equals("POST");
  }

  /** Leads on to a page, so that a reload does nothing twice. */
  public static void answerWith(ExternalContext external, String address) {
    try {
      external.redirect(external.getRequestContextPath() + address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
