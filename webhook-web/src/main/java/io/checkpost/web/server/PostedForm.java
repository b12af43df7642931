package io.checkpost.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.faces.context.ExternalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/**
 * What a form posts, without what stands in the address to which it is posted: a link that somebody
 * followed may have put a button's name there, and whatever is pressed would press that, too.
 */
public final class PostedForm {

  private PostedForm() {}

  /** Returns what was posted, by name. */
  public static Map<String, String> of(ExternalContext external) {
    Map<String, String> posted = new HashMap<>(external.getRequestParameterMap());
    if (external.getRequest() instanceof HttpServletRequest request) {
      String query = request.getQueryString();
      for (String pair : (query == null ? "" : query).split("&", -1)) {
        posted.remove(name(pair));
      }
    }
    return posted;
  }

  private static String name(String pair) {
    String name = pair.split("=", 2)[0];
    try {
      return URLDecoder.decode(name, UTF_8);
    } catch (IllegalArgumentException e) {
      // no server makes a parameter of it
      return name;
    }
  }
}
