package io.checkpost.ingest.check;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The primary key of {@code check_update}; no record, for JPA 3.1 makes it without arguments. */
final class UpdateKey {

  private @Nullable UUID messageId;
  private int ordinal;

  /** For JPA. */
  public UpdateKey() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UpdateKey key
        && ordinal == key.ordinal
        && Objects.equals(messageId, key.messageId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messageId, ordinal);
  }
}
