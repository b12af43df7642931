package io.checkpost.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.problem.InvalidInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AuditLogTest {

  private static final Actor OLGA = new Actor("olga", "192.0.2.7");

  private final TestDatabase store;
  private final MutableClock clock = new MutableClock();
  private final Acting acting = new Acting();
  private final AuditLog log;
  private final AuditVerification verification;

  AuditLogTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    log = new AuditLog(store.database(), store.keyset(), acting, clock);
    verification = new AuditVerification(store.database(), store.keyset());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void record(Actor actor, AuditEntry entry) {
    acting.as(() -> actor, () -> log.record(entry));
  }

  private List<AuditedAct> everything() {
    return log.list(AuditFilter.EVERYTHING, 200, null).items();
  }

  @Test
  void whoDidWhatWhenFromWhereAndWhyIsThereAgain() {
    PortalId portal = new PortalId(UUID.randomUUID());
    record(
        OLGA,
        AuditEntry.of("portal.changed", "portal", portal)
            .in(portal)
            .from("name", "Lettings")
            .to("name", "Lettings North")
            .because("They moved.", null));

    assertThat(everything())
        .containsExactly(
            new AuditedAct(
                1,
                clock.instant(),
                "olga",
                "192.0.2.7",
                "portal.changed",
                "portal:" + portal,
                portal,
                Map.of("name", "Lettings"),
                Map.of("name", "Lettings North"),
                "They moved."));
    assertThat(store.column("SELECT sealed_reason FROM audit_entry").get(0))
        .doesNotContain("moved");
  }

  @Test
  void whatNobodyAskedForIsCheckpostsOwn() {
    log.record(AuditEntry.of("retention.applied", "class", "right-to-rent"));

    assertThat(everything()).extracting(AuditedAct::actor).containsExactly("checkpost");
  }

  @Test
  void aReasonGoesWithTheKeyOfWhomItIsAbout() {
    DataKey key = store.keyset().get().newDataKey(UUID.randomUUID(), clock.instant());
    store.execute(
        "INSERT INTO data_key (id, wrapped, created_at) VALUES (?, ?, CURRENT_TIMESTAMP)",
        key.id(),
        key.wrapped());
    MessageId message = new MessageId(UUID.randomUUID());
    record(OLGA, AuditEntry.of("values.shown", message).because("Mr Doe called.", key));
    assertThat(everything()).extracting(AuditedAct::reason).containsExactly("Mr Doe called.");

    store.execute("DELETE FROM data_key WHERE id = ?", key.id());

    assertThat(everything()).extracting(AuditedAct::reason).containsOnlyNulls();
    assertThat(verification.verify().holds()).isTrue();
  }

  @Test
  void anEntryIsThereExactlyWhenWhatItTellsAboutIs() {
    assertThatThrownBy(
            () ->
                store
                    .entities()
                    .inTransaction(
                        em -> {
                          log.record(em, AuditEntry.of("user.made", "user", "otto"));
                          throw new IllegalStateException("did not work");
                        }))
        .hasMessage("did not work");
    assertThat(everything()).isEmpty();

    store
        .entities()
        .inTransaction(
            em -> {
              log.record(em, AuditEntry.of("user.made", "user", "otto"));
              return true;
            });
    assertThat(everything()).extracting(AuditedAct::about).containsExactly("user:otto");
  }

  @Test
  void entriesAreFoundByWhoWhatAndWhenPageByPage() {
    for (int i = 0; i < 5; i++) {
      record(OLGA, AuditEntry.of("message.replayed", "message", i));
      record(new Actor("otto", null), AuditEntry.of("user.signed-in", "user", "otto"));
      clock.advance(Duration.ofMinutes(1));
    }

    AuditFilter ofOlga = new AuditFilter("olga", null, null, null, null, null);
    Page<AuditedAct> first = log.list(ofOlga, 3, null);
    Page<AuditedAct> second = log.list(ofOlga, 3, first.next());
    assertThat(first.items()).extracting(AuditedAct::sequence).containsExactly(9L, 7L, 5L);
    assertThat(second.items()).extracting(AuditedAct::sequence).containsExactly(3L, 1L);
    assertThat(second.next()).isNull();
    assertThat(
            log.list(
                    new AuditFilter(
                        null,
                        "user.signed-in",
                        "user:otto",
                        null,
                        clock.instant().minus(Duration.ofMinutes(2)),
                        clock.instant().minus(Duration.ofMinutes(1))),
                    10,
                    null)
                .items())
        .extracting(AuditedAct::sequence)
        .containsExactly(8L);
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> log.list(ofOlga, 3, "yesterday"))
        .matches(e -> e.field().equals("cursor"));
  }

  @Test
  void manyWhoWriteAtOnceMakeOneChainWithoutGaps() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> done =
        IntStream.range(0, 100)
            .<Future<?>>mapToObj(
                i -> threads.submit(() -> record(OLGA, AuditEntry.of("tried", "message", i))))
            .toList();
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();

    assertThat(store.number("SELECT COUNT(*) FROM audit_entry")).isEqualTo(100);
    assertThat(verification.verify()).isEqualTo(new AuditVerification.Result(100, null));
  }

  @Test
  void whatWasChangedRemovedOrCutOffAfterwardsIsFoundOut() {
    for (int i = 0; i < 6; i++) {
      record(OLGA, AuditEntry.of("message.replayed", "message", i));
    }
    assertThat(verification.verify().holds()).isTrue();

    store.execute("UPDATE audit_entry SET actor = 'otto' WHERE sequence = 4");
    assertThat(verification.verify().brokenAt()).isEqualTo(4);

    store.execute("UPDATE audit_entry SET actor = 'olga' WHERE sequence = 4");
    store.execute("DELETE FROM audit_entry WHERE sequence = 6");
    assertThat(verification.verify().brokenAt()).isEqualTo(6);

    store.execute("DELETE FROM audit_entry WHERE sequence = 3");
    assertThat(verification.verify().brokenAt()).isEqualTo(3);
  }
}
