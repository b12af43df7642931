package io.checkpost.web.security;

import io.checkpost.ingest.access.Roles;
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

  /** Tells whether the user may act, and see what is personal. */
  public boolean isOperator() {
    return security.isCallerInRole(Roles.OPERATOR);
  }

  /** Tells whether the user may set things up. */
  public boolean isAdministrator() {
    return security.isCallerInRole(Roles.ADMINISTRATOR);
  }
}
