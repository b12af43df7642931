package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.audit.AuditedAct;
import io.checkpost.ingest.audit.TestAudit;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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
                new RelaySettings(
                    "https://acme.example/hook?a=b",
                    false,
                    RelayBody.NORMALISED,
                    false,
                    Map.of("CredasKey", "abc"),
                    new RelayFilter(List.of("liveness", "datacheck"), List.of("passed"), true)),
                new RequiredHeader("ApiKey", "s3cret value"),
                Map.of("right_to_rent", "verification-result"),
                List.of("192.0.2.0/24"),
                "https://hooks.example/",
                "Europe/Dublin",
                "client-7",
                true));

    assertThat(made.intakePath()).matches("/hooks/credas/[A-Za-z0-9_-]{43}");
    assertThat(made.intakeUrl()).isEqualTo("https://hooks.example" + made.intakePath());
    assertThat(made.signingSecret()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(made.signingSecret().substring(6))).hasSize(32);
    PortalId id = made.portal().id();
    assertThat(portals.find(id)).contains(made.portal());
    assertThat(made.portal())
        .isEqualTo(
            new Portal(
                id,
                null,
                "credas",
                "Acme Ltd",
                new Portal.Relay(
                    "https://acme.example/hook?a=b",
                    false,
                    "https://acme.example/hook?a=b",
                    id,
                    RelayBody.NORMALISED,
                    false,
                    List.of("CredasKey"),
                    new RelayFilter(List.of("datacheck", "liveness"), List.of("passed"), true)),
                new Portal.Header("ApiKey", null),
                null,
                Map.of(CheckType.RIGHT_TO_RENT, "verification-result"),
                List.of("192.0.2.0/24"),
                "https://hooks.example",
                "Europe/Dublin",
                "client-7",
                true,
                true,
                null,
                clock.instant(),
                null));
  }

  @Test
  void aChildUsesTheNearestAncestorsRelayUrl() {
    Portal top = credas("top", null, "https://top.example/");
    Portal middle = credas("middle", top.id(), null);
    Portal leaf = credas("leaf", middle.id(), null);
    assertThat(leaf.relay().effectiveUrl()).isEqualTo("https://top.example/");

    portals.patch(middle.id(), settings -> settings.withRelayUrl("https://middle.example/"));

    assertThat(portals.list(10, null).items())
        .extracting(Portal::name, each -> each.relay().url(), each -> each.relay().effectiveUrl())
        .containsExactly(
            tuple("leaf", null, "https://middle.example/"),
            tuple("middle", "https://middle.example/", "https://middle.example/"),
            tuple("top", "https://top.example/", "https://top.example/"));
  }

  private void move(Portal portal, @Nullable Portal under) {
    Optional<Portal> moved =
        portals.patch(
            portal.id(),
            new NewPlace(under == null ? null : under.id()),
            settings -> settings.withName(settings.name() + "+"));
    assertThat(moved).isPresent();
  }

  @Test
  void aPortalIsMovedWithEverythingBelowIt() {
    Portal one = credas("one", null, "https://one.example/");
    Portal other = credas("other", null, "https://other.example/");
    Portal branch = credas("branch", one.id(), null);
    Portal leaf = credas("leaf", branch.id(), null);

    move(branch, other);

    Portal moved = portals.find(branch.id()).orElseThrow();
    assertThat(moved.parentId()).isEqualTo(other.id());
    assertThat(moved.name()).isEqualTo("branch+");
    assertThat(portals.find(leaf.id()).orElseThrow().relay().effectiveFrom()).isEqualTo(other.id());
    move(branch, null);
    assertThat(portals.find(branch.id()).orElseThrow().parentId()).isNull();
    assertThat(portals.find(leaf.id()).orElseThrow().relay().effectiveUrl()).isNull();
  }

  @Test
  void noPortalIsMovedUnderItselfOrBelow() {
    Portal top = credas("top", null, null);
    Portal middle = credas("middle", top.id(), null);
    Portal leaf = credas("leaf", middle.id(), null);

    for (Portal under : List.of(top, middle, leaf)) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> move(top, under))
          .matches(e -> e.field().equals("parentId"))
          .withMessageContaining("cycle");
    }
    assertThat(portals.find(top.id())).contains(top);
  }

  @Test
  void aPlaceIsRefusedToAMoveAsToANewPortal() {
    Portal portal = credas("portal", null, null);
    Portal archived = credas("archived", null, null);
    portals.archive(archived.id());
    Portal foreign = portals.create("w2", null, PortalSettings.named("w2")).portal();

    for (Portal under : List.of(archived, foreign)) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> move(portal, under))
          .matches(e -> e.field().equals("parentId"));
    }
    assertThat(portals.patch(new PortalId(UUID.randomUUID()), new NewPlace(null), s -> s))
        .isEmpty();
  }

  @Test
  void sixteenPortalsStandInARowAndNoMore() {
    Portal last = credas("1", null, null);
    for (int level = 2; level <= 15; level++) {
      last = credas(String.valueOf(level), last.id(), null);
    }
    Portal fifteenth = last;
    Portal two = credas("two", null, null);
    credas("under two", two.id(), null);

    Portal sixteenth = credas("16", fifteenth.id(), null);
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> credas("17", sixteenth.id(), null))
        .matches(e -> e.field().equals("parentId"));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> move(two, fifteenth))
        .matches(e -> e.field().equals("parentId"));
  }

  /** Each alone is allowed; both together would be a cycle. */
  @Test
  void ofTwoMovesAtOnceThatWouldBeACycleOneIsRefused() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      Portal one = credas("one", null, null);
      Portal other = credas("other", null, null);
      CountDownLatch ready = new CountDownLatch(2);
      List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads =
          List.of(
              new Thread(() -> together(ready, refusals, () -> move(one, other))),
              new Thread(() -> together(ready, refusals, () -> move(other, one))));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(refusals).hasSize(1);
      assertThat(refusals.get(0)).isInstanceOf(InvalidInput.class).hasMessageContaining("cycle");
    }
  }

  private static void together(CountDownLatch ready, List<Throwable> failures, Runnable work) {
    try {
      ready.countDown();
      ready.await();
      work.run();
    } catch (RuntimeException | InterruptedException e) {
      failures.add(e);
    }
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

    String second = portals.rotateToken(id).orElseThrow().path();

    assertThat(receiver(second)).isEqualTo(id);
    clock.advance(store.settings().tokenGrace().minusMillis(1));
    assertThat(receiver(made.intakePath())).isEqualTo(id);
    clock.advance(Duration.ofMillis(1));
    assertThat(receiver(made.intakePath())).isNull();
    String third = portals.rotateToken(id).orElseThrow().path();
    assertThat(List.of(second, third)).allMatch(path -> id.equals(receiver(path)));
  }

  @Test
  void aRotatedTokenIsShownBehindTheBaseUrl() {
    PortalId id = credas("based", null, null).id();
    assertThat(portals.rotateToken(id).orElseThrow().url()).isNull();

    portals.patch(id, settings -> settings.withBaseUrl("https://hooks.example"));

    IntakePath rotated = portals.rotateToken(id).orElseThrow();
    assertThat(rotated.url()).isEqualTo("https://hooks.example" + rotated.path());
  }

  private @Nullable PortalId receiver(String intakePath) {
    String[] parts = intakePath.split("/", -1);
    return directory.find(parts[2], parts[3]).map(ReceivingPortal::id).orElse(null);
  }

  @Test
  void theSigningSecretIsRotatedAndTheOneBeforeKeptSealedForAWhile() {
    NewPortal made = portals.create("credas", null, PortalSettings.named("signing"));
    PortalId id = made.portal().id();

    String second = portals.rotateSigningSecret(id).orElseThrow();

    assertThat(second).startsWith("whsec_").isNotEqualTo(made.signingSecret());
    assertThat(signingSecrets(id)).containsExactly(second, made.signingSecret());
    assertThat(portals.find(id).orElseThrow().formerSigningSecretUntil())
        .isEqualTo(clock.instant().plus(store.settings().secretGrace()));
    String third = portals.rotateSigningSecret(id).orElseThrow();
    assertThat(signingSecrets(id)).containsExactly(third, second);
    clock.advance(store.settings().secretGrace());
    assertThat(portals.find(id).orElseThrow().formerSigningSecretUntil()).isNull();
  }

  /** As the columns hold them, the one in force first. */
  private List<String> signingSecrets(PortalId id) {
    try {
      return store
          .database()
          .inTransaction(
              connection -> {
                try (var select =
                    connection.prepareStatement(
                        "SELECT sealed_signing_secret, sealed_former_signing_secret FROM portal"
                            + " WHERE id = ?")) {
                  select.setObject(1, id.value());
                  try (var row = select.executeQuery()) {
                    row.next();
                    return List.of(opened(id, row.getBytes(1)), opened(id, row.getBytes(2)));
                  }
                }
              });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String opened(PortalId id, byte[] sealed) {
    return store.keyset().get().open(Secrets.SIGNING_SECRET, id.value(), sealed);
  }

  @Test
  void aPinnedClientIdStaysUntilAPersonTakesItAway() {
    PortalId id = credas("pinned", null, null).id();
    assertThat(portals.find(id).orElseThrow().clientId()).isNull();

    portals.patch(id, settings -> settings.withClientId("client-7"));
    portals.patch(id, settings -> settings.withName("renamed"));

    assertThat(portals.find(id).orElseThrow())
        .extracting(Portal::clientId, Portal::clientIdPinned)
        .containsExactly("client-7", true);
    portals.patch(id, settings -> settings.withClientId(null));
    assertThat(portals.find(id).orElseThrow())
        .extracting(Portal::clientId, Portal::clientIdPinned)
        .containsExactly(null, false);
  }

  /** A change of something else must not look like a rotation, nor lose what was learned. */
  @Test
  void whatIsNotChangedIsNotWritten() {
    PortalId id =
        portals
            .create(
                "credas",
                null,
                PortalSettings.named("before").withHeader(new RequiredHeader("ApiKey", "one")))
            .portal()
            .id();
    portals.rotateHeader(id, null, "two");
    TestPortals.learn(store, id, "learned");

    portals.patch(id, settings -> settings.withName("after"));

    Portal after = portals.find(id).orElseThrow();
    assertThat(after.clientId()).isEqualTo("learned");
    assertThat(after.header())
        .isEqualTo(
            new Portal.Header("ApiKey", clock.instant().plus(store.settings().headerGrace())));
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
    assertThat(after.header()).isEqualTo(new Portal.Header("ApiKey", null));
  }

  @Test
  void whatDoesNotExistIsNeitherChangedNorFound() {
    PortalId nobody = new PortalId(UUID.randomUUID());

    assertThat(portals.find(nobody)).isEmpty();
    assertThat(portals.patch(nobody, settings -> settings)).isEmpty();
    assertThat(portals.archive(nobody)).isEmpty();
    assertThat(portals.rotateToken(nobody)).isEmpty();
    assertThat(portals.rotateSigningSecret(nobody)).isEmpty();
    assertThat(portals.rotateHeader(nobody, "ApiKey", "value")).isEmpty();
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
  void whatIsDoneToAPortalIsWrittenDownWithoutItsSecrets() {
    RelaySettings relay =
        new RelaySettings(
            "https://crm.example.org/hooks/s3cret",
            false,
            RelayBody.RECEIVED,
            true,
            Map.of("X-Crm", "s3cret"),
            RelayFilter.ALL);
    PortalId id = portals.create("credas", null, PortalSettings.named("Lettings")).portal().id();
    portals.patch(id, settings -> settings.withName("Lettings North").withRelay(relay));
    portals.rotateToken(id);
    portals.archive(id);
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> portals.rotateToken(id));

    List<AuditedAct> acts = TestAudit.acts(store);
    assertThat(acts)
        .extracting(AuditedAct::action)
        .containsExactly(
            "portal.archived", "portal.token-rotated", "portal.changed", "portal.made");
    assertThat(acts).extracting(AuditedAct::portalId).containsOnly(id);
    AuditedAct changed = acts.get(2);
    assertThat(changed.before()).containsExactly(Map.entry("name", "Lettings"));
    assertThat(changed.after())
        .containsEntry("name", "Lettings North")
        .containsEntry("relayHeaders", "X-Crm")
        .containsOnlyKeys("name", "relayHeaders", "relayUrl");
    assertThat(changed.after().get("relayUrl")).startsWith("https://crm.example.org (");
    assertThat(acts).noneMatch(act -> act.after().toString().contains("s3cret"));
  }

  @Test
  void aDatabaseThatIsDownIsSaid() throws SQLException {
    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> portals.list(10, null));
  }
}
