package io.checkpost.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.problem.Conflict;
import java.util.Map;
import java.util.Set;
import org.glassfish.soteria.identitystores.hash.Pbkdf2PasswordHashImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class AccessTest {

  private static final Caller ADMIN = new Caller("admin", Set.of(Roles.ADMINISTRATOR));

  private final TestDatabase store;
  private final Users users;
  private final ApiKeys apiKeys;

  AccessTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    MutableClock clock = new MutableClock();
    users = new Users(store.entities(), new Pbkdf2PasswordHashImpl(), clock);
    apiKeys = new ApiKeys(store.entities(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FirstAccess.Generated start(Map<String, String> settings) {
    return new FirstAccess(store.entities(), users, apiKeys, Settings.of(settings)).establish();
  }

  @Test
  void theFirstStartMakesAUserAndAKeyAndSaysThemOnce() {
    FirstAccess.Generated first = start(Map.of());

    char[] password = first.adminPassword().orElseThrow().toCharArray();
    assertThat(users.verify("admin", password)).contains(ADMIN);
    String key = first.apiKey().orElseThrow();
    assertThat(key).matches("cpk_[A-Za-z0-9_-]{43}");
    assertThat(apiKeys.callerOf(key))
        .contains(new Caller("key:first", Set.of(Roles.ADMINISTRATOR)));
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
    assertThat(users.verify("admin", "given".toCharArray())).contains(ADMIN);
    assertThat(apiKeys.callerOf("given key")).isPresent();
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
  void anotherPasswordInTheSettingsDoesNotChangeTheUser() {
    start(Map.of("checkpost.admin.password", "one"));
    start(Map.of("checkpost.admin.password", "two"));

    assertThat(users.verify("admin", "one".toCharArray())).isPresent();
    assertThat(users.verify("admin", "two".toCharArray())).isEmpty();
    assertThat(users.verify("nobody", "one".toCharArray())).isEmpty();
  }

  @Test
  void aUsersNameIsUnique() {
    users.create("ada", "secret".toCharArray(), Set.of(Roles.ADMINISTRATOR));

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> users.create("ada", "other".toCharArray(), Set.of()));
  }
}
