package io.checkpost.web.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, put together of parameters. */
public final class Addresses {

  private Addresses() {}

  /** Returns an address with one parameter more; without it where it has no value. */
  public static String with(String address, String parameter, @Nullable String value) {
    return value == null
        ? address
        : address
            + (address.contains("?") ? "&" : "?")
            + parameter
            + "="
            + URLEncoder.encode(value, UTF_8);
  }
}
