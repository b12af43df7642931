package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The portal that a URL names. */
@RequestScoped
public class RequestedPortal {

  @Inject private FacesContext faces;
  @Inject private Portals portals;

  private int failure = HttpServletResponse.SC_NOT_FOUND;

  /** Returns the portal whose id is a parameter; empty when there is none or it cannot be read. */
  Optional<Portal> named(String parameter) {
    try {
      return id(parameter).flatMap(portals::find);
    } catch (DatabaseUnavailable e) {
      failure = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      return Optional.empty();
    }
  }

  private Optional<PortalId> id(String parameter) {
    try {
      return Optional.ofNullable(parameter(parameter)).map(PortalId::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a parameter; null where it was not given. */
  @Nullable String parameter(String name) {
    return faces.getExternalContext().getRequestParameterMap().get(name);
  }

  /** Answers with an error in place of the page. */
  void end() throws IOException {
    end(failure);
  }

  /** Answers that the database cannot be asked. */
  void endUnavailable() throws IOException {
    end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  private void end(int status) throws IOException {
    faces.getExternalContext().responseSendError(status, null);
    faces.responseComplete();
  }

  /** Goes on to a portal's page. */
  void goTo(PortalId id) throws IOException {
    faces
        .getExternalContext()
        .redirect(faces.getExternalContext().getRequestContextPath() + "/portal?id=" + id);
  }
}
