package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PortalDirectoryTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final PortalDirectory directory;
  private final Portals portals;
  private final PortalDirectory otherNodes;
  private final NewPortal portal;
  private final String token;

  PortalDirectoryTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    directory = TestPortals.directory(store, clock);
    otherNodes = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
    portal =
        portals.create(
            "credas",
            null,
            PortalSettings.named("Acme")
                .withHeader(new RequiredHeader("ApiKey", "secret"))
                .withCodeLists(Map.of("right_to_rent", "active-checks")));
    token = portal.intakePath().substring("/hooks/credas/".length());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aPortalIsFoundByItsTokenAndProvider() {
    ReceivingPortal found = directory.find("credas", token).orElseThrow();

    assertThat(found.id()).isEqualTo(portal.portal().id());
    assertThat(found.codeLists())
        .containsExactly(Map.entry(CheckType.RIGHT_TO_RENT, "active-checks"));
    assertThat(found.demands("apikey")).isTrue();
    assertThat(found.demands("ApiKeys")).isFalse();
    assertThat(found.paused()).isFalse();
    assertThat(directory.find("w2", token)).isEmpty();
    assertThat(directory.find("credas", token.toLowerCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(directory.find("credas", "é".repeat(43))).isEmpty();
    assertThat(directory.find("credas", "short")).isEmpty();
  }

  @Test
  void theCodeListsOfAnArchivedPortalAreKnownWithinATransaction() throws SQLException {
    PortalId id = portal.portal().id();
    portals.archive(id);

    assertThat(codeLists(id)).containsExactly(Map.entry(CheckType.RIGHT_TO_RENT, "active-checks"));
    assertThat(codeLists(new PortalId(new UUID(0, 0)))).isEmpty();
  }

  private Map<CheckType, String> codeLists(PortalId id) throws SQLException {
    return store.database().inTransaction(connection -> directory.codeLists(connection, id));
  }

  @Test
  void onlyTheRightHeaderGivenOnceIsAdmitted() {
    assertThat(admits(token, "ApiKey", "secret")).isTrue();
    assertThat(admits(token, "ApiKey")).isFalse();
    assertThat(admits(token, "ApiKey", "Secret")).isFalse();
    assertThat(admits(token, "ApiKey", "secret", "secret")).isFalse();
    assertThat(admits(token, "Other", "secret")).isFalse();
  }

  private boolean admits(String ofToken, String header, String... values) {
    return directory
        .find("credas", ofToken)
        .orElseThrow()
        .admits(name -> name.equalsIgnoreCase(header) ? List.of(values) : List.of());
  }

  @Test
  void aRotatedHeaderValueIsTakenUntilItsGraceIsOver() {
    PortalId id = portal.portal().id();
    portals.rotateHeader(id, null, "second");

    assertThat(admits(token, "ApiKey", "second")).isTrue();
    assertThat(admits(token, "ApiKey", "secret")).isTrue();
    assertThat(admits(token, "ApiKey", "second", "secret")).isFalse();
    assertThat(admits(token, "ApiKey", "third")).isFalse();
    portals.rotateHeader(id, null, "third");
    assertThat(admits(token, "ApiKey", "second")).isTrue();
    assertThat(admits(token, "ApiKey", "secret")).isFalse();
    clock.advance(store.settings().headerGrace());
    assertThat(admits(token, "ApiKey", "third")).isTrue();
    assertThat(admits(token, "ApiKey", "second")).isFalse();
  }

  @Test
  void theNameOfAHeaderIsRotatedWithItsValue() {
    portals.rotateHeader(portal.portal().id(), "OtherKey", "second");

    ReceivingPortal found = directory.find("credas", token).orElseThrow();
    assertThat(found.demands("ApiKey")).isTrue();
    assertThat(found.demands("OtherKey")).isTrue();
    assertThat(admits(token, "OtherKey", "second")).isTrue();
    assertThat(admits(token, "ApiKey", "secret")).isTrue();
    assertThat(admits(token, "OtherKey", "secret")).isFalse();
    assertThat(admits(token, "ApiKey", "second")).isFalse();
  }

  @Test
  void aChangedHeaderIsReplacedAtOnce() {
    PortalId id = portal.portal().id();
    portals.rotateHeader(id, null, "second");

    portals.patch(id, settings -> settings.withHeader(new RequiredHeader("ApiKey", "third")));

    assertThat(admits(token, "ApiKey", "third")).isTrue();
    assertThat(admits(token, "ApiKey", "second")).isFalse();
    assertThat(admits(token, "ApiKey", "secret")).isFalse();
  }

  @Test
  void aRotationNamesAndGivesAHeader() {
    PortalId headerless = portals.create("credas", null, PortalSettings.named("b")).portal().id();

    for (String wrong : List.of("", " x", "é")) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> portals.rotateHeader(headerless, "ApiKey", wrong))
          .matches(e -> e.field().equals("value"));
    }
    for (String wrong : new String[] {null, "Content-Type", "a b"}) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> portals.rotateHeader(headerless, wrong, "value"))
          .matches(e -> e.field().equals("name"));
    }
    assertThat(portals.rotateHeader(headerless, "ApiKey", "value").orElseThrow().header())
        .isEqualTo(new Portal.Header("ApiKey", null));
  }

  private String tokenOf(PortalSettings settings) {
    return portals
        .create("credas", null, settings)
        .intakePath()
        .substring("/hooks/credas/".length());
  }

  private @Nullable ClientIdFlag flag(String ofToken, String clientId) {
    return directory.flag(directory.find("credas", ofToken).orElseThrow(), clientId);
  }

  @Test
  void aClientIdIsFlaggedThatIsAnotherPortalsOrNotThePinnedOne() {
    PortalSettings plain = PortalSettings.named("x");
    String pinned = tokenOf(plain.withClientId("one"));
    String samePin = tokenOf(plain.withClientId("one"));
    String unknown = tokenOf(plain);

    assertThat(flag(pinned, "one")).isNull();
    assertThat(flag(samePin, "one")).isNull();
    assertThat(flag(pinned, "stranger")).isEqualTo(ClientIdFlag.NOT_PINNED);
    assertThat(flag(unknown, "one")).isEqualTo(ClientIdFlag.OTHER_PORTAL);
    assertThat(flag(unknown, "stranger")).isNull();
    portals.patch(portal.portal().id(), settings -> settings.withClientId("two"));
    assertThat(flag(pinned, "two")).isEqualTo(ClientIdFlag.OTHER_PORTAL);
    portals.archive(portal.portal().id());
    assertThat(flag(pinned, "two")).isEqualTo(ClientIdFlag.NOT_PINNED);
  }

  @Test
  void aPortalIsNotFlaggedForTheIdThatItWasJustGiven() {
    ReceivingPortal before = directory.find("credas", token).orElseThrow();

    portals.patch(portal.portal().id(), settings -> settings.withClientId("own"));

    assertThat(directory.flag(before, "own")).isNull();
  }

  @Test
  void whatIsAnotherProvidersAccountIsNoPortals() {
    portals.create("w2", null, PortalSettings.named("w2").withClientId("one"));

    assertThat(flag(token, "one")).isNull();
  }

  @Test
  void aLearnedIdSaysNothingAgainstAnotherOfItsOwnPortal() {
    TestPortals.learn(store, portal.portal().id(), "learned");
    String other = tokenOf(PortalSettings.named("other"));

    assertThat(flag(token, "stranger")).isNull();
    assertThat(flag(other, "learned")).isEqualTo(ClientIdFlag.OTHER_PORTAL);
  }

  @Test
  void aChangeOnThisNodeHoldsAtOnce() {
    assertThat(directory.find("credas", token).orElseThrow().paused()).isFalse();
    assertThat(directory.pausedPortals()).isEmpty();

    portals.patch(portal.portal().id(), settings -> settings.withPaused(true));

    assertThat(directory.find("credas", token).orElseThrow().paused()).isTrue();
    assertThat(directory.pausedPortals()).containsExactly(portal.portal().id().value());
  }

  @Test
  void aChangeOnAnotherNodeHoldsWithinASecond() {
    assertThat(otherNodes.find("credas", token).orElseThrow().paused()).isFalse();
    assertThat(otherNodes.pausedPortals()).isEmpty();

    portals.patch(portal.portal().id(), settings -> settings.withPaused(true));

    clock.advance(Duration.ofMillis(999));
    assertThat(otherNodes.find("credas", token).orElseThrow().paused()).isFalse();
    assertThat(otherNodes.pausedPortals()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(otherNodes.find("credas", token).orElseThrow().paused()).isTrue();
    assertThat(otherNodes.pausedPortals()).hasSize(1);
  }

  @Test
  void aDatabaseThatIsDownIsNeverTakenForAnUnknownToken() throws SQLException {
    assertThat(directory.find("credas", token)).isPresent();
    store.goDown();

    assertThat(directory.find("credas", token)).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> directory.find("credas", token));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> directory.find("credas", "A".repeat(43)));
    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(directory::pausedPortals);
  }
}
