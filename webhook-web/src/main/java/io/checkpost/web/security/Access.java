package io.checkpost.web.security;

import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.configuration.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;

/**
 * What the user of a page may do, so that it offers nothing else. What is refused is a matter of
 * {@code web.xml}.
 */
@Named
@RequestScoped
public class Access {

  @Inject private SecurityContext security;
  @Inject private Settings settings;

  /** Tells whether the user may act, and see what is personal. */
  public boolean isOperator() {
    return security.isCallerInRole(Roles.OPERATOR);
  }

  /** Tells whether the user may have messages made up. */
  public boolean isSimulator() {
    return isOperator() && settings.simulator();
  }

  /** Tells whether the user may set things up. */
  public boolean isAdministrator() {
    return security.isCallerInRole(Roles.ADMINISTRATOR);
  }
}
