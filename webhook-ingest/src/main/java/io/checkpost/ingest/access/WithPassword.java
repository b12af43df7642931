package io.checkpost.ingest.access;

import java.util.Optional;

/**
 * A user, and the password that was made for them, to be told this once.
 *
 * @param user the user
 * @param generated the password; empty when it was given, or stayed
 */
public record WithPassword(User user, Optional<String> generated) {

  @Override
  public String toString() {
    return "WithPassword[" + user.name() + "]";
  }
}
