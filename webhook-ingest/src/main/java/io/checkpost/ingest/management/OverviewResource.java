package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.activity.ActivePortal;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.attention.AttentionQueue;
import io.checkpost.ingest.dispatch.DispatchHealth;
import io.checkpost.ingest.overview.Period;
import io.checkpost.ingest.overview.Received;
import io.checkpost.ingest.overview.ReceivedFigures;
import io.checkpost.ingest.relay.Deliveries;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/overview}: how things stand, in figures. */
@ApplicationSingleton
@Path("/overview")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

  private static final int MOST_OPEN = 1000;
  private static final int MOST_PORTALS = 100;
  private static final Map<String, Period> PERIODS = periods();

  private final ReceivedFigures figures;
  private final AttentionQueue queue;
  private final Deliveries deliveries;
  private final DispatchHealth dispatch;
  private final PortalActivity activity;

  /** Creates the resource. */
  @Inject
  public OverviewResource(
      ReceivedFigures figures,
      AttentionQueue queue,
      Deliveries deliveries,
      DispatchHealth dispatch,
      PortalActivity activity) {
    this.figures = figures;
    this.queue = queue;
    this.deliveries = deliveries;
    this.dispatch = dispatch;
    this.activity = activity;
  }

  private static Map<String, Period> periods() {
    Map<String, Period> byCode = new LinkedHashMap<>();
    for (Period period : Period.values()) {
      byCode.put(period.code(), period);
    }
    return byCode;
  }

  /** Returns the figures, of one portal where it can be told apart. */
  @GET
  @QueryParameters({"period", "portal"})
  public OverviewView get(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    Period asked = query.oneOf("period", PERIODS);
    Period period = asked == null ? Period.DAY : asked;
    PortalId portal = query.id("portal", PortalId::new);
    Received received = figures.of(period, portal, ZoneId.systemDefault());
    return new OverviewView(
        period.code(),
        received.from().toString(),
        received.to().toString(),
        received.slots().stream().map(OverviewView.SlotView::of).toList(),
        received.reported().stream().map(OverviewView.ReportedView::of).toList(),
        OverviewView.OpenView.of(queue.open(portal, MOST_OPEN)),
        OverviewView.UndeliveredView.of(deliveries.undelivered(portal)),
        dispatch.failingObservers().stream().map(OverviewView.FailingObserverView::of).toList(),
        dispatch.oldestPending().map(OverviewView.PendingView::of).orElse(null),
        lastMessages(portal).stream().map(OverviewView.LastMessageView::of).toList());
  }

  private List<ActivePortal> lastMessages(@Nullable PortalId portal) {
    return portal == null
        ? activity.mostTelling(MOST_PORTALS)
        : activity.of(List.of(portal)).entrySet().stream()
            .map(known -> new ActivePortal(known.getKey(), known.getValue()))
            .toList();
  }
}
