package io.checkpost.ingest.check;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a check stands, and by what.
 *
 * @param checkType the kind of check
 * @param portalId the portal that it belongs to
 * @param outcome what it says now
 * @param kind what its last change was
 * @param messageId the message that brought that
 * @param changedAt when that was received
 * @param update what the provider said; null when the data was erased
 */
public record CheckStanding(
    CheckType checkType,
    PortalId portalId,
    Outcome outcome,
    @Nullable ChangeKind kind,
    MessageId messageId,
    Instant changedAt,
    @Nullable Update update) {

  @Override
  public String toString() {
    return "CheckStanding[" + checkType + ", " + outcome + "]";
  }
}
