package io.checkpost.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on this server to go on to after signing in. What stands in a link may lead nowhere else.
 *
 * @param value path and query
 */
public record LocalPath(String value) {

  /** The start page. */
  public static final LocalPath HOME = new LocalPath("/");

  /** The page where people sign in. */
  public static final String SIGN_IN = "/sign-in";

  /** A second slash or a backslash would name another server. */
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

  /** Returns the place that a parameter names; the start page when it names none on this server. */
  public static LocalPath of(@Nullable String parameter) {
    return parameter != null && LOCAL.matcher(parameter).matches() && !isGate(parameter)
        ? new LocalPath(parameter)
        : HOME;
  }

  /** Who has just signed in is not sent back to sign in, or out. */
  private static boolean isGate(String path) {
    return path.startsWith(SIGN_IN) || path.startsWith("/sign-out");
  }

  /** Returns the sign-in page's URL that leads here afterwards. */
  public String signInUrl() {
    return SIGN_IN + "?then=" + URLEncoder.encode(value, UTF_8);
  }
}
