package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
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
class RelayTargetsTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final Portals portals;
  private final RelayTargets targets;

  RelayTargetsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    PortalDirectory directory = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
    targets = new RelayTargets(store.database(), store.keyset(), directory, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PortalId portal(@Nullable PortalId parent, String relay) {
    PortalSettings settings = PortalSettings.named("P");
    PortalId id =
        portals
            .create(
                "credas",
                parent,
                relay.equals("own") ? settings.withRelayUrl("https://own.example/") : settings)
            .portal()
            .id();
    if (relay.equals("off")) {
      set(id, "relay_off", true);
    }
    return id;
  }

  private void set(PortalId id, String column, Object value) {
    store.execute("UPDATE portal SET " + column + " = ? WHERE id = ?", value, id.value());
    clock.advance(Duration.ofSeconds(2));
  }

  /** Each level has a URL of its own, inherits, or is switched off. */
  @Test
  void theNearestUrlAboveIsTheTargetUnlessItIsSwitchedOffOnTheWay() {
    for (String top : List.of("own", "inherit", "off")) {
      for (String middle : List.of("own", "inherit", "off")) {
        for (String leaf : List.of("own", "inherit", "off")) {
          PortalId first = portal(null, top);
          PortalId second = portal(first, middle);
          PortalId third = portal(second, leaf);
          List<PortalId> path = List.of(third, second, first);
          List<String> relays = List.of(leaf, middle, top);

          PortalId expected = null;
          for (int i = 0; i < 3 && !relays.get(i).equals("off") && expected == null; i++) {
            expected = relays.get(i).equals("own") ? path.get(i) : null;
          }

          assertThat(targets.route(third).map(RelayRoute::target))
              .as("%s / %s / %s", top, middle, leaf)
              .isEqualTo(java.util.Optional.ofNullable(expected));
        }
      }
    }
  }

  @Test
  void theFilterIsTheReceivingPortals() {
    PortalId parent = portal(null, "own");
    set(parent, "relay_check_types", "liveness");
    PortalId child = portal(parent, "inherit");
    set(child, "relay_check_types", "right_to_rent,right_to_work");
    set(child, "relay_outcomes", "passed,failed");
    set(child, "relay_final_only", true);

    RelayRoute route = targets.route(child).orElseThrow();

    assertThat(route.admits(TestJournal.update("a", CheckType.RIGHT_TO_RENT, "o", Outcome.PASSED)))
        .isTrue();
    assertThat(route.admits(TestJournal.update("a", CheckType.LIVENESS, "o", Outcome.PASSED)))
        .isFalse();
    assertThat(route.admits(TestJournal.update("a", CheckType.RIGHT_TO_RENT, "o", Outcome.REVIEW)))
        .isFalse();
    set(child, "relay_outcomes", "");
    assertThat(
            targets
                .route(child)
                .orElseThrow()
                .admits(TestJournal.update("a", CheckType.RIGHT_TO_RENT, "o", Outcome.REVIEW)))
        .as("not known to be final")
        .isFalse();
  }

  @Test
  void aTargetIsItsOwnersWithBothSecretsWhileTheFormerLives() {
    NewPortal made =
        portals.create(
            "credas", null, PortalSettings.named("P").withRelayUrl("https://own.example/"));
    PortalId id = made.portal().id();
    assertThat(targets.target(id))
        .hasValue(
            new RelayTarget(
                id, "https://own.example/", false, Map.of(), List.of(made.signingSecret())));
    assertThat(targets.isOrdered(id)).isTrue();

    set(id, "relay_body", "normalised");
    set(id, "relay_ordered", false);
    set(
        id,
        "sealed_relay_headers",
        store.keyset().get().seal(Secrets.RELAY_HEADERS, id.value(), "{\"X\":\"1\"}"));
    set(
        id,
        "sealed_former_signing_secret",
        store.keyset().get().seal(Secrets.SIGNING_SECRET, id.value(), "whsec_old"));
    set(
        id,
        "former_signing_secret_until",
        clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC));

    assertThat(targets.target(id))
        .hasValue(
            new RelayTarget(
                id,
                "https://own.example/",
                true,
                Map.of("X", "1"),
                List.of(made.signingSecret(), "whsec_old")));
    assertThat(targets.isOrdered(id)).isFalse();
    clock.advance(Duration.ofSeconds(61));
    assertThat(targets.target(id).orElseThrow().signingSecrets())
        .containsExactly(made.signingSecret());
  }

  @Test
  void aChangeOnThisNodeHoldsAtOnceAndOneElsewhereWithinASecond() {
    PortalId id = portal(null, "inherit");
    assertThat(targets.route(id)).isEmpty();

    portals.patch(id, settings -> settings.withRelayUrl("https://new.example/"));
    assertThat(targets.route(id)).isPresent();

    store.execute("UPDATE portal SET relay_off = TRUE WHERE id = ?", id.value());
    assertThat(targets.route(id)).as("trusted").isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(targets.route(id)).isEmpty();
    assertThat(targets.target(id)).isEmpty();
  }

  @Test
  void whoDoesNotExistHasNoTarget() {
    assertThat(targets.route(new PortalId(UUID.randomUUID()))).isEmpty();
    assertThat(targets.target(new PortalId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void aDatabaseThatIsDownIsNotAPortalWithoutTarget() throws SQLException {
    PortalId id = portal(null, "own");
    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> targets.route(id));
  }
}
