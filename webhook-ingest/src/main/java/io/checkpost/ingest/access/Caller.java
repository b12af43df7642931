package io.checkpost.ingest.access;

import java.io.Serializable;
import java.util.Set;

/**
 * Somebody who proved who they are.
 *
 * @param name the user's name, or {@code key:} and the API key's name
 * @param roles what they may do
 */
public record Caller(String name, Set<String> roles) implements Serializable {

  /** Creates a caller; the set is copied. */
  public Caller {
    roles = Set.copyOf(roles);
  }
}
