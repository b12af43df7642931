package io.checkpost.ingest.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.activity.TestActivity;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.json.MalformedJson;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.ReceivingPortal;
import io.checkpost.ingest.portal.RelayFilter;
import io.checkpost.ingest.portal.RequiredHeader;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One database for all tests, which keep apart by portals of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
            PortalSettings.named("Acme")
                .withRelayUrl("https://acme.example/")
                .withHeader(new RequiredHeader("ApiKey", "secret"))
                .withCodeLists(
                    Map.of("right_to_rent", "verification-result", "datacheck", "check-result")));
    id = made.portal().id().toString();
    token = made.intakePath().substring("/hooks/credas/".length());
  }

  @AfterAll
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

  private boolean admits(String... values) {
    return receiving().admits(name -> List.of(values));
  }

  @Test
  void whatAPatchDoesNotNameStays() {
    PortalView before = resource.get(id);

    assertThat(patch("{}")).isEqualTo(before);
    assertThat(admits("secret")).isTrue();
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
    assertThat(admits()).isTrue();
  }

  @Test
  void partsOfAnObjectAreChangedAlone() {
    PortalView patched =
        patch(
            """
            {"header":{"value":"other"},"codeLists":{"right_to_work":"active-checks"}}""");

    assertThat(patched.header()).isEqualTo(new PortalView.HeaderView("ApiKey", null));
    assertThat(patched.codeLists()).hasSize(3);
    assertThat(admits("other")).isTrue();
  }

  @Test
  void everySettingIsTakenShownWithoutItsSecretsAndTakenAway() {
    PortalView patched =
        patch(
            """
            {"relayBody":"normalised","relayOrdered":false,"relayOff":true,
             "relayHeaders":{"CredasKey":"abc","Other":"def"},
             "relayFilter":{"checkTypes":["liveness"],"outcomes":["passed","failed"],
               "finalOnly":true},
             "baseUrl":"https://hooks.example","timeZone":"UTC","clientId":"client-7"}""");

    assertThat(patched.relayBody()).isEqualTo("normalised");
    assertThat(patched.relayOrdered()).isFalse();
    assertThat(patched.relayOff()).isTrue();
    assertThat(patched.effectiveRelayUrl()).isNull();
    assertThat(patched.relayUrlFrom()).isNull();
    assertThat(patched.relayHeaders()).containsExactly("CredasKey", "Other");
    assertThat(patched.relayFilter())
        .isEqualTo(new RelayFilter(List.of("liveness"), List.of("failed", "passed"), true));
    assertThat(patched.baseUrl()).isEqualTo("https://hooks.example");
    assertThat(patched.timeZone()).isEqualTo("UTC");
    assertThat(patched.clientIdPinned()).isTrue();
    PortalView partly =
        patch("{\"relayHeaders\":{\"Other\":null},\"relayFilter\":{\"outcomes\":null}}");
    assertThat(partly.relayHeaders()).containsExactly("CredasKey");
    assertThat(partly.relayFilter())
        .isEqualTo(new RelayFilter(List.of("liveness"), List.of(), true));
    PortalView without =
        patch(
            """
            {"relayBody":null,"relayOrdered":null,"relayOff":null,"relayHeaders":null,
             "relayFilter":null,"baseUrl":null,"timeZone":null,"clientId":null}""");
    assertThat(without.relayUrlFrom()).isEqualTo(id);
    assertThat(without.relayBody()).isEqualTo("received");
    assertThat(without.relayOrdered()).isTrue();
    assertThat(without.relayHeaders()).isEmpty();
    assertThat(without.relayFilter()).isEqualTo(RelayFilter.ALL);
    assertThat(without.baseUrl()).isNull();
    assertThat(without.timeZone()).isEqualTo("Europe/London");
    assertThat(without.clientId()).isNull();
  }

  @Test
  void aPortalIsMovedByItsParentAndBackToTheTop() {
    String parent =
        portals.create("credas", null, PortalSettings.named("p")).portal().id().toString();

    assertThat(patch("{\"parentId\":\"%s\"}".formatted(parent)).parentId()).isEqualTo(parent);
    assertThat(patch("{\"name\":\"still there\"}").parentId()).isEqualTo(parent);
    assertThat(patch("{\"parentId\":null}").parentId()).isNull();
  }

  @Test
  void aRotatedHeaderShowsUntilWhenTheOneBeforeIsTaken() {
    PortalView rotated = resource.rotateHeader(id, body("{\"value\":\"second\"}"));

    assertThat(rotated.header())
        .isEqualTo(
            new PortalView.HeaderView(
                "ApiKey", clock.instant().plus(store.settings().headerGrace()).toString()));
    assertThat(admits("secret")).isTrue();
    assertThat(admits("second")).isTrue();
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> resource.rotateHeader(id, body("{\"name\":\"A\"}")))
        .matches(e -> e.field().equals("value"));
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
        "{'parentId':'x'}                          | parentId",
        "{'parentId':'00000000-0000-0000-0000-000000000000'} | parentId",
        "{'relayUrl':'http://acme.example/'}       | relayUrl",
        "{'relayOff':'yes'}                        | relayOff",
        "{'relayBody':'raw'}                       | relayBody",
        "{'relayOrdered':1}                        | relayOrdered",
        "{'relayHeaders':{'Webhook-Id':'x'}}       | relayHeaders",
        "{'relayHeaders':{'A':'é'}}                | relayHeaders.A",
        "{'relayHeaders':['A']}                    | relayHeaders",
        "{'relayFilter':{'checkTypes':['x']}}      | relayFilter.checkTypes",
        "{'relayFilter':{'outcomes':'passed'}}     | relayFilter.outcomes",
        "{'relayFilter':{'outcomes':['lost']}}     | relayFilter.outcomes",
        "{'relayFilter':{'final':true}}            | relayFilter.final",
        "{'baseUrl':'hooks.example'}               | baseUrl",
        "{'timeZone':'Mars/Olympus'}               | timeZone",
        "{'sourceAddresses':['10.0.0.0/33']}       | sourceAddresses",
        "{'clientId':''}                           | clientId",
        "{'provider':'w2'}                         | provider",
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
