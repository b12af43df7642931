package io.checkpost.ingest.intake;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The intake as a JAX-RS application of its own: none of the management API's filters apply here.
 */
@ApplicationPath("/hooks")
public class IntakeApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(HooksResource.class, IntakeProblems.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        // an OPTIONS request is answered 405 like any other that is not a POST
        "jersey.config.server.wadl.disableWadl", true,
        // entities here are bytes
        "jersey.config.server.disableMoxyJson", true,
        "jersey.config.disableAutoDiscovery", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
