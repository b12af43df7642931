package io.checkpost.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AccessTest {

  private static final Caller ADMIN = new Caller("admin", Role.ADMINISTRATOR);
  private static final String PASSWORD = "twelve chars";

  private final TestDatabase store;
  private final Users users;
  private final ApiKeys apiKeys;

  AccessTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    users = new Users(store.entities(), new Pbkdf2PasswordHashImpl(), new MutableClock());
    apiKeys = keys(Map.of());
  }

  private ApiKeys keys(Map<String, String> settings) {
    return new ApiKeys(store.entities(), Settings.of(settings), new MutableClock());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FirstAccess.Generated start(Map<String, String> settings) {
    return new FirstAccess(store.entities(), users, keys(settings), Settings.of(settings))
        .establish();
  }

  private SignedIn signedIn(String name, String password) {
    return users.verify(name, password.toCharArray()).orElseThrow();
  }

  @Test
  void theFirstStartMakesAUserAndAKeyAndSaysThemOnce() {
    FirstAccess.Generated first = start(Map.of());

    assertThat(signedIn("admin", first.adminPassword().orElseThrow()).caller()).isEqualTo(ADMIN);
    String key = first.apiKey().orElseThrow();
    assertThat(key).matches("cpk_[A-Za-z0-9_-]{43}");
    assertThat(apiKeys.callerOf(key)).contains(new Caller("key:first", Role.ADMINISTRATOR));
    FirstAccess.Generated second = start(Map.of());
    assertThat(second.adminPassword()).isEmpty();
    assertThat(second.apiKey()).isEmpty();
  }

  @Test
  void whatTheSettingsGiveIsTakenAndNotSaid() {
    FirstAccess.Generated first =
        start(Map.of("checkpost.api.key", "given key", "checkpost.admin.password", "given"));

    assertThat(first.adminPassword()).isEmpty();
    assertThat(first.apiKey()).isEmpty();
    assertThat(signedIn("admin", "given").caller()).isEqualTo(ADMIN);
    assertThat(apiKeys.callerOf("given key"))
        .contains(new Caller("key:configured", Role.ADMINISTRATOR));
  }

  @Test
  void anotherKeyInTheSettingsIsAcceptedBesideTheOld() {
    String generated = start(Map.of()).apiKey().orElseThrow();

    start(Map.of("checkpost.api.key", "second"));
    start(Map.of("checkpost.api.key", "third"));
    start(Map.of("checkpost.api.key", "third"));

    assertThat(apiKeys.callerOf(generated)).isPresent();
    assertThat(apiKeys.callerOf("second")).isPresent();
    assertThat(apiKeys.callerOf("third")).isPresent();
    assertThat(apiKeys.callerOf("fourth")).isEmpty();
  }

  @Test
  void aKeyThatTheSettingsGiveIsAnAdministratorsWhateverItWas() {
    String key = apiKeys.create("build", Role.VIEWER).key();

    start(Map.of("checkpost.api.key", key));

    assertThat(apiKeys.callerOf(key)).contains(new Caller("key:build", Role.ADMINISTRATOR));
  }

  @Test
  void anotherPasswordInTheSettingsDoesNotChangeTheUser() {
    start(Map.of("checkpost.admin.password", "one"));
    start(Map.of("checkpost.admin.password", "two"));

    assertThat(users.verify("admin", "one".toCharArray())).isPresent();
    assertThat(users.verify("admin", "two".toCharArray())).isEmpty();
    assertThat(users.verify("nobody", "one".toCharArray())).isEmpty();
  }

  @Test
  void aHigherRoleHasTheLowerOnes() {
    assertThat(Role.VIEWER.held()).containsExactlyInAnyOrder("viewer");
    assertThat(Role.OPERATOR.held()).containsExactlyInAnyOrder("operator", "viewer");
    assertThat(Role.ADMINISTRATOR.held())
        .containsExactlyInAnyOrder("administrator", "operator", "viewer");
  }

  @Test
  void rolesOfANewerVersionGiveNothingHere() {
    users.create("ada", Role.OPERATOR, PASSWORD);

    store.execute("UPDATE app_user SET roles = 'evidence,operator' WHERE name = 'ada'");
    assertThat(users.find("ada").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    store.execute("UPDATE app_user SET roles = 'evidence' WHERE name = 'ada'");
    assertThat(users.find("ada").orElseThrow().role()).isEqualTo(Role.VIEWER);
  }

  @Test
  void aUsersNameIsUnique() {
    users.create("ada", Role.VIEWER, PASSWORD);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> users.create("ada", Role.VIEWER, "another password"));
  }

  @Test
  void aPasswordIsMadeWhereNoneIsGivenAndMustNotBeShortWhereOneIs() {
    String made = users.create("ada", Role.VIEWER, null).generated().orElseThrow();
    assertThat(signedIn("ada", made).caller()).isEqualTo(new Caller("ada", Role.VIEWER));
    assertThat(users.create("bob", Role.VIEWER, PASSWORD).generated()).isEmpty();

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> users.create("cyd", Role.VIEWER, "eleven char"))
        .satisfies(
            e -> {
              assertThat(e.field()).isEqualTo("password");
              assertThat(e.getMessage()).doesNotContain("eleven");
            });
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> users.create("a b", Role.VIEWER, PASSWORD));
    assertThat(users.list()).extracting(User::name).containsExactly("ada", "bob");
  }

  @Test
  void aSessionHasTheRoleThatItsUserHasNow() {
    start(Map.of("checkpost.admin.password", "given"));
    users.create("ada", Role.OPERATOR, PASSWORD);
    SignedIn session = signedIn("ada", PASSWORD);

    users.change("ada", UserChange.none().withRole(Role.VIEWER));

    assertThat(users.current(session).map(SignedIn::caller))
        .contains(new Caller("ada", Role.VIEWER));
  }

  @Test
  void aSessionReadsAsItsUserWantsToNow() {
    start(Map.of("checkpost.admin.password", "given"));
    users.create("ada", Role.OPERATOR, PASSWORD);
    SignedIn session = signedIn("ada", PASSWORD);
    assertThat(session.preferences()).isEqualTo(Preferences.NONE);

    Preferences wanted = Preferences.of("de", "Europe/Berlin");
    users.change("ada", UserChange.none().withPreferences(wanted));

    assertThat(users.current(session).map(SignedIn::preferences)).contains(wanted);
    assertThat(users.find("ada").map(User::preferences)).contains(wanted);
  }

  @Test
  void onlyWhatIsALanguageOrATimeZoneCanBePreferred() {
    assertThat(Preferences.of(null, null)).isEqualTo(Preferences.NONE);
    assertThat(Preferences.of("pt-BR", null).locale()).isEqualTo(new Locale("pt", "BR"));
    for (String wrong : List.of("", "German", "de_DE", "../de")) {
      assertThatExceptionOfType(InvalidInput.class)
          .as(wrong)
          .isThrownBy(() -> Preferences.of(wrong, null))
          .satisfies(e -> assertThat(e.field()).isEqualTo("language"));
    }
    for (String wrong : List.of("", "Mars/Olympus", "+25:00", "europe/london")) {
      assertThatExceptionOfType(InvalidInput.class)
          .as(wrong)
          .isThrownBy(() -> Preferences.of(null, wrong))
          .satisfies(e -> assertThat(e.field()).isEqualTo("timeZone"));
    }
  }

  @Test
  void whoKnowsTheirPasswordCanChangeItAndOnlyTheNewSessionLives() {
    start(Map.of("checkpost.admin.password", "given"));
    users.create("ada", Role.VIEWER, PASSWORD);
    SignedIn before = signedIn("ada", PASSWORD);

    assertThat(users.changePassword("ada", "not that one at all", "another long password"))
        .isEmpty();
    assertThat(users.current(before)).isPresent();
    SignedIn after = users.changePassword("ada", PASSWORD, "another long password").orElseThrow();

    assertThat(users.current(before)).isEmpty();
    assertThat(users.current(after)).isPresent();
    assertThat(users.verify("ada", PASSWORD.toCharArray())).isEmpty();
  }

  @Test
  void aSessionEndsWithItsUserOrItsPassword() {
    start(Map.of("checkpost.admin.password", "given"));
    users.create("ada", Role.OPERATOR, PASSWORD);
    SignedIn first = signedIn("ada", PASSWORD);
    users.change("ada", UserChange.none().withPassword(PASSWORD));
    assertThat(users.current(first)).isEmpty();

    SignedIn second = signedIn("ada", PASSWORD);
    assertThat(users.remove("ada")).isTrue();
    assertThat(users.current(second)).isEmpty();
    users.create("ada", Role.VIEWER, PASSWORD);
    assertThat(users.current(second)).as("another user of that name").isEmpty();
  }

  @Test
  void aSessionCannotBeCheckedWithoutTheDatabase() throws Exception {
    users.create("ada", Role.OPERATOR, PASSWORD);
    SignedIn session = signedIn("ada", PASSWORD);

    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> users.current(session));
  }

  @Test
  void thereIsAlwaysAnAdministrator() {
    start(Map.of("checkpost.admin.password", "given"));
    users.create("ada", Role.OPERATOR, PASSWORD);
    UserChange demotion = UserChange.none().withRole(Role.OPERATOR);

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> users.remove("admin"));
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> users.change("admin", demotion));
    assertThat(users.change("admin", UserChange.none().withRole(Role.ADMINISTRATOR))).isPresent();

    users.change("ada", UserChange.none().withRole(Role.ADMINISTRATOR));
    assertThat(users.change("admin", demotion)).isPresent();
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> users.remove("ada"));
    assertThat(users.remove("admin")).isTrue();
    assertThat(users.remove("nobody")).isFalse();
    assertThat(users.change("nobody", demotion)).isEmpty();
  }

  @Test
  void twoAdministratorsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
    users.create("ada", Role.ADMINISTRATOR, PASSWORD);
    users.create("bob", Role.ADMINISTRATOR, PASSWORD);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Boolean>> removals =
          List.of(() -> users.remove("ada"), () -> users.remove("bob"));
      int refused = 0;
      for (Future<Boolean> removal : threads.invokeAll(removals)) {
        refused += isConflict(removal) ? 1 : 0;
      }
      assertThat(refused).isEqualTo(1);
      assertThat(users.list()).hasSize(1);
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isConflict(Future<Boolean> removal) throws InterruptedException {
    try {
      removal.get();
      return false;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(Conflict.class);
      return true;
    }
  }

  @Test
  void aKeyIsListedByItsIdAndRemovedByIt() {
    NewApiKey build = apiKeys.create("build", Role.OPERATOR);
    NewApiKey metrics = apiKeys.create("metrics", Role.VIEWER);

    assertThat(apiKeys.list()).containsExactlyInAnyOrder(build.apiKey(), metrics.apiKey());
    assertThat(apiKeys.callerOf(metrics.key())).contains(new Caller("key:metrics", Role.VIEWER));

    assertThat(apiKeys.remove(metrics.apiKey().id())).isTrue();
    assertThat(apiKeys.callerOf(metrics.key())).isEmpty();
    assertThat(apiKeys.lastCallerOf(metrics.key())).isEmpty();
    assertThat(apiKeys.callerOf(build.key())).isPresent();
    assertThat(apiKeys.remove(UUID.randomUUID())).isFalse();
  }

  @Test
  void aKeysNameTellsItFromOthers() {
    apiKeys.create("build", Role.OPERATOR);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> apiKeys.create("build", Role.VIEWER));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> apiKeys.create("a\nb", Role.VIEWER));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> apiKeys.create(" ", Role.VIEWER));
  }

  @Test
  void theKeyOfTheSettingsIsTakenOutThere() {
    start(Map.of("checkpost.api.key", "given key"));
    ApiKeys configured = keys(Map.of("checkpost.api.key", "given key"));
    ApiKey key = configured.list().get(0);
    assertThat(key.fromSettings()).isTrue();

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> configured.remove(key.id()));
    assertThat(configured.callerOf("given key")).isPresent();

    ApiKeys afterwards = keys(Map.of());
    assertThat(afterwards.list()).extracting(ApiKey::fromSettings).containsExactly(false);
    assertThat(afterwards.remove(key.id())).isTrue();
  }
}
