package io.checkpost.web.live;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.push.PushContext;

/**
 * Gives sockets an address without scheme and host: behind a proxy only the browser knows them
 * surely, and it fills them in itself.
 */
public final class SocketAddress extends ViewHandlerWrapper {

  /** Wraps the handler that Faces has. */
  public SocketAddress(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getWebsocketURL(FacesContext context, String channel) {
    return context.getExternalContext().getRequestContextPath()
        + PushContext.URI_PREFIX
        + "/"
        + channel;
  }
}
