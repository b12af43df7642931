package io.checkpost.ingest.access;

import org.jspecify.annotations.Nullable;

/** What of a user is to become another. */
public final class UserChange {

  private final @Nullable Role role;
  private final @Nullable NewPassword password;

  private UserChange(@Nullable Role role, @Nullable NewPassword password) {
    this.role = role;
    this.password = password;
  }

  /** Returns a change of nothing, to go on from. */
  public static UserChange none() {
    return new UserChange(null, null);
  }

  /** Adds another role. */
  public UserChange withRole(Role another) {
    return new UserChange(another, password);
  }

  /**
   * Adds another password.
   *
   * @param given the password; null to have one made
   * @throws io.checkpost.ingest.problem.InvalidInput when it is too short or too long
   */
  public UserChange withPassword(@Nullable String given) {
    return new UserChange(role, given == null ? NewPassword.generated() : NewPassword.given(given));
  }

  @Nullable Role role() {
    return role;
  }

  @Nullable NewPassword password() {
    return password;
  }
}
