package io.checkpost.web.text;

import io.checkpost.ingest.access.Preferences;
import io.checkpost.web.security.PathAuthentication;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpSession;

/** Who reads the page that is being made. */
final class Reader {

  private Reader() {}

  /** Returns how they want to read. */
  static Preferences preferences(FacesContext faces) {
    return PathAuthentication.preferences(
        (HttpSession) faces.getExternalContext().getSession(false));
  }
}
