package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.paging.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change in a person's time line.
 *
 * @param subjectId the person or, where the time line has related ones, which of them; null when
 *     the data was erased
 * @param portalId the portal that received it
 * @param checkType the kind of check that changed
 * @param change what changed
 * @param ordinal the number of the update in its message
 * @param update what the provider said; null when the data was erased
 * @param understoodAt when the message was understood, where that was not at once: what came after
 *     it was observed before it; null where it was
 */
public record PersonChange(
    @Nullable String subjectId,
    PortalId portalId,
    CheckType checkType,
    Change change,
    int ordinal,
    @Nullable Update update,
    @Nullable Instant understoodAt) {

  /** Returns its place in the time line. */
  public ChangePlace place() {
    return new ChangePlace(new Cursor(change.receivedAt(), change.messageId().value()), ordinal);
  }

  @Override
  public String toString() {
    return "PersonChange[" + checkType + ", " + change + "]";
  }
}
