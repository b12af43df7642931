package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller do what their role allows: what {@link RolesAllowed} says of the method, or else of
 * its class, or else everybody may read and operators may act. So a call that nobody thought about
 * is no hole.
 */
@Provider
@Priority(PermittedOnly.BEFORE_THE_SERVERS_OWN)
@ApplicationSingleton
public class PermittedOnly implements ContainerRequestFilter {

  /** Some servers read the annotation too, and would answer without saying which role it takes. */
  static final int BEFORE_THE_SERVERS_OWN = Priorities.AUTHORIZATION - 1;

  private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    List<String> allowed = allowed(request.getMethod());
    SecurityContext security = request.getSecurityContext();
    if (allowed.stream().noneMatch(security::isUserInRole)) {
      request.abortWith(refusal(allowed).toResponse());
    }
  }

  private static Problem refusal(List<String> allowed) {
    String role = String.join(" or ", allowed);
    return Problem.of(403, "Forbidden", "This call wants the role %s.".formatted(role))
        .with("role", role);
  }

  private List<String> allowed(String httpMethod) {
    RolesAllowed said = said();
    if (said != null) {
      return Arrays.asList(said.value());
    }
    return List.of(READING.contains(httpMethod) ? Roles.VIEWER : Roles.OPERATOR);
  }

  private @Nullable RolesAllowed said() {
    Method method = resource == null ? null : resource.getResourceMethod();
    if (method == null) {
      return null;
    }
    RolesAllowed ofMethod = method.getAnnotation(RolesAllowed.class);
    return ofMethod != null
        ? ofMethod
        : method.getDeclaringClass().getAnnotation(RolesAllowed.class);
  }
}
