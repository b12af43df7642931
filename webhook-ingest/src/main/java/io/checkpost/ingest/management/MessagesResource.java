package io.checkpost.ingest.management;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.export.ExportFormat;
import io.checkpost.ingest.export.MessageExport;
import io.checkpost.ingest.export.MessageExports;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.message.Siblings;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.Replays;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/messages}. */
@ApplicationSingleton
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

  private static final Map<String, ExportFormat> FORMATS =
      Map.of(
          ExportFormat.CSV.code(), ExportFormat.CSV, ExportFormat.JSON.code(), ExportFormat.JSON);

  private final Messages messages;
  private final Siblings siblings;
  private final Deliveries deliveries;
  private final MessageFilters filters;
  private final Replays replays;
  private final Providers providers;
  private final MessageExports exports;

  /** Creates the resource. */
  @Inject
  public MessagesResource(
      Messages messages,
      Siblings siblings,
      Deliveries deliveries,
      MessageFilters filters,
      Replays replays,
      Providers providers,
      MessageExports exports) {
    this.messages = messages;
    this.siblings = siblings;
    this.deliveries = deliveries;
    this.filters = filters;
    this.replays = replays;
    this.providers = providers;
    this.exports = exports;
  }

  /** Returns messages that the filters leave. */
  @GET
  @QueryParameters({
    "portal",
    "provider",
    "disposition",
    "checkType",
    "outcome",
    "subject",
    "clientReference",
    "clientIdFlag",
    "from",
    "to",
    "limit",
    "cursor"
  })
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(
        messages.list(filters.read(query), query.limit(), query.cursor()), MessageItemView::of);
  }

  /**
   * Returns the messages that the filters leave as one file, written while it is read. Data leaves
   * by it, so that it is for operators only and logged.
   */
  @GET
  @Path("/export")
  @RolesAllowed(Roles.OPERATOR)
  @Produces({"text/csv", MediaType.APPLICATION_JSON})
  @QueryParameters({
    "format",
    "portal",
    "provider",
    "disposition",
    "checkType",
    "outcome",
    "subject",
    "clientReference",
    "clientIdFlag",
    "from",
    "to"
  })
  public Response export(@Context UriInfo uri, @Context SecurityContext security) {
    Query query = new Query(uri.getQueryParameters());
    ExportFormat format = query.oneOf("format", FORMATS);
    MessageExport export =
        exports.begin(
            filters.read(query),
            format == null ? ExportFormat.CSV : format,
            CallersOnly.name(security));
    return Response.ok((StreamingOutput) export::writeTo, export.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, export.contentDisposition())
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Returns a message with what it said and what became of it; masked for those who only view. */
  @GET
  @Path("/{id}")
  public MessageView get(@PathParam("id") String id, @Context SecurityContext security) {
    MessageId messageId = id(id);
    MessageDetail message = messages.find(messageId).orElseThrow(NotFound::new);
    MessageView view =
        MessageView.of(
            message,
            deliveries.withAttempts(messageId),
            siblings.of(messageId).orElseThrow(NotFound::new));
    return security.isUserInRole(Roles.OPERATOR)
        ? view
        : view.masked(field -> providers.mask(message.summary().provider(), field));
  }

  /** Returns the received bytes, which a browser must not take for a page. */
  @GET
  @Path("/{id}/body")
  @RolesAllowed(Roles.OPERATOR)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response body(@PathParam("id") String id) {
    MessageId messageId = id(id);
    byte[] body = messages.body(messageId).orElseThrow(NotFound::new);
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + messageId + ".bin\"")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Has a message observed again. */
  @POST
  @Path("/{id}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response replay(
      @PathParam("id") String id,
      @Nullable JsonMembers body,
      @Context UriInfo uri,
      @Context SecurityContext security) {
    String observer = body == null ? null : body.only("observer").text("observer");
    Replay made =
        replays
            .createForMessage(id(id), observer, CallersOnly.name(security))
            .orElseThrow(NotFound::new);
    return accepted(made, uri);
  }

  /** Has a message read again, as it is understood now. */
  @POST
  @Path("/{id}/reinterpret")
  public Response reinterpret(
      @PathParam("id") String id, @Context UriInfo uri, @Context SecurityContext security) {
    return accepted(
        replays.createToReread(id(id), CallersOnly.name(security)).orElseThrow(NotFound::new), uri);
  }

  private static Response accepted(Replay made, UriInfo uri) {
    return Response.accepted(ReplayView.of(made))
        .location(
            uri.getBaseUriBuilder().path(ReplaysResource.class).path(made.id().toString()).build())
        .build();
  }

  private static MessageId id(String text) {
    return new MessageId(Query.uuid("id", text));
  }
}
