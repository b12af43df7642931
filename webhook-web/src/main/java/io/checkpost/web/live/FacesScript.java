package io.checkpost.web.live;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Serves the one script that Faces needs for a socket, and no other resource. Faces itself does not
 * know a request for a resource at an exact mapping; any other mapping would be a second address of
 * every page, one that {@code web.xml} does not guard.
 */
public final class FacesScript extends ResourceHandlerWrapper {

  private static final String PATH =
      ResourceHandler.RESOURCE_IDENTIFIER + "/" + ResourceHandler.FACES_SCRIPT_RESOURCE_NAME;

  /** Wraps the handler that Faces has. */
  public FacesScript(ResourceHandler wrapped) {
    super(wrapped);
  }

  @Override
  public boolean isResourceRequest(FacesContext context) {
    return PATH.equals(context.getExternalContext().getRequestServletPath());
  }

  @Override
  public void handleResourceRequest(FacesContext context) throws IOException {
    Resource script =
        Objects.requireNonNull(
            createResource(
                ResourceHandler.FACES_SCRIPT_RESOURCE_NAME,
                ResourceHandler.FACES_SCRIPT_LIBRARY_NAME),
            PATH);
    ExternalContext external = context.getExternalContext();
    script.getResponseHeaders().forEach(external::setResponseHeader);
    if (!script.userAgentNeedsUpdate(context)) {
      external.setResponseStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    external.setResponseContentType("text/javascript");
    external.setResponseCharacterEncoding("UTF-8");
    try (InputStream content = script.getInputStream()) {
      content.transferTo(external.getResponseOutputStream());
    }
  }
}
