package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ClientIdsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestDatabase store;
  private final PortalDirectory directory;
  private final Portals portals;
  private final ClientIds clientIds;

  ClientIdsTest(Dialect dialect) {
    MutableClock clock = new MutableClock();
    store = TestDatabase.of(dialect);
    directory = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
    clientIds = new ClientIds(store.database(), store.keyset(), directory);
  }

  @BeforeEach
  void start() {
    clientIds.start(Thread::new);
  }

  @AfterEach
  void close() throws InterruptedException {
    clientIds.close(PATIENCE);
    store.close();
  }

  private NewPortal portal(@Nullable String pinned) {
    return portals.create("credas", null, PortalSettings.named("x").withClientId(pinned));
  }

  private ReceivingPortal receiving(NewPortal portal) {
    return directory
        .find("credas", portal.intakePath().substring("/hooks/credas/".length()))
        .orElseThrow();
  }

  private @Nullable String clientIdOf(NewPortal portal) {
    return portals.find(portal.portal().id()).orElseThrow().clientId();
  }

  /** Learning goes in order: when this has been learned, whatever was seen before it has been. */
  private void awaitWhatWasSeen() {
    NewPortal last = portal(null);
    clientIds.saw(receiving(last), "last of " + last.portal().id());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (clientIdOf(last) == null) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void theFirstIdIsLearnedAndNoOtherReplacesIt() {
    NewPortal portal = portal(null);
    ReceivingPortal asItWas = receiving(portal);

    clientIds.saw(asItWas, "first");
    awaitWhatWasSeen();
    clientIds.saw(asItWas, "second");
    clientIds.saw(receiving(portal), "third");
    awaitWhatWasSeen();

    assertThat(clientIdOf(portal)).isEqualTo("first");
    assertThat(receiving(portal).clientId()).isEqualTo("first");
    assertThat(receiving(portal).clientIdPinned()).isFalse();
  }

  @Test
  void whatAPersonPinnedStays() {
    NewPortal portal = portal(null);
    ReceivingPortal asItWas = receiving(portal);
    portals.patch(portal.portal().id(), settings -> settings.withClientId("pinned"));

    clientIds.saw(asItWas, "learned");
    awaitWhatWasSeen();

    assertThat(clientIdOf(portal)).isEqualTo("pinned");
  }

  @Test
  void nobodyLearnsWhatAnotherPortalOfTheProviderIsKnownBy() {
    portal("taken");
    portals.create("w2", null, PortalSettings.named("w2").withClientId("of w2"));
    NewPortal one = portal(null);
    NewPortal other = portal(null);

    clientIds.saw(receiving(one), "taken");
    clientIds.saw(receiving(other), "of w2");
    awaitWhatWasSeen();

    assertThat(clientIdOf(one)).isNull();
    assertThat(clientIdOf(other)).isEqualTo("of w2");
  }

  @Test
  void whatIsNoIdIsNotLearned() {
    NewPortal portal = portal(null);

    clientIds.saw(receiving(portal), "x".repeat(101));
    clientIds.saw(receiving(portal), "a\0b");
    awaitWhatWasSeen();

    assertThat(clientIdOf(portal)).isNull();
  }
}
