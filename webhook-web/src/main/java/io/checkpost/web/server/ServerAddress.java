package io.checkpost.web.server;

import jakarta.faces.context.ExternalContext;

/** The address at which a browser reaches this server. */
public final class ServerAddress {

  private ServerAddress() {}

  /** Returns the address that a request came to, without a slash at the end. */
  public static String of(ExternalContext external) {
    int port = external.getRequestServerPort();
    String scheme = external.getRequestScheme();
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + external.getRequestServerName()
        + (usual ? "" : ":" + port)
        + external.getRequestContextPath();
  }
}
