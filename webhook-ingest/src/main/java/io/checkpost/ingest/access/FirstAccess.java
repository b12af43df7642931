package io.checkpost.ingest.access;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.Optional;

/** Sees to it that somebody can get in: the first user and the first API key. */
@ApplicationSingleton
public final class FirstAccess {

  private static final String FIRST_USER = "admin";
  private static final String FIRST_KEY = "first";
  private static final String KEY_OF_SETTINGS = "configured";

  private final Entities entities;
  private final Users users;
  private final ApiKeys apiKeys;
  private final Settings settings;

  /** Creates the bean. */
  @Inject
  public FirstAccess(Entities entities, Users users, ApiKeys apiKeys, Settings settings) {
    this.entities = entities;
    this.users = users;
    this.apiKeys = apiKeys;
    this.settings = settings;
  }

  /**
   * What was generated, to be printed this once.
   *
   * @param adminPassword the password of the user {@code admin}; empty when it was given by the
   *     settings or there was a user already
   * @param apiKey the first API key; empty when it was given by the settings or there was one
   */
  public record Generated(Optional<String> adminPassword, Optional<String> apiKey) {

    @Override
    public String toString() {
      return "Generated";
    }
  }

  /**
   * Creates the first user and API key where there are none, and accepts the key of the settings
   * beside those that there are. May be called at every start and on many nodes at once.
   */
  public Generated establish() {
    return new Generated(establishUser(), establishKey());
  }

  private Optional<String> establishUser() {
    if (entities.inTransaction(Users::isAny)) {
      return Optional.empty();
    }
    NewPassword password =
        settings
            .adminPassword()
            .map(given -> new NewPassword(given, false))
            .orElseGet(NewPassword::generated);
    try {
      return users.add(FIRST_USER, Role.ADMINISTRATOR, password).generated();
    } catch (Conflict | PersistenceException e) {
      if (entities.inTransaction(Users::isAny)) {
        // another node was faster
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<String> establishKey() {
    Optional<String> given = settings.apiKey();
    if (given.isPresent()) {
      acceptOnce(given.get());
      return Optional.empty();
    }
    return entities.inTransaction(
        em ->
            ApiKeys.isAny(em)
                ? Optional.empty()
                : Optional.of(apiKeys.create(FIRST_KEY, Role.ADMINISTRATOR).key()));
  }

  private void acceptOnce(String key) {
    try {
      apiKeys.accept(key, KEY_OF_SETTINGS);
    } catch (PersistenceException e) {
      if (apiKeys.callerOf(key).isEmpty()) {
        throw e;
      }
      // another node was faster
    }
  }
}
