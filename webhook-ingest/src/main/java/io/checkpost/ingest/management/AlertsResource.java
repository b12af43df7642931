package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.AlertState;
import io.checkpost.ingest.alert.Alerts;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /api/v1/alerts}: what somebody has to know of. */
@ApplicationSingleton
@Path("/alerts")
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {

  private static final Map<String, AlertState> STATES = states();

  private final Alerts alerts;

  /** Creates the resource. */
  @Inject
  public AlertsResource(Alerts alerts) {
    this.alerts = alerts;
  }

  private static Map<String, AlertState> states() {
    Map<String, AlertState> byCode = new LinkedHashMap<>();
    for (AlertState state : AlertState.values()) {
      byCode.put(state.code(), state);
    }
    return byCode;
  }

  /** Returns alerts, the latest change first. */
  @GET
  @QueryParameters({"state", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(
        alerts.list(query.oneOf("state", STATES), query.limit(), query.cursor()), AlertView::of);
  }
}
