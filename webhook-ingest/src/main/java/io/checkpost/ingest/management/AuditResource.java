package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.audit.AuditFilter;
import io.checkpost.ingest.audit.AuditLog;
import io.checkpost.ingest.audit.AuditVerification;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/audit}: who did what. */
@ApplicationSingleton
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class AuditResource {

  private final AuditLog log;
  private final AuditVerification verification;

  /** Creates the resource. */
  @Inject
  public AuditResource(AuditLog log, AuditVerification verification) {
    this.log = log;
    this.verification = verification;
  }

  /** Returns entries, the newest first. */
  @GET
  @QueryParameters({"actor", "action", "about", "portal", "from", "to", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    AuditFilter filter =
        new AuditFilter(
            query.text("actor"),
            query.text("action"),
            query.text("about"),
            query.id("portal", PortalId::new),
            query.instant("from"),
            query.instant("to"));
    return ListView.of(log.list(filter, query.limit(), query.cursor()), AuditEntryView::of);
  }

  /** Follows the whole chain and tells whether it holds. */
  @GET
  @Path("/verification")
  public AuditVerificationView verify() {
    return AuditVerificationView.of(verification.verify());
  }
}
