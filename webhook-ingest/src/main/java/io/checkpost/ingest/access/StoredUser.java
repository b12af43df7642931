package io.checkpost.ingest.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A row of {@code app_user}. */
@Entity
@Table(name = "app_user")
class StoredUser {

  private static final String SEPARATOR = ",";

  @Id private String name;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column private String roles;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected StoredUser() {}

  StoredUser(String name, String passwordHash, Set<String> roles, Instant createdAt) {
    this.name = name;
    this.passwordHash = passwordHash;
    this.roles = String.join(SEPARATOR, new TreeSet<>(roles));
    this.createdAt = createdAt;
  }

  String passwordHash() {
    return passwordHash;
  }

  Caller caller() {
    return new Caller(name, Set.of(roles.split(SEPARATOR, -1)));
  }
}
