package io.checkpost.ingest.management;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.relay.Deliveries;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /api/v1/messages}. */
@ApplicationSingleton
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

  private static final Map<String, Disposition> DISPOSITIONS = dispositions();
  private static final Map<String, Outcome> OUTCOMES = outcomes();
  private static final Map<String, ClientIdFlag> CLIENT_ID_FLAGS = clientIdFlags();

  private final Messages messages;
  private final Deliveries deliveries;
  private final Map<String, String> providerNames = new LinkedHashMap<>();
  private final Map<String, CheckType> checkTypes = new LinkedHashMap<>();

  /** Creates the resource. */
  @Inject
  public MessagesResource(Messages messages, Deliveries deliveries, Providers providers) {
    this.messages = messages;
    this.deliveries = deliveries;
    for (WebhookProvider provider : providers.all()) {
      providerNames.put(provider.name(), provider.name());
      provider.checkTypes().forEach(type -> checkTypes.put(type.code(), type));
    }
  }

  private static Map<String, Disposition> dispositions() {
    Map<String, Disposition> byCode = new LinkedHashMap<>();
    for (Disposition disposition : Disposition.values()) {
      byCode.put(disposition.code(), disposition);
    }
    return byCode;
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> byCode = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      byCode.put(outcome.code(), outcome);
    }
    return byCode;
  }

  private static Map<String, ClientIdFlag> clientIdFlags() {
    Map<String, ClientIdFlag> byCode = new LinkedHashMap<>();
    for (ClientIdFlag flag : ClientIdFlag.values()) {
      byCode.put(flag.code(), flag);
    }
    return byCode;
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
    MessageFilter filter =
        new MessageFilter(
            query.id("portal", PortalId::new),
            query.oneOf("provider", providerNames),
            query.oneOf("disposition", DISPOSITIONS),
            query.oneOf("checkType", checkTypes),
            query.oneOf("outcome", OUTCOMES),
            query.text("subject"),
            query.text("clientReference"),
            query.oneOf("clientIdFlag", CLIENT_ID_FLAGS),
            query.instant("from"),
            query.instant("to"));
    return ListView.of(messages.list(filter, query.limit(), query.cursor()), MessageItemView::of);
  }

  /** Returns a message with what it said and what became of it. */
  @GET
  @Path("/{id}")
  public MessageView get(@PathParam("id") String id) {
    MessageId messageId = id(id);
    return messages
        .find(messageId)
        .map(message -> MessageView.of(message, deliveries.of(messageId)))
        .orElseThrow(NotFound::new);
  }

  /** Returns the received bytes, which a browser must not take for a page. */
  @GET
  @Path("/{id}/body")
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

  private static MessageId id(String text) {
    return new MessageId(Query.uuid("id", text));
  }
}
