package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the management API lets each role do, and the users and keys that have them. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RolesIT {

  private static final String NONE = "00000000-0000-0000-0000-000000000000";

  private final Client client;
  private final Key viewer;
  private final Key operator;
  private final Key administrator;

  private record Key(String id, String value) {}

  RolesIT(Dialect dialect) {
    client = Shared.on(dialect).client();
    viewer = key("viewer");
    operator = key("operator");
    administrator = key("administrator");
  }

  private Key key(String role) {
    ObjectNode wanted =
        Client.JSON
            .createObjectNode()
            .put("name", role + " " + UUID.randomUUID())
            .put("role", role);
    JsonNode made = client.api("POST", "/api/v1/api-keys", wanted, 201);
    return new Key(made.path("id").textValue(), made.path("key").textValue());
  }

  @AfterEach
  void removeKeys() {
    for (Key key : new Key[] {viewer, operator, administrator}) {
      assertThat(call(Node.API_KEY, "DELETE", "/api/v1/api-keys/" + key.id(), null).status())
          .isEqualTo(204);
    }
  }

  private Answer call(String key, String method, String path, @Nullable String body) {
    try {
      return Answer.of(
          client.send(
              client
                  .request(path)
                  .header("Authorization", "Bearer " + key)
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                  .build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/v1/portals                               | viewer        | 200",
        "GET    | /api/v1/portals/file                          | viewer        | 200",
        "GET    | /api/v1/messages                              | viewer        | 200",
        "GET    | /api/v1/messages/{none}                       | viewer        | 404",
        "GET    | /api/v1/messages/export?portal={none}         | operator      | 200",
        "GET    | /api/v1/messages/export?format=xls            | operator      | 400",
        "GET    | /api/v1/saved-views                           | viewer        | 200",
        "POST   | /api/v1/saved-views                           | viewer        | 400",
        "GET    | /api/v1/saved-views/{none}                    | viewer        | 404",
        "PATCH  | /api/v1/saved-views/{none}                    | viewer        | 400",
        "DELETE | /api/v1/saved-views/{none}                    | viewer        | 404",
        "GET    | /api/v1/messages/{none}/body                  | operator      | 404",
        "POST   | /api/v1/messages/{none}/replay                | operator      | 400",
        "POST   | /api/v1/messages/{none}/reinterpret           | operator      | 404",
        "GET    | /api/v1/subjects/credas/nobody                | viewer        | 404",
        "GET    | /api/v1/refusals                              | viewer        | 200",
        "GET    | /api/v1/observers                             | viewer        | 200",
        "GET    | /api/v1/observations                          | viewer        | 200",
        "POST   | /api/v1/observations/retry                    | operator      | 400",
        "POST   | /api/v1/observations/close                    | operator      | 400",
        "GET    | /api/v1/deliveries                            | viewer        | 200",
        "GET    | /api/v1/deliveries/{none}                     | viewer        | 404",
        "GET    | /api/v1/deliveries/{none}/attempts/1/response | operator      | 404",
        "POST   | /api/v1/deliveries/{none}/retry               | operator      | 404",
        "POST   | /api/v1/deliveries/retry                      | operator      | 400",
        "GET    | /api/v1/relay-targets                         | viewer        | 200",
        "POST   | /api/v1/relay-targets/{none}/enable           | operator      | 404",
        "GET    | /api/v1/alerts                                | viewer        | 200",
        "GET    | /api/v1/replays                               | viewer        | 200",
        "POST   | /api/v1/replays                               | operator      | 400",
        "POST   | /api/v1/replays/{none}/pause                  | operator      | 404",
        "POST   | /api/v1/replays/{none}/resume                 | operator      | 404",
        "POST   | /api/v1/replays/{none}/cancel                 | operator      | 404",
        "GET    | /api/v1/simulations/kinds                     | operator      | 400",
        "POST   | /api/v1/simulations                           | operator      | 400",
        "POST   | /api/v1/portals                               | administrator | 400",
        "POST   | /api/v1/portals/file?dryRun=true              | administrator | 400",
        "PATCH  | /api/v1/portals/{none}                        | administrator | 400",
        "DELETE | /api/v1/portals/{none}                        | administrator | 404",
        "POST   | /api/v1/portals/{none}/token                  | administrator | 404",
        "POST   | /api/v1/portals/{none}/signing-secret         | administrator | 404",
        "POST   | /api/v1/portals/{none}/header                 | administrator | 400",
        "GET    | /api/v1/users                                 | administrator | 200",
        "POST   | /api/v1/users                                 | administrator | 400",
        "PATCH  | /api/v1/users/nobody                          | administrator | 400",
        "DELETE | /api/v1/users/nobody                          | administrator | 404",
        "GET    | /api/v1/api-keys                              | administrator | 200",
        "POST   | /api/v1/api-keys                              | administrator | 400",
        "DELETE | /api/v1/api-keys/{none}                       | administrator | 404",
        "GET    | /api/v1/settings                              | administrator | 200",
        "GET    | /metrics                                      | viewer        | 200",
      })
  void aCallWantsARole(String method, String path, String role, int status) {
    String url = path.replace("{none}", NONE);

    assertCall(method, url, viewer, role.equals("viewer") ? status : 403);
    assertCall(method, url, operator, role.equals("administrator") ? 403 : status);
    assertCall(method, url, administrator, status);
  }

  private void assertCall(String method, String url, Key key, int status) {
    Answer answer = call(key.value(), method, url, null);
    assertThat(answer.status()).as("%s %s: %s", method, url, answer).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.json().path("role").isTextual()).isTrue();
    }
  }

  @Test
  void aViewerIsGivenPersonalValuesMasked() throws IOException {
    Portal portal = client.newPortal("w2");
    String message = client.post(portal, sample(), Map.of()).messageId();

    String url = "/api/v1/messages/" + message;
    JsonNode masked = call(viewer.value(), "GET", url, null).json();
    JsonNode plain = call(operator.value(), "GET", url, null).json();
    assertThat(plain.toString()).contains("OLIVIA", "SAMUEL");
    assertThat(masked.toString()).doesNotContain("OLIVIA", "SAMUEL").contains("O•••");
    assertThat(masked.at("/updates/0/outcome")).isEqualTo(plain.at("/updates/0/outcome"));
    assertThat(masked.at("/updates/0/fields")).hasSameSizeAs(plain.at("/updates/0/fields"));
  }

  @Test
  void aKeyHasViewsOfItsOwnAndOnlyOperatorsShare() {
    String view = "{\"name\":\"Failed\",\"filter\":{\"outcome\":\"failed\"}}";
    String sharing = "{\"shared\":true}";

    Answer own = call(viewer.value(), "POST", "/api/v1/saved-views", view);
    assertThat(own.status()).as("%s", own).isEqualTo(201);
    String ofViewer = "/api/v1/saved-views/" + own.json().path("id").textValue();
    assertThat(call(operator.value(), "GET", ofViewer, null).status()).isEqualTo(404);
    Answer refused = call(viewer.value(), "PATCH", ofViewer, sharing);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("role").textValue()).isEqualTo("operator");

    Answer common = call(operator.value(), "POST", "/api/v1/saved-views", view);
    String ofOperator = "/api/v1/saved-views/" + common.json().path("id").textValue();
    assertThat(call(viewer.value(), "GET", ofOperator, null).status()).isEqualTo(404);
    assertThat(call(operator.value(), "PATCH", ofOperator, sharing).status()).isEqualTo(200);
    assertThat(call(viewer.value(), "GET", ofOperator, null).status()).isEqualTo(200);
    assertThat(call(viewer.value(), "DELETE", ofOperator, null).status()).isEqualTo(403);
    assertThat(call(administrator.value(), "DELETE", ofOperator, null).status()).isEqualTo(204);
    assertThat(call(viewer.value(), "DELETE", ofViewer, null).status()).isEqualTo(204);
  }

  private static byte[] sample() throws IOException {
    String name = "/io/checkpost/ingest/demo/w2-dvfc-alert.json";
    try (InputStream sample = Objects.requireNonNull(RolesIT.class.getResourceAsStream(name))) {
      return sample.readAllBytes();
    }
  }

  @Test
  void aUserIsMadeChangedAndRemoved() {
    String name = "ada-" + UUID.randomUUID();
    JsonNode made =
        client.api(
            "POST", "/api/v1/users", user(name, "viewer").put("password", "twelve chars"), 201);
    assertThat(made.path("role").textValue()).isEqualTo("viewer");
    assertThat(made.path("generatedPassword").isNull()).isTrue();
    assertThat(client.get("/api/v1/users").path("items").findValuesAsText("name"))
        .contains("admin", name);

    client.api("POST", "/api/v1/users", user(name, "viewer"), 409);
    JsonNode changed =
        client.api(
            "PATCH",
            "/api/v1/users/" + name,
            Client.JSON.createObjectNode().put("role", "operator").putNull("password"),
            200);
    assertThat(changed.path("role").textValue()).isEqualTo("operator");
    assertThat(changed.path("generatedPassword").textValue()).hasSizeGreaterThan(40);

    assertThat(call(Node.API_KEY, "DELETE", "/api/v1/users/" + name, null).status()).isEqualTo(204);
    assertThat(call(Node.API_KEY, "DELETE", "/api/v1/users/" + name, null).status()).isEqualTo(404);
  }

  private static ObjectNode user(String name, String role) {
    return Client.JSON.createObjectNode().put("name", name).put("role", role);
  }

  @ParameterizedTest
  @CsvSource({
    "a b, viewer, twelve chars, name",
    "ada, boss, twelve chars, role",
    "ada, viewer, eleven char, password",
  })
  void whatAUserCannotBeIsNamed(String name, String role, String password, String field) {
    JsonNode problem =
        client.api("POST", "/api/v1/users", user(name, role).put("password", password), 400);

    assertThat(problem.path("field").textValue()).isEqualTo(field);
    assertThat(problem.toString()).doesNotContain("eleven char");
  }

  @Test
  void theLastAdministratorStays() {
    JsonNode demotion = Client.JSON.createObjectNode().put("role", "viewer");

    client.api("PATCH", "/api/v1/users/admin", demotion, 409);
    assertThat(call(administrator.value(), "DELETE", "/api/v1/users/admin", null).status())
        .isEqualTo(409);
  }

  @Test
  void aRemovedKeyIsAcceptedNoMoreAndThatOfTheSettingsStays() {
    Key key = key("viewer");
    assertThat(call(key.value(), "GET", "/api/v1/portals", null).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/api-keys").toString()).doesNotContain(key.value());

    call(Node.API_KEY, "DELETE", "/api/v1/api-keys/" + key.id(), null);
    assertThat(call(key.value(), "GET", "/api/v1/portals", null).status()).isEqualTo(401);

    for (JsonNode each : client.get("/api/v1/api-keys").path("items")) {
      if (each.path("fromSettings").booleanValue()) {
        String url = "/api/v1/api-keys/" + each.path("id").textValue();
        assertThat(call(Node.API_KEY, "DELETE", url, null).status()).isEqualTo(409);
        return;
      }
    }
    throw new AssertionError("no key is from the settings");
  }

  @Test
  void settingsAreToldWithoutSecrets() {
    JsonNode settings = client.get("/api/v1/settings").path("items");

    assertThat(settings.toString()).doesNotContain(Node.API_KEY, Node.ADMIN_PASSWORD);
    JsonNode key = named(settings, "checkpost.api.key");
    assertThat(key.path("value").textValue()).isEqualTo("set");
    assertThat(key.path("secret").booleanValue()).isTrue();
    assertThat(key.path("source").textValue()).isNotBlank();
    JsonNode calm = named(settings, "checkpost.alert.calm");
    assertThat(calm.path("value").textValue()).isEqualTo("PT2M");
    assertThat(calm.path("isDefault").booleanValue()).isTrue();
  }

  private static JsonNode named(JsonNode settings, String name) {
    for (JsonNode setting : settings) {
      if (setting.path("name").textValue().equals(name)) {
        return setting;
      }
    }
    throw new AssertionError(name + " is not among " + settings);
  }
}
