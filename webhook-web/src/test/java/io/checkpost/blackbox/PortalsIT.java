package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Portals by the management API and by their file. */
@Timeout(300)
class PortalsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Client client = Shared.on(Dialect.H2).client();

  private static ObjectNode json() {
    return Client.JSON.createObjectNode();
  }

  private JsonNode patch(Portal portal, ObjectNode patch, int status) {
    return client.api("PATCH", "/api/v1/portals/" + portal.id(), patch, status);
  }

  private JsonNode shown(Portal portal) {
    return client.get("/api/v1/portals/" + portal.id());
  }

  @Test
  void bothHeaderValuesAreTakenWhileOneIsRotated() {
    Portal portal =
        client.newPortal(
            "credas", it -> it.putObject("header").put("name", "ApiKey").put("value", "first"));

    JsonNode rotated =
        client.api(
            "POST",
            "/api/v1/portals/" + portal.id() + "/header",
            json().put("value", "second"),
            200);

    assertThat(rotated.path("header").path("name").textValue()).isEqualTo("ApiKey");
    assertThat(rotated.path("header").path("formerUntil").isTextual()).isTrue();
    assertThat(rotated.toString()).doesNotContain("first").doesNotContain("second");
    assertThat(statusWith(portal, "first")).isEqualTo(200);
    assertThat(statusWith(portal, "second")).isEqualTo(200);
    assertThat(statusWith(portal, "third")).isEqualTo(401);
    ObjectNode replaced = json();
    replaced.putObject("header").put("value", "third");
    patch(portal, replaced, 200);
    assertThat(statusWith(portal, "third")).isEqualTo(200);
    assertThat(statusWith(portal, "second")).isEqualTo(401);
    assertThat(statusWith(portal, "first")).isEqualTo(401);
  }

  private int statusWith(Portal portal, String key) {
    return client.post(portal, OutageIT.body(23).getBytes(UTF_8), Map.of("ApiKey", key)).status();
  }

  @Test
  void aPortalIsMovedAndInheritsAndNoCycleIsMade() {
    Portal top = client.newPortal("credas", it -> it.put("relayUrl", "https://top.example/"));
    Portal child = client.newPortal("credas");

    JsonNode moved = patch(child, json().put("parentId", top.id()), 200);

    assertThat(moved.path("parentId").textValue()).isEqualTo(top.id());
    assertThat(moved.path("effectiveRelayUrl").textValue()).isEqualTo("https://top.example/");
    assertThat(moved.path("relayUrlFrom").textValue()).isEqualTo(top.id());
    JsonNode refused = patch(top, json().put("parentId", child.id()), 400);
    assertThat(refused.path("field").textValue()).isEqualTo("parentId");
    assertThat(refused.path("accepted").textValue()).contains("cycle");
    patch(top, json().put("relayOff", true), 200);
    assertThat(shown(child).path("effectiveRelayUrl").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'relayUrl':'http://acme.example/'}             | relayUrl",
        "{'relayUrl':'acme.example'}                     | relayUrl",
        "{'relayFilter':{'checkTypes':['identification']}} | relayFilter.checkTypes",
        "{'relayHeaders':{'webhook-id':'x'}}             | relayHeaders",
        "{'sourceAddresses':['192.0.2.0/33']}            | sourceAddresses",
        "{'timeZone':'Mars/Olympus'}                     | timeZone",
        "{'baseUrl':'ftp://acme.example'}                | baseUrl",
        "{'parentId':'%s'}                               | parentId",
        "{'parentId':'%s','name':'x'}                    | parentId",
      })
  void whatIsNotAcceptedIsNamed(String body, String field) throws IOException {
    Portal portal = client.newPortal("credas");
    Portal foreign = client.newPortal("w2");
    JsonNode before = shown(portal);

    JsonNode refused =
        patch(
            portal,
            (ObjectNode) Client.JSON.readTree(body.replace('\'', '"').formatted(foreign.id())),
            400);

    assertThat(refused.path("field").textValue()).isEqualTo(field);
    assertThat(refused.path("accepted").textValue()).isNotEmpty();
    assertThat(shown(portal)).isEqualTo(before);
  }

  private static String message(String clientId, int id) {
    return """
    {"UpdateType":7,"Payload":{"Id":%d,"Status":3,"EntityId":"%s","ClientId":"%s"}}"""
        .formatted(id, UUID.randomUUID(), clientId);
  }

  @Test
  void aClientIdIsLearnedAndAtAnotherPortalFlaggedButNotRefused() {
    String account = UUID.randomUUID().toString();
    Portal owner = client.newPortal("credas");
    assertThat(client.post(owner, message(account, 1)).disposition()).isEqualTo("accepted");
    Waiting.until(
        PATIENCE, () -> "learned", () -> account.equals(shown(owner).path("clientId").textValue()));
    assertThat(shown(owner).path("clientIdPinned").booleanValue()).isFalse();
    Portal other = client.newPortal("credas");

    Answer strayed = client.post(other, message(account, 2));

    assertThat(strayed.disposition()).isEqualTo("accepted");
    assertThat(client.message(strayed.messageId()).path("clientIdFlag").textValue())
        .isEqualTo("other_portal");
    assertThat(client.all("/api/v1/messages?clientIdFlag=other_portal&portal=" + other.id()))
        .hasSize(1);
    assertThat(client.all("/api/v1/messages?clientIdFlag=other_portal&portal=" + owner.id()))
        .isEmpty();
    assertThat(shown(other).path("clientId").isNull()).isTrue();
    patch(other, json().put("clientId", "pinned"), 200);
    Answer stranger = client.post(other, message(UUID.randomUUID().toString(), 3));
    assertThat(client.message(stranger.messageId()).path("clientIdFlag").textValue())
        .isEqualTo("not_pinned");
  }

  private Answer postFile(String query, String document) throws IOException {
    return Answer.of(
        client.send(
            client
                .authorised("/api/v1/portals/file" + query)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(document))
                .build()));
  }

  private Answer exportedYaml() throws IOException {
    HttpRequest request =
        client.authorised("/api/v1/portals/file").header("Accept", "application/yaml").build();
    return Answer.of(client.send(request));
  }

  @Test
  void aFileIsRehearsedAppliedAndExported() throws IOException {
    String key = "k" + UUID.randomUUID();
    String document =
        """
        portals:
          %s:
            provider: credas
            name: Of the file
            relayUrl: https://file.example/hook
        """
            .formatted(key);

    JsonNode rehearsed = postFile("?dryRun=true", document).json();
    assertThat(rehearsed.path("applied").booleanValue()).isFalse();
    assertThat(rehearsed.path("created").get(0).textValue()).isEqualTo(key);
    assertThat(exportedYaml().text()).doesNotContain(key);

    assertThat(postFile("", document).json().path("applied").booleanValue()).isTrue();

    Answer export = exportedYaml();
    assertThat(export.contentType()).isEqualTo("application/yaml");
    assertThat(export.text()).contains(key + ":").contains("https://file.example/hook");
    assertThat(client.get("/api/v1/portals/file").path("portals").has(key)).isTrue();
    JsonNode again = postFile("", document).json();
    assertThat(again.path("unchanged").get(0).textValue()).isEqualTo(key);
  }

  @Test
  void aWrongFileIsRefusedWithLineColumnAndField() throws IOException {
    Answer refused =
        postFile("", "portals:\n  a:\n    provider: credas\n    name: A\n    paused: maybe\n");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.contentType()).isEqualTo("application/problem+json");
    assertThat(refused.json().path("line").intValue()).isEqualTo(5);
    assertThat(refused.json().path("column").intValue()).isEqualTo(5);
    assertThat(refused.json().path("field").textValue()).isEqualTo("portals.a.paused");
    assertThat(postFile("?dryRun=perhaps", "portals: {}").status()).isEqualTo(400);
    assertThat(postFile("", "portals: {a: {provider: w2").json().path("line").intValue())
        .isPositive();
  }

  @Test
  void aFileKeepsAUrlAcrossInstallations() throws IOException {
    Path home = Scratch.folder("portals");
    Path file = home.resolveSibling("portals-" + UUID.randomUUID() + ".yaml");
    Files.writeString(
        file,
        """
        portals:
          lettings: {provider: credas, name: Lettings, token: "${PORTAL_LETTINGS_TOKEN}"}
        """);
    String token = "T".repeat(43);
    try (Node node =
        Node.Plan.in(home)
            .with("CHECKPOST_PORTALS_FILE", file.toString())
            .with("PORTAL_LETTINGS_TOKEN", token)
            .start()) {
      Portal portal = new Portal("", "credas", "/hooks/credas/" + token);

      assertThat(node.client().post(portal, OutageIT.body(23)).disposition()).isEqualTo("accepted");
      assertThat(node.output())
          .contains("event=portal-file.portal key=lettings is=new")
          .doesNotContain(token);
    }
  }
}
