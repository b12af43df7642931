package io.checkpost.blackbox;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.blackbox.observer.WritingObserver;
import io.checkpost.ingest.database.Dialect;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays on the packaged server, through its API. */
@Timeout(300)
class ReplayIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<String> ENDS = Set.of("finished", "failed", "cancelled");

  private static ObjectNode json() {
    return Client.JSON.createObjectNode();
  }

  private static ObjectNode of(Portal portal, String kind) {
    ObjectNode request = json().put("kind", kind);
    request.putObject("filter").put("portal", portal.id());
    return request;
  }

  private static JsonNode create(Client client, ObjectNode request) {
    return client.api("POST", "/api/v1/replays", request, 201);
  }

  private static JsonNode replay(Client client, JsonNode made) {
    return client.get("/api/v1/replays/" + made.path("id").textValue());
  }

  private static JsonNode end(Client client, JsonNode made) {
    Waiting.until(
        PATIENCE,
        () -> replay(client, made).toString(),
        () -> ENDS.contains(replay(client, made).path("state").textValue()));
    return replay(client, made);
  }

  private static String rightToRent(String subject, int check, int status) {
    return """
        {"UpdateType":7,"Payload":{"Id":%d,"Status":%d,"EntityId":"%s",\
        "ClientId":"a6beec64-5007-45b4-b49d-f4d17c99efee"}}"""
        .formatted(check, status, subject);
  }

  @Test
  void aReplayThatWasKilledGoesOnWithoutLeavingAnythingOut() {
    Path home = Scratch.folder("replay");
    Path observed = home.resolve("observed");
    Node.Plan plan =
        Node.Plan.in(home)
            .running(ObservedJar.path())
            .with("CHECKPOST_DISPATCH_LEASE", "PT5S")
            .with(WritingObserver.FILE, observed.toString());
    Node node = plan.start();
    Portal portal = node.client().newPortal("credas");
    Load load = new Load(portal, node.client());
    load.start(400);
    load.finish();
    Client first = node.client();
    Set<String> messages = acceptedBy(first, portal);
    int accepted = messages.size();
    node.await(PATIENCE, "observed", () -> observed(observed, 1).containsAll(messages));

    JsonNode estimate =
        first.api("POST", "/api/v1/replays", of(portal, "observe").put("dryRun", true), 200);
    JsonNode made = create(first, of(portal, "observe").put("ratePerSecond", 100));
    node.await(PATIENCE, "replaying", () -> replay(first, made).path("done").longValue() > 0);
    node.kill();
    node = plan.start();
    JsonNode interrupted = replay(node.client(), made);
    JsonNode end = end(node.client(), made);

    assertThat(interrupted.path("state").textValue()).isEqualTo("running");
    assertThat(interrupted.path("done").longValue()).isPositive().isLessThan(accepted);
    assertThat(end.path("state").textValue()).isEqualTo("finished");
    assertThat(end.path("counted").longValue()).isEqualTo(accepted);
    assertThat(end.path("done").longValue()).isEqualTo(accepted);
    assertThat(estimate.path("messages").longValue()).isEqualTo(accepted);
    node.await(PATIENCE, "observed again", () -> observed(observed, 2).containsAll(messages));
    node.close();
  }

  private static Set<String> acceptedBy(Client client, Portal portal) {
    return client.all("/api/v1/messages?disposition=accepted&portal=" + portal.id()).stream()
        .map(message -> message.path("id").textValue())
        .collect(toSet());
  }

  /** Returns the messages that the observer was given at least so often. */
  private static Set<String> observed(Path file, int times) {
    return Observed.in(Scratch.read(file)).lines().stream()
        .collect(groupingBy(Observed.Line::messageId, counting()))
        .entrySet()
        .stream()
        .filter(message -> message.getValue() >= times)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  @Test
  void aCodeListThatIsChosenLaterChangesWhatAPersonsCheckSays() {
    Client client = Shared.on(Dialect.H2).client();
    Portal portal = client.newPortal("credas");
    String subject = UUID.randomUUID().toString();
    Answer answer = client.post(portal, rightToRent(subject, 1, 4));
    client.post(portal, rightToRent(subject, 1, 4));
    assertThat(outcome(client, subject)).isEqualTo("unconfirmed");
    ObjectNode patch = json();
    patch.putObject("codeLists").put("right_to_rent", "verification-result");
    client.api("PATCH", "/api/v1/portals/" + portal.id(), patch, 200);

    JsonNode estimate =
        client.api("POST", "/api/v1/replays", of(portal, "reinterpret").put("dryRun", true), 200);
    JsonNode end = end(client, create(client, of(portal, "reinterpret")));

    assertThat(estimate.toString()).isEqualTo("{\"messages\":2,\"events\":2}");
    assertThat(end.path("done").longValue()).isEqualTo(2);
    assertThat(outcome(client, subject)).isEqualTo("passed");
    JsonNode message = client.message(answer.messageId());
    assertThat(message.path("updates").path(0).path("outcome").textValue()).isEqualTo("passed");
    assertThat(message.path("formerDisposition").textValue()).isEqualTo("accepted");
    assertThat(message.path("reinterpretedAt").isTextual()).isTrue();
    assertThat(new String(client.body(answer.messageId()), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(rightToRent(subject, 1, 4));
  }

  private static String outcome(Client client, String subject) {
    return client.subject("credas", subject).path("checks").path(0).path("outcome").textValue();
  }

  @Test
  void oneMessageIsReplayedWithoutABodyAndADuplicateIsRefused() throws Exception {
    Client client = Shared.on(Dialect.H2).client();
    Portal portal = client.newPortal("credas");
    String body = rightToRent(UUID.randomUUID().toString(), 1, 3);
    String message = client.post(portal, body).messageId();
    String duplicate = client.post(portal, body).messageId();

    Answer accepted =
        Answer.of(
            client.send(
                client
                    .authorised("/api/v1/messages/" + message + "/replay")
                    .POST(BodyPublishers.noBody())
                    .build()));
    JsonNode refused = client.api("POST", "/api/v1/messages/" + duplicate + "/replay", json(), 409);

    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Location"))
        .hasValueSatisfying(
            location ->
                assertThat(location)
                    .endsWith("/api/v1/replays/" + accepted.json().path("id").textValue()));
    assertThat(accepted.json().path("filter").path("message").textValue()).isEqualTo(message);
    assertThat(accepted.json().path("createdBy").textValue()).startsWith("key:");
    assertThat(refused.path("detail").textValue()).contains("duplicate");
    assertThat(end(client, accepted.json()).path("counted").longValue()).isEqualTo(1);
  }

  @Test
  void aReplayIsStoppedLetGoOnAndEndedByAPerson() {
    Client client = Shared.on(Dialect.H2).client();
    Portal portal = client.newPortal("credas");
    for (int check = 0; check < 5; check++) {
      client.post(portal, rightToRent(UUID.randomUUID().toString(), check, 3));
    }
    JsonNode made = create(client, of(portal, "observe").put("ratePerSecond", 1));
    String url = "/api/v1/replays/" + made.path("id").textValue();

    assertThat(client.api("POST", url + "/pause", json(), 200).path("state").textValue())
        .isEqualTo("paused");
    assertThat(client.api("POST", url + "/pause", json(), 409).path("detail").textValue())
        .isEqualTo("The replay is paused and cannot be paused.");
    assertThat(client.api("POST", url + "/resume", json(), 200).path("state").textValue())
        .isIn("counting", "running");
    assertThat(client.api("POST", url + "/cancel", json(), 200).path("state").textValue())
        .isEqualTo("cancelled");
    client.api("POST", url + "/resume", json(), 409);
    assertThat(client.get(url).path("finishedAt").isTextual()).isTrue();
    assertThat(
            client.all("/api/v1/replays?").stream()
                .map(replay -> replay.path("id").textValue())
                .toList())
        .contains(made.path("id").textValue());
  }

  @Test
  void whatIsWrongWithARequestIsNamed() {
    Client client = Shared.on(Dialect.H2).client();
    ObjectNode unknownOutcome = json().put("kind", "observe");
    unknownOutcome.putObject("filter").put("outcome", "fine");
    ObjectNode unknownPerson = json().put("kind", "observe");
    unknownPerson.putObject("filter").put("subject", "nobody-whom-anybody-knows");
    ObjectNode noObserver = json().put("kind", "observe").put("observer", "nobody");
    noObserver.putObject("filter");

    assertThat(List.of(field(client, json()), field(client, json().put("kind", "again"))))
        .containsExactly("kind", "kind");
    assertThat(field(client, json().put("kind", "observe"))).isEqualTo("filter");
    assertThat(field(client, unknownOutcome)).isEqualTo("filter.outcome");
    assertThat(field(client, unknownPerson)).isEqualTo("filter.subject");
    assertThat(field(client, noObserver)).isEqualTo("observer");
    assertThat(field(client, json().put("colour", "red"))).isEqualTo("colour");
  }

  private static String field(Client client, ObjectNode request) {
    JsonNode problem = client.api("POST", "/api/v1/replays", request, 400);
    assertThat(problem.toString()).doesNotContain("nobody-whom-anybody-knows");
    return problem.path("field").asText();
  }
}
