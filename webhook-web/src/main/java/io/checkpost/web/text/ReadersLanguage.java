package io.checkpost.web.text;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.util.Locale;

/** Makes each page in the language that its reader chose, or else in what the browser asks for. */
public final class ReadersLanguage extends ViewHandlerWrapper {

  /** Creates it around the server's own. */
  public ReadersLanguage(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public Locale calculateLocale(FacesContext faces) {
    Locale chosen = Reader.preferences(faces).locale();
    return chosen == null ? super.calculateLocale(faces) : chosen;
  }
}
