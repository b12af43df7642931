package io.checkpost.benchmark.baseline;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The endpoints as a JAX-RS application set up as Checkpost's intake is. */
@ApplicationPath("/")
public class BaselineApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(NoOpResource.class, GroupCommitResource.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        "jersey.config.server.disableMoxyJson", true,
        "jersey.config.disableAutoDiscovery", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
