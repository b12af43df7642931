package io.checkpost.web.signin;

import io.checkpost.web.security.LocalPath;
import io.checkpost.web.security.PathAuthentication;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lets users in, through the application's one authentication mechanism. */
@Named
@RequestScoped
public class SignIn {

  private static final String WRONG = "sign-in.wrong";
  private static final String UNAVAILABLE = "sign-in.unavailable";

  @Inject private SecurityContext security;
  @Inject private FacesContext faces;

  private @Nullable String then;
  private @Nullable String name;
  private @Nullable String password;
  private @Nullable String problem;

  /** Checks name and password and goes on to the page that was asked for. */
  public void enter() throws IOException {
    ExternalContext external = faces.getExternalContext();
    AuthenticationStatus status = authenticate(external);
    if (status == AuthenticationStatus.SUCCESS) {
      external.redirect(external.getRequestContextPath() + LocalPath.of(then).value());
    } else if (status == AuthenticationStatus.SEND_CONTINUE) {
      faces.responseComplete();
    } else {
      problem = PathAuthentication.couldNotAsk(request(external)) ? UNAVAILABLE : WRONG;
    }
    password = null;
  }

  private AuthenticationStatus authenticate(ExternalContext external) {
    if (name == null || password == null) {
      return AuthenticationStatus.SEND_FAILURE;
    }
    return security.authenticate(
        request(external),
        (HttpServletResponse) external.getResponse(),
        AuthenticationParameters.withParams()
            .credential(new UsernamePasswordCredential(name.strip(), new Password(password)))
            .newAuthentication(true)
            .rememberMe(false));
  }

  private static HttpServletRequest request(ExternalContext external) {
    return (HttpServletRequest) external.getRequest();
  }

  /** Returns the key of what went wrong; null when nothing did. */
  public @Nullable String getProblem() {
    return problem;
  }

  /** Tells whether name or password is wrong, which is not told apart. */
  public boolean isRejected() {
    return WRONG.equals(problem);
  }

  /** Tells whether the user has just signed out. */
  public boolean isSignedOut() {
    return problem == null
        && faces.getExternalContext().getRequestParameterMap().containsKey("signed-out");
  }

  /** Returns the path to go on to; null for the first page. */
  public @Nullable String getThen() {
    return then;
  }

  /** Takes the path to go on to. */
  public void setThen(@Nullable String then) {
    this.then = then;
  }

  /** Returns the name that was given. */
  public @Nullable String getName() {
    return name;
  }

  /** Takes the name. */
  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** Returns nothing: a password is not shown again. */
  public @Nullable String getPassword() {
    return null;
  }

  /** Takes the password. */
  public void setPassword(@Nullable String password) {
    this.password = password;
  }
}
