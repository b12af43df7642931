package io.checkpost.ingest.attention;

import io.checkpost.api.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an item says beside why it is there; null where it does not apply.
 *
 * @param messageId the newest message about it
 * @param test whether a test robot made that
 * @param detail a code or an id, never personal data; cut where it is too long for the table
 */
record Facts(
    @Nullable UUID portalId,
    @Nullable String provider,
    @Nullable String checkType,
    @Nullable Outcome outcome,
    @Nullable UUID subjectId,
    @Nullable UUID messageId,
    boolean test,
    @Nullable String detail) {

  private static final int LONGEST_DETAIL = 250;

  Facts {
    if (detail != null && detail.length() > LONGEST_DETAIL) {
      detail = detail.substring(0, LONGEST_DETAIL);
    }
  }
}
