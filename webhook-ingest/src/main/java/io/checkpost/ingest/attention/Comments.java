package io.checkpost.ingest.attention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.privacy.DataKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people say of items, sealed: it may name the person. It is bound to the item and to the
 * change of state that it was said at.
 */
final class Comments {

  private Comments() {}

  static byte[] seal(DataKey key, UUID item, int change, String comment) {
    return key.seal(purpose(change), item, comment.getBytes(UTF_8));
  }

  /** Returns a comment; null where there is none, or its key was destroyed. */
  static @Nullable String open(
      @Nullable DataKey key, UUID item, int change, byte @Nullable [] sealed) {
    return key == null || sealed == null
        ? null
        : new String(key.open(purpose(change), item, sealed), UTF_8);
  }

  private static String purpose(int change) {
    return "attention.comment." + change;
  }
}
