package io.checkpost.web.security;

import io.checkpost.ingest.access.ApiKeys;
import io.checkpost.ingest.access.Caller;
import io.checkpost.ingest.access.Preferences;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.access.SignedIn;
import io.checkpost.ingest.access.Users;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.problem.Problem;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The application's one authentication mechanism. */
@ApplicationScoped
@DeclareRoles({Roles.VIEWER, Roles.OPERATOR, Roles.ADMINISTRATOR})
public class PathAuthentication implements HttpAuthenticationMechanism {

  private static final String SIGNED_IN = PathAuthentication.class.getName() + ".user";
  private static final String UNAVAILABLE = PathAuthentication.class.getName() + ".unavailable";
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([!-~]+) *");

  private final Users users;
  private final ApiKeys apiKeys;
  private final Settings settings;
  private final Clock clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway") // the proxy never uses them
  protected PathAuthentication() {
    this.users = null;
    this.apiKeys = null;
    this.settings = null;
    this.clock = null;
  }

  /** Creates the mechanism. */
  @Inject
  public PathAuthentication(Users users, ApiKeys apiKeys, Settings settings, Clock clock) {
    this.users = users;
    this.apiKeys = apiKeys;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String path = path(request);
    if (path.equals("/api") || path.startsWith("/api/")) {
      return validateKey(request, response, context, key -> Optional.empty());
    }
    if (path.equals("/metrics")) {
      // how it is, is asked most when the database is down
      return validateKey(request, response, context, apiKeys::lastCallerOf);
    }
    Credential credential = context.getAuthParameters().getCredential();
    if (credential instanceof UsernamePasswordCredential given) {
      return signIn(request, context, given);
    }
    return validateSession(request, context);
  }

  private static String path(HttpServletRequest request) {
    String more = request.getPathInfo();
    return more == null ? request.getServletPath() : request.getServletPath() + more;
  }

  private AuthenticationStatus validateKey(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMessageContext context,
      Function<String, Optional<Caller>> whileDatabaseIsDown) {
    Optional<String> key = key(request);
    try {
      return key.flatMap(apiKeys::callerOf)
          .map(caller -> accept(context, caller))
          .orElseGet(() -> refuse(response, unknownKey()));
    } catch (DatabaseUnavailable e) {
      return key.flatMap(whileDatabaseIsDown)
          .map(caller -> accept(context, caller))
          .orElseGet(() -> refuse(response, unavailable()));
    }
  }

  private static AuthenticationStatus accept(HttpMessageContext context, Caller caller) {
    return context.notifyContainerAboutLogin(caller.name(), caller.roles());
  }

  private Problem unavailable() {
    return Problem.unavailable("The database cannot be asked now.", settings.retryAfter());
  }

  private static Optional<String> key(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(header);
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  private static Problem unknownKey() {
    return Problem.of(401, "Unauthorized", "The management API wants Authorization: Bearer <key>.")
        .withHeader("WWW-Authenticate", "Bearer");
  }

  private static AuthenticationStatus refuse(HttpServletResponse response, Problem problem) {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    problem.headers().forEach(response::setHeader);
    try {
      response.getOutputStream().write(problem.json());
      response.flushBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("the answer could not be sent", e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private AuthenticationStatus signIn(
      HttpServletRequest request, HttpMessageContext context, UsernamePasswordCredential given) {
    try {
      Optional<SignedIn> user = users.verify(given.getCaller(), given.getPassword().getValue());
      if (user.isEmpty()) {
        return AuthenticationStatus.SEND_FAILURE;
      }
      remember(request, user.get());
      return accept(context, user.get().caller());
    } catch (DatabaseUnavailable e) {
      // thrown on, it would come out of the server's security as a wrong password
      request.setAttribute(UNAVAILABLE, true);
      return AuthenticationStatus.SEND_FAILURE;
    }
  }

  /** Tells whether signing in failed because the users could not be looked up. */
  public static boolean couldNotAsk(HttpServletRequest request) {
    return request.getAttribute(UNAVAILABLE) != null;
  }

  /** Returns how the user of a session wants to read; nothing special where nobody signed in. */
  public static Preferences preferences(@Nullable HttpSession session) {
    return session != null && session.getAttribute(SIGNED_IN) instanceof SignedIn user
        ? user.preferences()
        : Preferences.NONE;
  }

  /**
   * Takes a user for signed in, under a new session id: a session which somebody else planted, or
   * knows, is worth nothing then.
   */
  public static void remember(HttpServletRequest request, SignedIn user) {
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    request.getSession().setAttribute(SIGNED_IN, user);
  }

  private AuthenticationStatus validateSession(
      HttpServletRequest request, HttpMessageContext context) {
    HttpSession session = request.getSession(false);
    if (session != null && session.getAttribute(SIGNED_IN) instanceof SignedIn user) {
      Optional<SignedIn> known = known(request, context, session, user);
      if (known.isPresent()) {
        session.setAttribute(SIGNED_IN, known.get());
        return accept(context, known.get().caller());
      }
      session.invalidate();
    }
    // what is open to everybody stands in web.xml
    if (!context.isProtected()) {
      return context.doNothing();
    }
    return context.redirect(request.getContextPath() + wanted(request).signInUrl());
  }

  private Optional<SignedIn> known(
      HttpServletRequest request, HttpMessageContext context, HttpSession session, SignedIn user) {
    if (Presence.hasEnded(request, session, clock.instant())) {
      return Optional.empty();
    }
    return context.isProtected() ? now(user) : Optional.of(user);
  }

  /**
   * Asks with every page who the user is by now: one who was removed or got another password is out
   * at once, and another role holds from here on. While the database is down the session is
   * trusted.
   */
  private Optional<SignedIn> now(SignedIn user) {
    try {
      return users.current(user);
    } catch (DatabaseUnavailable e) {
      return Optional.of(user);
    }
  }

  /**
   * What was to be done is not done afterwards; but forms lead to the page that they are on, which
   * can be asked for again, and knows what was typed there.
   */
  private static LocalPath wanted(HttpServletRequest request) {
    String query = request.getQueryString();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return LocalPath.of(query == null ? path : path + "?" + query);
  }
}
