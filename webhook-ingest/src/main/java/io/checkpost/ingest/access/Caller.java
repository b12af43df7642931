package io.checkpost.ingest.access;

import java.io.Serializable;
import java.util.Set;

/**
 * Somebody who proved who they are.
 *
 * @param name the user's name, or {@code key:} and the API key's name
 * @param role what they may do
 */
public record Caller(String name, Role role) implements Serializable {

  /** Returns the role and all that it has with it, as the container wants them. */
  public Set<String> roles() {
    return role.held();
  }
}
