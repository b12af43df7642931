package io.checkpost.ingest.savedview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.access.NotPermitted;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.TestFilter;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class SavedViewsTest {

  private static final ViewUser VERA = new ViewUser("vera", false);
  private static final ViewUser OLGA = new ViewUser("olga", true);
  private static final ViewUser OTTO = new ViewUser("key:otto", true);
  private static final MessageFilter FAILED = TestFilter.with(f -> f.outcome = Outcome.FAILED);

  private final TestDatabase store;
  private final SavedViews views;

  SavedViewsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    views =
        new SavedViews(
            store.entities(),
            new SavedViewStore(store.database()),
            TestPortals.providers(),
            new MutableClock());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static SavedViewChange named(String name) {
    return new SavedViewChange(name, null, null);
  }

  private static SavedViewChange shared(boolean shared) {
    return new SavedViewChange(null, shared, null);
  }

  private List<String> names(ViewUser user) {
    return views.list(user).stream().map(SavedView::name).toList();
  }

  @Test
  void everyFilterComesBackAsItWasSaved() {
    MessageFilter filter =
        TestFilter.with(
            f -> {
              f.portal = new PortalId(UUID.randomUUID());
              f.provider = "credas";
              f.disposition = Disposition.QUARANTINED;
              f.checkType = CheckType.ID_DOCUMENT;
              f.outcome = Outcome.NOT_PERFORMED;
              f.clientIdFlag = ClientIdFlag.OTHER_PORTAL;
              f.from = Instant.parse("2026-11-01T00:00:00Z");
              f.to = Instant.parse("2026-11-02T00:00:00.000001Z");
            });

    SavedView saved = views.save("  Everything at once ", false, filter, VERA);

    assertThat(saved.name()).isEqualTo("Everything at once");
    assertThat(views.list(VERA)).containsExactly(saved);
    assertThat(views.find(saved.id(), VERA)).contains(saved);
    assertThat(saved.filter()).isEqualTo(filter);
  }

  @Test
  void aViewIsItsOwnersUntilItIsShared() {
    SavedView view = views.save("Failed", false, FAILED, OLGA);
    assertThat(names(OLGA)).containsExactly("Failed");
    assertThat(names(VERA)).isEmpty();
    assertThat(views.find(view.id(), OTTO)).isEmpty();
    assertThat(views.change(view.id(), named("Mine"), OTTO)).isEmpty();
    assertThat(views.remove(view.id(), OTTO)).isFalse();

    views.change(view.id(), shared(true), OLGA);

    assertThat(names(VERA)).containsExactly("Failed");
    assertThat(views.change(view.id(), named("All failed"), OTTO).orElseThrow().owner())
        .isEqualTo("olga");
    views.change(view.id(), shared(false), OTTO);
    assertThat(names(OTTO)).isEmpty();
    assertThat(names(OLGA)).containsExactly("All failed");
  }

  @Test
  void whoOnlyLooksHasViewsAndSharesNone() {
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> views.save("Failed", true, FAILED, VERA));
    SavedView own = views.save("Failed", false, FAILED, VERA);
    SavedView common = views.save("Common", true, FAILED, OLGA);

    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> views.change(own.id(), shared(true), VERA));
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> views.change(common.id(), named("Mine"), VERA));
    assertThatExceptionOfType(NotPermitted.class).isThrownBy(() -> views.remove(common.id(), VERA));

    assertThat(names(VERA)).containsExactly("Common", "Failed");
    assertThat(views.remove(own.id(), VERA)).isTrue();
    assertThat(names(VERA)).containsExactly("Common");
  }

  @Test
  void nothingPersonalIsStoredNorRepeatedInTheRefusal() {
    for (MessageFilter personal :
        List.of(
            TestFilter.with(f -> f.subject = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
            TestFilter.with(f -> f.clientReference = "olivia@example.com"))) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> views.save("A person", false, personal, OLGA))
          .satisfies(
              e -> {
                assertThat(e.field()).startsWith("filter.");
                assertThat(e.getMessage()).doesNotContain("olivia", "3f2504e0");
              });
    }
    // nor as a value that only looks like a code
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () -> views.save("x", false, TestFilter.with(f -> f.provider = "olivia"), OLGA));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () ->
                views.save(
                    "x", false, TestFilter.with(f -> f.checkType = new CheckType("olivia")), OLGA));

    assertThat(store.number("SELECT COUNT(*) FROM saved_view")).isZero();
  }

  @Test
  void aNameTellsAUsersViewsApart() {
    SavedView first = views.save("Failed", false, FAILED, OLGA);
    views.save("Failed", false, FAILED, OTTO);
    views.save("Other", false, FAILED, OLGA);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> views.save("Failed", false, FAILED, OLGA));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> views.change(first.id(), named("Other"), OLGA));
    for (String name : List.of("", "  ", "a\nb", "x".repeat(61))) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> views.save(name, false, FAILED, OLGA))
          .satisfies(e -> assertThat(e.field()).isEqualTo("name"));
    }
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> views.save("All", false, MessageFilter.EVERYTHING, OLGA));
  }

  @Test
  void nobodyHasMoreThanCanBeShown() {
    for (int i = 0; i < SavedViews.MOST; i++) {
      views.save("View " + i, false, FAILED, OLGA);
    }

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> views.save("One more", false, FAILED, OLGA));
    views.save("One", false, FAILED, VERA);
  }

  @Test
  void aDatabaseThatIsDownIsTold() throws Exception {
    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> views.list(OLGA));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> views.save("Failed", false, FAILED, OLGA));
  }
}
