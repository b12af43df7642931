package io.checkpost.api;

import java.util.UUID;

/**
 * The id of one received message, given by Checkpost and quoted to the sender.
 *
 * @param value a time-ordered UUID (version 7, RFC 9562 section 5.7)
 */
public record MessageId(UUID value) {

  /**
   * Reads an id as it is written in URLs and JSON.
   *
   * @throws IllegalArgumentException when {@code text} is not a UUID
   */
  public static MessageId of(String text) {
    return new MessageId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
