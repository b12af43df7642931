package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets nobody in who is not known, whatever the server's authentication did: should it be set up
 * wrongly, the API is closed and not open. Runs before anything is known of the request, so that a
 * stranger learns nothing of what exists.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHORIZATION)
@ApplicationSingleton
public class CallersOnly implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    SecurityContext security = request.getSecurityContext();
    if (security == null || security.getUserPrincipal() == null) {
      request.abortWith(unknownCaller().toResponse());
    } else if (!security.isUserInRole(Roles.VIEWER)) {
      request.abortWith(
          Problem.of(403, "Forbidden", "This caller has no role in the management API.")
              .toResponse());
    }
  }

  /** Returns the name of whoever was let in. */
  static String name(SecurityContext security) {
    return security.getUserPrincipal().getName();
  }

  private static Problem unknownCaller() {
    return Problem.of(401, "Unauthorized", "The management API wants Authorization: Bearer <key>.")
        .withHeader("WWW-Authenticate", "Bearer");
  }
}
