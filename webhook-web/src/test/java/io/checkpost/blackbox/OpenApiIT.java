package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document at {@code /openapi} against the contract, and answers against the document. */
class OpenApiIT {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final Client client = Shared.on(Dialect.H2).client();
  private final JsonNode document = document();

  private JsonNode document() {
    try {
      HttpResponse<byte[]> response =
          client.send(client.request("/openapi").header("Accept", "application/json").build());
      assertThat(response.statusCode()).isEqualTo(200);
      return Client.JSON.readTree(new String(response.body(), UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyCallOfTheContractIsDescribedAndNothingElse() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            described.add(method + " " + path.getKey());
                          }
                        }));

    assertThat(described)
        .containsExactlyInAnyOrder(
            "post /hooks/{provider}/{token}",
            "get /api/v1/portals",
            "post /api/v1/portals",
            "get /api/v1/portals/{id}",
            "patch /api/v1/portals/{id}",
            "delete /api/v1/portals/{id}",
            "post /api/v1/portals/{id}/token",
            "post /api/v1/portals/{id}/signing-secret",
            "post /api/v1/portals/{id}/header",
            "post /api/v1/portals/{id}/relay-test",
            "get /api/v1/portals/file",
            "post /api/v1/portals/file",
            "get /api/v1/simulations/kinds",
            "post /api/v1/simulations",
            "get /api/v1/messages",
            "get /api/v1/messages/export",
            "get /api/v1/saved-views",
            "post /api/v1/saved-views",
            "get /api/v1/saved-views/{id}",
            "patch /api/v1/saved-views/{id}",
            "delete /api/v1/saved-views/{id}",
            "get /api/v1/messages/{id}",
            "get /api/v1/messages/{id}/body",
            "post /api/v1/messages/{id}/replay",
            "post /api/v1/messages/{id}/reinterpret",
            "get /api/v1/replays",
            "post /api/v1/replays",
            "get /api/v1/replays/{id}",
            "post /api/v1/replays/{id}/pause",
            "post /api/v1/replays/{id}/resume",
            "post /api/v1/replays/{id}/cancel",
            "get /api/v1/subjects/{provider}/{subjectId}",
            "get /api/v1/subjects/{provider}/{subjectId}/changes",
            "get /api/v1/subjects/{provider}/{subjectId}/related",
            "get /api/v1/observers",
            "get /api/v1/observations",
            "post /api/v1/observations/retry",
            "post /api/v1/observations/close",
            "get /api/v1/refusals",
            "get /api/v1/deliveries",
            "get /api/v1/deliveries/{id}",
            "get /api/v1/deliveries/{id}/attempts/{number}/response",
            "post /api/v1/deliveries/{id}/retry",
            "post /api/v1/deliveries/retry",
            "post /api/v1/deliveries/{id}/close",
            "post /api/v1/deliveries/close",
            "get /api/v1/relay-targets",
            "get /api/v1/relay-targets/undelivered",
            "post /api/v1/relay-targets/{portalId}/pause",
            "post /api/v1/relay-targets/{portalId}/resume",
            "post /api/v1/relay-targets/{portalId}/enable",
            "get /api/v1/alerts",
            "get /api/v1/overview",
            "get /api/v1/attention",
            "get /api/v1/attention/{id}",
            "post /api/v1/attention/{id}/acknowledge",
            "post /api/v1/attention/{id}/resolve",
            "post /api/v1/attention/{id}/ignore",
            "post /api/v1/attention/{id}/reopen",
            "get /api/v1/users",
            "post /api/v1/users",
            "patch /api/v1/users/{name}",
            "delete /api/v1/users/{name}",
            "get /api/v1/api-keys",
            "post /api/v1/api-keys",
            "delete /api/v1/api-keys/{id}",
            "get /api/v1/audit",
            "get /api/v1/audit/verification",
            "get /api/v1/settings");
  }

  @Test
  void answersHaveWhatTheDocumentSays() {
    Portal portal = client.newPortal("credas");
    Answer answer = client.post(portal, OutageIT.body(23));

    assertDescribed(client.get("/api/v1/portals?limit=5"), "get", "/api/v1/portals");
    assertDescribed(client.get("/api/v1/portals/file"), "get", "/api/v1/portals/file");
    ObjectNode file = Client.JSON.createObjectNode();
    file.putObject("portals");
    assertDescribed(
        client.api("POST", "/api/v1/portals/file?dryRun=true", file, 200),
        "post",
        "/api/v1/portals/file");
    assertDescribed(client.get("/api/v1/portals/" + portal.id()), "get", "/api/v1/portals/{id}");
    assertDescribed(
        client.get("/api/v1/messages?portal=" + portal.id()), "get", "/api/v1/messages");
    assertDescribed(
        client.get("/api/v1/messages/export?format=json&portal=" + portal.id()),
        "get",
        "/api/v1/messages/export");
    assertDescribed(client.get("/api/v1/alerts"), "get", "/api/v1/alerts");
    assertDescribed(client.get("/api/v1/overview"), "get", "/api/v1/overview");
    assertDescribed(client.message(answer.messageId()), "get", "/api/v1/messages/{id}");
    assertDescribed(
        client.subject("credas", "9811e0dc-7bbb-4fdf-be96-b8c7c105080f"),
        "get",
        "/api/v1/subjects/{provider}/{subjectId}");
    String person = "/api/v1/subjects/credas/9811e0dc-7bbb-4fdf-be96-b8c7c105080f";
    JsonNode changes = client.get(person + "/changes?related=true&portal=" + portal.id());
    assertThat(changes.at("/items/0/messageId").textValue()).isEqualTo(answer.messageId());
    assertDescribed(changes, "get", "/api/v1/subjects/{provider}/{subjectId}/changes");
    assertDescribed(
        client.get(person + "/related"), "get", "/api/v1/subjects/{provider}/{subjectId}/related");
    assertDescribed(client.get("/api/v1/observers"), "get", "/api/v1/observers");
    assertDescribed(client.get("/api/v1/users"), "get", "/api/v1/users");
    assertDescribed(client.get("/api/v1/api-keys"), "get", "/api/v1/api-keys");
    assertDescribed(client.get("/api/v1/settings"), "get", "/api/v1/settings");
    assertDescribed(client.get("/api/v1/audit?portal=" + portal.id()), "get", "/api/v1/audit");
    JsonNode verification = client.get("/api/v1/audit/verification");
    assertThat(verification.get("holds").booleanValue()).isTrue();
    assertDescribed(verification, "get", "/api/v1/audit/verification");
    assertDescribed(answer.json(), "post", "/hooks/{provider}/{token}");
    assertReplaysDescribed(answer.messageId());
  }

  @Test
  void whatNeedsAPersonIsWhatTheDocumentSays() {
    Portal portal = client.newPortal("credas");
    client.post(portal, "{\"UpdateType\":99}");
    String list = "/api/v1/attention?portal=" + portal.id();
    Waiting.until(
        Duration.ofMinutes(1),
        () -> client.get(list).toString(),
        () -> client.get(list).path("items").size() == 1);
    assertDescribed(client.get(list + "&kind=unrecognised"), "get", "/api/v1/attention");
    String item = "/api/v1/attention/" + client.get(list).at("/items/0/id").textValue();
    assertDescribed(client.get(item), "get", "/api/v1/attention/{id}");

    ObjectNode decision = Client.JSON.createObjectNode().put("comment", "asked the provider");
    for (String action : List.of("acknowledge", "resolve", "reopen", "ignore")) {
      JsonNode done = client.api("POST", item + "/" + action, decision, 200);
      assertDescribed(done, "post", "/api/v1/attention/{id}/" + action);
      assertThat(done.path("comment").textValue()).isEqualTo("asked the provider");
    }
    assertThat(client.get(item).path("history")).hasSize(5);
    assertThat(client.get(list).path("items")).isEmpty();
    assertThat(client.get(list + "&state=ignored").path("items")).hasSize(1);
    assertThat(client.api("POST", item + "/resolve", decision, 409).path("detail").textValue())
        .contains("ignored already");
    client.api("POST", item + "/reopen", Client.JSON.createObjectNode().put("timesSeen", 0), 400);
  }

  private void assertReplaysDescribed(String messageId) {
    JsonNode made =
        client.api(
            "POST",
            "/api/v1/messages/" + messageId + "/replay",
            Client.JSON.createObjectNode(),
            202);
    assertDescribed(made, "get", "/api/v1/replays/{id}");
    ObjectNode chosen = Client.JSON.createObjectNode().put("kind", "observe");
    chosen
        .putObject("filter")
        .putArray("messages")
        .add(messageId)
        .add(UUID.randomUUID().toString());
    assertThat(
            client
                .api("POST", "/api/v1/replays", chosen.deepCopy().put("dryRun", true), 200)
                .path("messages")
                .intValue())
        .isEqualTo(1);
    JsonNode several = client.api("POST", "/api/v1/replays", chosen, 201);
    assertDescribed(several, "get", "/api/v1/replays/{id}");
    assertThat(several.at("/filter/chosen").intValue()).isEqualTo(2);
    chosen.putObject("filter").putArray("messages");
    assertThat(client.api("POST", "/api/v1/replays", chosen, 400).path("field").textValue())
        .isEqualTo("filter.messages");
    assertDescribed(client.get("/api/v1/replays?limit=5"), "get", "/api/v1/replays");
  }

  @Test
  void savedViewsAreWhatTheDocumentSays() {
    ObjectNode view = Client.JSON.createObjectNode().put("name", "Failed " + UUID.randomUUID());
    view.putObject("filter").put("outcome", "failed").put("from", "2026-11-01T00:00:00Z");
    JsonNode made = client.api("POST", "/api/v1/saved-views", view, 201);
    String path = "/api/v1/saved-views/" + made.path("id").textValue();

    assertDescribed(made, "get", "/api/v1/saved-views/{id}");
    assertDescribed(client.get("/api/v1/saved-views"), "get", "/api/v1/saved-views");
    assertThat(made.at("/filter/from").textValue()).isEqualTo("2026-11-01T00:00:00Z");
    client.api("POST", "/api/v1/saved-views", view, 409);
    JsonNode changed =
        client.api("PATCH", path, Client.JSON.createObjectNode().put("shared", true), 200);
    assertDescribed(changed, "patch", "/api/v1/saved-views/{id}");
    assertThat(changed.path("shared").booleanValue()).isTrue();
    assertThat(changed.path("name")).isEqualTo(made.path("name"));

    for (String personal : List.of("subject", "clientReference")) {
      view.putObject("filter").put(personal, "olivia@example.com");
      JsonNode refused = client.api("POST", "/api/v1/saved-views", view, 400);
      assertThat(refused.path("field").textValue()).isEqualTo("filter." + personal);
      assertThat(refused.toString()).doesNotContain("olivia");
    }
  }

  @Test
  void deliveriesAreWhatTheDocumentSays() {
    Portal portal =
        client.newPortal("credas", more -> more.put("relayUrl", "https://relay.invalid/hook"));
    String message = client.post(portal, OutageIT.body(24)).messageId();
    Waiting.until(
        Duration.ofMinutes(1),
        () -> client.message(message).toString(),
        () -> client.message(message).at("/deliveries/0/attempts").asInt() > 0);
    String delivery = client.message(message).at("/deliveries/0/id").textValue();

    assertDescribed(client.message(message), "get", "/api/v1/messages/{id}");
    assertDescribed(
        client.get("/api/v1/deliveries?state=pending&portal=" + portal.id()),
        "get",
        "/api/v1/deliveries");
    JsonNode detail = client.get("/api/v1/deliveries/" + delivery);
    assertDescribed(detail, "get", "/api/v1/deliveries/{id}");
    assertThat(detail.at("/attempts/0/cause").textValue()).isEqualTo("dns");
    assertDescribed(client.get("/api/v1/relay-targets"), "get", "/api/v1/relay-targets");
    assertDescribed(
        client.get("/api/v1/relay-targets/undelivered"),
        "get",
        "/api/v1/relay-targets/undelivered");
    assertThat(client.get("/api/v1/deliveries?cause=dns&target=" + portal.id()).path("items"))
        .hasSize(1);
  }

  @Test
  void aTestOfARelayUrlIsWhatTheDocumentSays() {
    Portal portal =
        client.newPortal("credas", more -> more.put("relayUrl", "https://relay.invalid/hook"));
    String call = "/api/v1/portals/" + portal.id() + "/relay-test";

    JsonNode reply = client.api("POST", call, Client.JSON.createObjectNode(), 200);

    assertDescribed(reply, "post", "/api/v1/portals/{id}/relay-test");
    assertThat(reply.path("delivered").booleanValue()).isFalse();
    assertThat(reply.path("cause").textValue()).isEqualTo("dns");
    String nowhere = "/api/v1/portals/" + client.newPortal("credas").id() + "/relay-test";
    client.api("POST", nowhere, Client.JSON.createObjectNode(), 409);
  }

  @Test
  void aSimulationIsWhatTheDocumentSaysAndStaysMarked() {
    Portal portal = client.newPortal("w2");
    String kinds = "/api/v1/simulations/kinds?portal=" + portal.id();
    assertDescribed(client.get(kinds), "get", "/api/v1/simulations/kinds");
    ObjectNode wanted =
        Client.JSON
            .createObjectNode()
            .put("portal", portal.id())
            .put("kind", "identification")
            .put("scenario", "fraud_confirmed");

    JsonNode draft =
        client.api("POST", "/api/v1/simulations", wanted.deepCopy().put("dryRun", true), 200);
    assertDescribed(draft, "post", "/api/v1/simulations");
    assertThat(client.get("/api/v1/messages?portal=" + portal.id()).path("items")).isEmpty();

    wanted.put("run", draft.path("run").textValue());
    JsonNode sent = client.api("POST", "/api/v1/simulations", wanted, 200);
    assertDescribed(sent, "post", "/api/v1/simulations");
    assertThat(sent.path("complete").booleanValue()).isTrue();
    assertThat(sent.at("/messages/1/body")).isEqualTo(draft.at("/messages/1/body"));
    assertThat(sent.findValuesAsText("disposition")).containsExactly("accepted", "accepted");
    JsonNode last = client.message(sent.at("/messages/1/messageId").textValue());
    assertThat(last.path("simulated").booleanValue()).isTrue();
    assertThat(last.path("test").booleanValue()).isTrue();
    assertThat(last.at("/updates/0/outcome").textValue()).isEqualTo("failed");
    assertThat(last.at("/updates/0/previousOutcome").textValue()).isEqualTo("review");

    wanted.remove("scenario");
    for (String disposition : List.of("accepted", "duplicate")) {
      JsonNode again = client.api("POST", "/api/v1/simulations", wanted, 200);
      assertThat(again.at("/messages/0/disposition").textValue()).isEqualTo(disposition);
    }
  }

  @Test
  void nothingIsSimulatedAboutSomebodyReal() {
    Portal portal = client.newPortal("credas");
    String real = "5811e0dc-7bbb-4fdf-be96-b8c7c105080f";
    client.post(
        portal,
        "{\"UpdateType\":3,\"Payload\":{\"EntityIdvEntryId\":\"x\",\"VerificationResult\":2,\"EntityId\":\""
            + real
            + "\"}}");
    ObjectNode wanted =
        Client.JSON
            .createObjectNode()
            .put("portal", portal.id())
            .put("kind", "liveness")
            .put("subjectId", "{" + real.toUpperCase(java.util.Locale.ROOT) + "}");

    JsonNode refusal = client.api("POST", "/api/v1/simulations", wanted, 409);

    assertThat(refusal.path("detail").textValue()).contains("real people");
    assertThat(client.get("/api/v1/messages?portal=" + portal.id()).path("items")).hasSize(1);
    client.api("POST", "/api/v1/simulations", wanted.put("subjectId", "nobody-yet"), 200);
    client.api("POST", "/api/v1/simulations", wanted, 200);
  }

  @Test
  void nobodyElseCanMarkAMessageAsSimulated() {
    Portal portal = client.newPortal("credas");
    String id =
        client
            .post(
                portal,
                OutageIT.body(77).getBytes(UTF_8),
                java.util.Map.of("x-checkpost-simulated", "me"))
            .messageId();

    assertThat(client.message(id).path("simulated").booleanValue()).isFalse();
    assertThat(client.message(id).path("test").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "kind, palm, kind",
    "scenario, nothing, scenario",
    "person, nobody, person",
    "target, moon, target",
    "run, now, run",
    "portal, 7, portal",
    "portal, 00000000-0000-0000-0000-000000000000, portal",
  })
  void whatCannotBeSimulatedIsNamed(String member, String value, String field) {
    ObjectNode wanted =
        Client.JSON
            .createObjectNode()
            .put("portal", client.newPortal("credas").id())
            .put("kind", "liveness");
    JsonNode problem = client.api("POST", "/api/v1/simulations", wanted.put(member, value), 400);

    assertThat(problem.path("field").textValue()).isEqualTo(field);
  }

  private void assertDescribed(JsonNode actual, String method, String path) {
    JsonNode schema =
        document
            .path("paths")
            .path(path)
            .path(method)
            .path("responses")
            .path("200")
            .path("content")
            .path("application/json")
            .path("schema");
    List<String> faults = new ArrayList<>();
    compare(path, actual, schema, faults);
    assertThat(faults).isEmpty();
  }

  /** Loosely: every member is described, every required one is there, arrays are arrays. */
  private void compare(String where, JsonNode actual, JsonNode described, List<String> faults) {
    JsonNode schema = resolved(described);
    if (schema.isMissingNode()) {
      faults.add(where + " is not described");
    } else if (schema.has("items") && !actual.isNull()) {
      for (int i = 0; i < actual.size(); i++) {
        compare(where + "[" + i + "]", actual.get(i), schema.path("items"), faults);
      }
    } else if (schema.has("properties") || schema.has("allOf")) {
      compareMembers(where, actual, schema, faults);
    }
  }

  private void compareMembers(String where, JsonNode actual, JsonNode schema, List<String> faults) {
    for (JsonNode required : schema.path("required")) {
      if (!actual.isNull() && !actual.has(required.textValue())) {
        faults.add(where + "." + required.textValue() + " is missing");
      }
    }
    actual
        .properties()
        .forEach(
            member ->
                compare(
                    where + "." + member.getKey(),
                    member.getValue(),
                    property(schema, member.getKey()),
                    faults));
  }

  private JsonNode property(JsonNode schema, String name) {
    JsonNode own = schema.path("properties").path(name);
    for (JsonNode part : schema.path("allOf")) {
      JsonNode inherited = property(resolved(part), name);
      own = own.isMissingNode() ? inherited : own;
    }
    return own;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isTextual() ? document.at(reference.textValue().substring(1)) : schema;
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/portals/7/relay-test, 400, id",
    "POST, /api/v1/portals/00000000-0000-0000-0000-000000000000/relay-test, 404, ''",
    "GET, /api/v1/portals?parentId=7, 400, parentId",
    "GET, /api/v1/overview?period=1h, 400, period",
    "GET, /api/v1/messages?colour=red, 400, colour",
    "GET, /api/v1/messages?limit=201, 400, limit",
    "GET, /api/v1/messages?limit=x, 400, limit",
    "GET, /api/v1/messages?disposition=lost, 400, disposition",
    "GET, /api/v1/messages?from=yesterday, 400, from",
    "GET, /api/v1/messages?cursor=x, 400, cursor",
    "GET, /api/v1/observations?state=lost, 400, state",
    "GET, /api/v1/observations?cursor=x, 400, cursor",
    "GET, /api/v1/messages/export?format=xls, 400, format",
    "GET, /api/v1/messages/export?limit=5, 400, limit",
    "GET, /api/v1/messages/export?outcome=perhaps, 400, outcome",
    "GET, /api/v1/saved-views/7, 400, id",
    "GET, /api/v1/saved-views?limit=5, 400, limit",
    "POST, /api/v1/saved-views, 400, body",
    "GET, /api/v1/messages/7, 400, id",
    "GET, /api/v1/messages/00000000-0000-0000-0000-000000000000, 404, ''",
    "GET, /api/v1/replays/7, 400, id",
    "GET, /api/v1/replays/00000000-0000-0000-0000-000000000000, 404, ''",
    "POST, /api/v1/replays/00000000-0000-0000-0000-000000000000/cancel, 404, ''",
    "POST, /api/v1/messages/00000000-0000-0000-0000-000000000000/replay, 404, ''",
    "POST, /api/v1/replays, 400, body",
    "GET, /api/v1/nothing, 404, ''",
    "GET, /api/v1/subjects/credas/nobody, 404, ''",
    "GET, /api/v1/subjects/credas/nobody/changes, 404, ''",
    "GET, /api/v1/subjects/credas/nobody/changes?related=perhaps, 400, related",
    "GET, /api/v1/subjects/credas/nobody/changes?cursor=x, 400, cursor",
    "GET, /api/v1/subjects/credas/nobody/related, 404, ''",
    "GET, /api/v1/subjects/credas/nobody/related?limit=5, 400, limit",
    "DELETE, /api/v1/messages, 405, ''",
    "GET, /api/v1/deliveries?state=lost, 400, state",
    "GET, /api/v1/deliveries?outcome=passed, 400, outcome",
    "GET, /api/v1/deliveries/7, 400, id",
    "GET, /api/v1/deliveries/00000000-0000-0000-0000-000000000000, 404, ''",
    "GET, /api/v1/deliveries/00000000-0000-0000-0000-000000000000/attempts/0/response, 400, number",
    "POST, /api/v1/deliveries/00000000-0000-0000-0000-000000000000/retry, 404, ''",
    "GET, /api/v1/deliveries?cause=bad-luck, 400, cause",
    "POST, /api/v1/deliveries/00000000-0000-0000-0000-000000000000/close, 404, ''",
    "POST, /api/v1/relay-targets/00000000-0000-0000-0000-000000000000/enable, 404, ''",
    "POST, /api/v1/relay-targets/00000000-0000-0000-0000-000000000000/pause, 404, ''",
    "POST, /api/v1/relay-targets/00000000-0000-0000-0000-000000000000/resume, 404, ''",
    "GET, /api/v1/relay-targets/undelivered?cursor=x, 400, cursor",
    "GET, /api/v1/relay-targets?cursor=x, 400, cursor",
  })
  void wrongCallsAreProblemsThatNameTheField(String method, String path, int status, String field)
      throws IOException {
    Answer answer =
        Answer.of(
            client.send(
                client
                    .authorised(path)
                    .method(method, java.net.http.HttpRequest.BodyPublishers.noBody())
                    .build()));

    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
    if (!field.isEmpty()) {
      assertThat(answer.json().path("accepted").isMissingNode()).isFalse();
    }
  }

  @Test
  void nobodyWithoutAKeyIsAnswered() throws IOException {
    for (String path : List.of("/api/v1/messages", "/api/v1/portals", "/api/v1/nothing")) {
      assertThat(Answer.of(client.send(client.request(path).build())).status()).isEqualTo(401);
      assertThat(
              Answer.of(
                      client.send(
                          client.request(path).header("Authorization", "Bearer wrong").build()))
                  .status())
          .isEqualTo(401);
    }
  }
}
