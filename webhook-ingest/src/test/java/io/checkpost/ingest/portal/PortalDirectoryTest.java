package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    assertThat(found.requiredHeaderName()).isEqualTo("ApiKey");
    assertThat(found.paused()).isFalse();
    assertThat(directory.find("w2", token)).isEmpty();
    assertThat(directory.find("credas", token.toLowerCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(directory.find("credas", "é".repeat(43))).isEmpty();
    assertThat(directory.find("credas", "short")).isEmpty();
  }

  @Test
  void onlyTheRightHeaderGivenOnceIsAdmitted() {
    ReceivingPortal found = directory.find("credas", token).orElseThrow();

    assertThat(found.admits(List.of("secret"))).isTrue();
    assertThat(found.admits(List.of())).isFalse();
    assertThat(found.admits(List.of("Secret"))).isFalse();
    assertThat(found.admits(List.of("secret", "secret"))).isFalse();
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
