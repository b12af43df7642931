package io.checkpost.ingest.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A row of {@code app_user}. */
@Entity
@Table(name = "app_user")
class StoredUser {

  @Id private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column private String roles;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column private @Nullable String language;

  @Column(name = "time_zone")
  private @Nullable String timeZone;

  /** For JPA. */
  protected StoredUser() {}

  StoredUser(String name, String passwordHash, Role role, Instant createdAt) {
    this.name = name;
    this.passwordHash = passwordHash;
    this.roles = role.code();
    this.createdAt = createdAt;
  }

  String passwordHash() {
    return passwordHash;
  }

  void give(Role role) {
    roles = role.code();
  }

  void setPasswordHash(String hash) {
    passwordHash = hash;
  }

  void prefer(Preferences preferences) {
    language = preferences.language();
    timeZone = preferences.timeZone() == null ? null : preferences.timeZone().getId();
  }

  User user() {
    return new User(name, Role.ofStored(roles), createdAt, preferences());
  }

  private Preferences preferences() {
    return new Preferences(language, timeZone == null ? null : ZoneId.of(timeZone));
  }

  /**
   * The hash has a salt of its own each time, so that even the same password given again differs.
   */
  SignedIn signedIn() {
    return new SignedIn(
        new Caller(name, Role.ofStored(roles)),
        HexFormat.of().formatHex(Secret.digest(passwordHash)),
        preferences());
  }
}
