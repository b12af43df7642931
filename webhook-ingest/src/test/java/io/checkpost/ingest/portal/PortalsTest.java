package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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
class PortalsTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final PortalDirectory directory;
  private final Portals portals;

  PortalsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    directory = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Portal credas(String name, @Nullable PortalId parent, @Nullable String relayUrl) {
    clock.advance(Duration.ofMillis(1));
    return portals
        .create("credas", parent, PortalSettings.named(name).withRelayUrl(relayUrl))
        .portal();
  }

  @Test
  void aNewPortalIsFoundAsItWasGiven() {
    NewPortal made =
        portals.create(
            "credas",
            null,
            new PortalSettings(
                "  Acme Ltd ",
                "https://acme.example/hook?a=b",
                new RequiredHeader("ApiKey", "s3cret value"),
                Map.of("right_to_rent", "verification-result"),
                List.of("192.0.2.0/24"),
                true));

    assertThat(made.intakePath()).matches("/hooks/credas/[A-Za-z0-9_-]{43}");
    assertThat(made.signingSecret()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(made.signingSecret().substring(6))).hasSize(32);
    assertThat(portals.find(made.portal().id())).contains(made.portal());
    assertThat(made.portal())
        .isEqualTo(
            new Portal(
                made.portal().id(),
                null,
                "credas",
                "Acme Ltd",
                "https://acme.example/hook?a=b",
                "https://acme.example/hook?a=b",
                "ApiKey",
                Map.of(CheckType.RIGHT_TO_RENT, "verification-result"),
                List.of("192.0.2.0/24"),
                true,
                clock.instant(),
                null));
  }

  @Test
  void aChildUsesTheNearestAncestorsRelayUrl() {
    Portal top = credas("top", null, "https://top.example/");
    Portal middle = credas("middle", top.id(), null);
    Portal leaf = credas("leaf", middle.id(), null);
    assertThat(leaf.effectiveRelayUrl()).isEqualTo("https://top.example/");

    portals.patch(middle.id(), settings -> settings.withRelayUrl("https://middle.example/"));

    assertThat(portals.find(leaf.id()).orElseThrow().effectiveRelayUrl())
        .isEqualTo("https://middle.example/");
    assertThat(portals.list(10, null).items())
        .extracting(Portal::name, Portal::relayUrl, Portal::effectiveRelayUrl)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("leaf", null, "https://middle.example/"),
            org.assertj.core.groups.Tuple.tuple(
                "middle", "https://middle.example/", "https://middle.example/"),
            org.assertj.core.groups.Tuple.tuple(
                "top", "https://top.example/", "https://top.example/"));
  }

  @Test
  void aParentMustExistLiveAndBeOfTheSameProvider() {
    PortalId nobody = new PortalId(UUID.randomUUID());
    PortalId archived = credas("archived", null, null).id();
    portals.archive(archived);
    PortalId foreign = portals.create("w2", null, PortalSettings.named("w2")).portal().id();

    for (PortalId parent : List.of(nobody, archived, foreign)) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> credas("child", parent, null))
          .matches(e -> e.field().equals("parentId"))
          .withMessageContaining(parent.toString());
    }
  }

  @Test
  void aPortalWithLiveChildrenIsNotArchived() {
    Portal parent = credas("parent", null, null);
    Portal child = credas("child", parent.id(), null);
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> portals.archive(parent.id()));

    portals.archive(child.id());

    assertThat(portals.archive(parent.id()).orElseThrow().archivedAt()).isEqualTo(clock.instant());
    assertThat(portals.list(10, null).items()).isEmpty();
  }

  @Test
  void anArchivedPortalReceivesNothingAndIsNotChanged() {
    NewPortal made = portals.create("credas", null, PortalSettings.named("gone"));
    PortalId id = made.portal().id();
    assertThat(receiver(made.intakePath())).isEqualTo(id);

    portals.archive(id);

    assertThat(receiver(made.intakePath())).isNull();
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> portals.rotateToken(id));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> portals.patch(id, settings -> settings.withName("other")));
    assertThat(portals.archive(id).orElseThrow().archivedAt()).isEqualTo(clock.instant());
  }

  @Test
  void aRotatedTokenWorksOnUntilItsGraceIsOver() {
    NewPortal made = portals.create("credas", null, PortalSettings.named("rotating"));
    PortalId id = made.portal().id();

    String second = portals.rotateToken(id).orElseThrow();

    assertThat(receiver(second)).isEqualTo(id);
    clock.advance(store.settings().tokenGrace().minusMillis(1));
    assertThat(receiver(made.intakePath())).isEqualTo(id);
    clock.advance(Duration.ofMillis(1));
    assertThat(receiver(made.intakePath())).isNull();
    String third = portals.rotateToken(id).orElseThrow();
    assertThat(List.of(second, third)).allMatch(path -> id.equals(receiver(path)));
  }

  private @Nullable PortalId receiver(String intakePath) {
    String[] parts = intakePath.split("/", -1);
    return directory.find(parts[2], parts[3]).map(ReceivingPortal::id).orElse(null);
  }

  @Test
  void theSigningSecretIsReplaced() {
    NewPortal made = portals.create("credas", null, PortalSettings.named("signing"));

    assertThat(portals.rotateSigningSecret(made.portal().id()).orElseThrow())
        .startsWith("whsec_")
        .isNotEqualTo(made.signingSecret());
  }

  @Test
  void aPatchSeesWhatIsInForceAndKeepsTheRest() {
    PortalId id =
        portals
            .create(
                "credas",
                null,
                PortalSettings.named("before").withHeader(new RequiredHeader("ApiKey", "secret")))
            .portal()
            .id();
    List<PortalSettings> seen = new ArrayList<>();

    portals.patch(
        id,
        settings -> {
          seen.add(settings);
          return settings.withName("after");
        });

    assertThat(seen)
        .containsExactly(
            PortalSettings.named("before").withHeader(new RequiredHeader("ApiKey", "secret")));
    Portal after = portals.find(id).orElseThrow();
    assertThat(after.name()).isEqualTo("after");
    assertThat(after.headerName()).isEqualTo("ApiKey");
  }

  @Test
  void whatDoesNotExistIsNeitherChangedNorFound() {
    PortalId nobody = new PortalId(UUID.randomUUID());

    assertThat(portals.find(nobody)).isEmpty();
    assertThat(portals.patch(nobody, settings -> settings)).isEmpty();
    assertThat(portals.archive(nobody)).isEmpty();
    assertThat(portals.rotateToken(nobody)).isEmpty();
    assertThat(portals.rotateSigningSecret(nobody)).isEmpty();
  }

  @Test
  void pagesShowEveryPortalOnceNewestFirst() {
    List<PortalId> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // two at a time share an instant
      if (i % 2 == 0) {
        clock.advance(Duration.ofMillis(1));
      }
      made.add(portals.create("credas", null, PortalSettings.named("p" + i)).portal().id());
    }

    List<Portal> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Portal> page = portals.list(2, cursor);
      seen.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).extracting(Portal::id).containsExactlyInAnyOrderElementsOf(made);
    assertThat(seen)
        .extracting(Portal::createdAt)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void aDatabaseThatIsDownIsSaid() throws SQLException {
    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> portals.list(10, null));
  }
}
