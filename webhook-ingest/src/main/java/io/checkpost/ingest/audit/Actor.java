package io.checkpost.ingest.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something.
 *
 * @param name the user's name, {@code key:} and an API key's name, or {@link #CHECKPOST}'s
 * @param address the address of the network that they come from; null where there is none
 */
public record Actor(String name, @Nullable String address) {

  /** What Checkpost does by itself. */
  public static final Actor CHECKPOST = new Actor("checkpost", null);
}
