package io.checkpost.ingest.access;

import org.jspecify.annotations.Nullable;

/** What of a user is to become another. */
public final class UserChange {

  private final @Nullable Role role;
  private final @Nullable NewPassword password;
  private final @Nullable Preferences preferences;

  private UserChange(
      @Nullable Role role, @Nullable NewPassword password, @Nullable Preferences preferences) {
    this.role = role;
    this.password = password;
    this.preferences = preferences;
  }

  /** Returns a change of nothing, to go on from. */
  public static UserChange none() {
    return new UserChange(null, null, null);
  }

  /** Adds another role. */
  public UserChange withRole(Role another) {
    return new UserChange(another, password, preferences);
  }

  /**
   * Adds another password.
   *
   * @param given the password; null to have one made
   * @throws io.checkpost.ingest.problem.InvalidInput when it is too short or too long
   */
  public UserChange withPassword(@Nullable String given) {
    return new UserChange(
        role, given == null ? NewPassword.generated() : NewPassword.given(given), preferences);
  }

  /** Adds other preferences, which replace all that there were. */
  public UserChange withPreferences(Preferences others) {
    return new UserChange(role, password, others);
  }

  @Nullable Role role() {
    return role;
  }

  @Nullable NewPassword password() {
    return password;
  }

  @Nullable Preferences preferences() {
    return preferences;
  }
}
