package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that a call does not have: a filter that was misspelt must not silently
 * show everything.
 */
@Provider
@ApplicationSingleton
public class KnownParameters implements ContainerRequestFilter {

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    List<String> known = known();
    for (Map.Entry<String, List<String>> parameter :
        request.getUriInfo().getQueryParameters().entrySet()) {
      if (!known.contains(parameter.getKey())) {
        throw new InvalidInput(
            parameter.getKey(),
            String.join(", ", parameter.getValue()),
            known.isEmpty()
                ? "no query parameters"
                : "no other query parameters than " + String.join(", ", known));
      }
    }
  }

  private List<String> known() {
    Method method = resource == null ? null : resource.getResourceMethod();
    QueryParameters parameters =
        method == null ? null : method.getAnnotation(QueryParameters.class);
    return parameters == null ? List.of() : List.of(parameters.value());
  }
}
