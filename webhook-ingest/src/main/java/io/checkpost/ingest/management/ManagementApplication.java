package io.checkpost.ingest.management;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The management API as a JAX-RS application of its own. */
@ApplicationPath("/api/v1")
public class ManagementApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        PortalsResource.class,
        PortalFileResource.class,
        MessagesResource.class,
        SubjectsResource.class,
        RefusalsResource.class,
        ObserversResource.class,
        ObservationsResource.class,
        DeliveriesResource.class,
        RelayTargetsResource.class,
        RelayTestResource.class,
        SimulationsResource.class,
        AlertsResource.class,
        AttentionResource.class,
        AuditResource.class,
        OverviewResource.class,
        ReplaysResource.class,
        SavedViewsResource.class,
        UsersResource.class,
        ApiKeysResource.class,
        SettingsResource.class,
        CallersOnly.class,
        PermittedOnly.class,
        KnownParameters.class,
        JsonBodies.class,
        ApiProblems.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        // the server's own JSON libraries would otherwise come before JsonBodies
        "jersey.config.server.disableMoxyJson", true,
        "jersey.config.disableAutoDiscovery", true,
        "jersey.config.server.disableAutoDiscovery", true);
  }
}
