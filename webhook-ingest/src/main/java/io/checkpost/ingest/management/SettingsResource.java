package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/settings}: what is in force on the node that answers. */
@ApplicationSingleton
@Path("/settings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class SettingsResource {

  private final Settings settings;

  /** Creates the resource. */
  @Inject
  public SettingsResource(Settings settings) {
    this.settings = settings;
  }

  /** Returns all settings, secrets not among their values. */
  @GET
  public ListView list() {
    return ListView.of(new Page<>(settings.inForce(), null), SettingView::of);
  }
}
