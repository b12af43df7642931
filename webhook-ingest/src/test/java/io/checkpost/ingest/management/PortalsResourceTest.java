package io.checkpost.ingest.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.activity.TestActivity;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.ReceivingPortal;
import io.checkpost.ingest.portal.RequiredHeader;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalsResourceTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store = TestDatabase.of(Dialect.H2);
  private final PortalDirectory directory = TestPortals.directory(store, clock);
  private final Portals portals = TestPortals.over(store, clock, directory);
  private final PortalsResource resource =
      new PortalsResource(portals, TestActivity.over(store, clock));
  private String id = "";
  private String token = "";

  @BeforeEach
  void makePortal() {
    var made =
        portals.create(
            "credas",
            null,
            new PortalSettings(
                "Acme",
                "https://acme.example/",
                new RequiredHeader("ApiKey", "secret"),
                Map.of("right_to_rent", "verification-result", "datacheck", "check-result"),
                List.of(),
                false));
    id = made.portal().id().toString();
    token = made.intakePath().substring("/hooks/credas/".length());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PortalView patch(String json) {
    return resource.patch(id, body(json));
  }

  private static JsonMembers body(String json) {
    return JsonMembers.read(json.getBytes(UTF_8));
  }

  private ReceivingPortal receiving() {
    return directory.find("credas", token).orElseThrow();
  }

  @Test
  void whatAPatchDoesNotNameStays() {
    PortalView before = resource.get(id);

    assertThat(patch("{}")).isEqualTo(before);
    assertThat(receiving().admits(List.of("secret"))).isTrue();
  }

  @Test
  void nullTakesAway() {
    PortalView patched =
        patch(
            """
            {"relayUrl":null,"header":null,"codeLists":{"datacheck":null}}""");

    assertThat(patched.relayUrl()).isNull();
    assertThat(patched.effectiveRelayUrl()).isNull();
    assertThat(patched.header()).isNull();
    assertThat(patched.codeLists())
        .containsExactly(Map.entry("right_to_rent", "verification-result"));
    assertThat(patch("{\"codeLists\":null}").codeLists()).isEmpty();
    assertThat(receiving().admits(List.of())).isTrue();
  }

  @Test
  void partsOfAnObjectAreChangedAlone() {
    PortalView patched =
        patch(
            """
            {"header":{"value":"other"},"codeLists":{"right_to_work":"active-checks"}}""");

    assertThat(patched.header()).isEqualTo(new PortalView.HeaderView("ApiKey"));
    assertThat(patched.codeLists()).hasSize(3);
    assertThat(receiving().admits(List.of("other"))).isTrue();
  }

  @Test
  void pausingIsSeenByTheNextMessage() {
    assertThat(patch("{\"paused\":true}").paused()).isTrue();
    assertThat(receiving().paused()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':null}                             | name",
        "{'name':7}                                | name",
        "{'paused':'true'}                         | paused",
        "{'paused':null}                           | paused",
        "{'relayUrl':['https://a.example/']}       | relayUrl",
        "{'header':'ApiKey'}                       | header",
        "{'header':{'name':'X','value':1}}         | header.value",
        "{'header':{'name':'X','secret':'s'}}      | header.secret",
        "{'codeLists':{'right_to_rent':4}}         | codeLists.right_to_rent",
        "{'codeLists':{'right_to_rent':'nothing'}} | codeLists.right_to_rent",
        "{'parentId':null}                         | parentId",
        "{'Name':'x'}                              | Name"
      })
  void whatIsWrongIsNamed(String json, String field) {
    PortalView before = resource.get(id);

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> patch(json.replace('\'', '"')))
        .matches(e -> e.field().equals(field), "names " + field);
    assertThat(resource.get(id)).isEqualTo(before);
  }

  @Test
  void aBodyIsOneJsonObject() {
    for (String malformed : List.of("{", "{} {}", "{\"name\":\"a\",\"name\":\"b\"}", "nonsense")) {
      assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> body(malformed));
    }
    for (String other : List.of("[]", "\"text\"", "null", "", "7")) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> body(other))
          .matches(e -> e.field().equals("body"));
    }
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    String nobody = new PortalId(UUID.randomUUID()).toString();

    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> resource.get(nobody));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> resource.archive(nobody));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> resource.rotateToken(nobody));
  }
}
