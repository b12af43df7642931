package io.checkpost.api;

import java.util.UUID;

/**
 * The id of a portal: a customer account at a provider, and the wall between tenants.
 *
 * @param value a time-ordered UUID
 */
public record PortalId(UUID value) {

  /**
   * Reads an id as it is written in URLs and JSON.
   *
   * @throws IllegalArgumentException when {@code text} is not a UUID
   */
  public static PortalId of(String text) {
    return new PortalId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
