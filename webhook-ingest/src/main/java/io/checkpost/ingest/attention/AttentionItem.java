package io.checkpost.ingest.attention;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person has to look at, or had to.
 *
 * @param id the item; there is one for each check, message, observer, target and portal, and it is
 *     opened again when there is news
 * @param kind why it has to be looked at; the most severe of what is unsettled
 * @param state where it stands
 * @param portalId the portal; null where it is about none
 * @param provider the provider's name; null where it is about none
 * @param checkType the kind of check; null where it is about none
 * @param outcome what the check said last; null where it is about none
 * @param subjectRow the person's row; null where it is about nobody
 * @param subjectId the person, in the provider's words; null also where the data was erased
 * @param messageId the newest message about it; null where there is none
 * @param detail a code or an id that says more: why a message is in quarantine, which observer, why
 *     a delivery died; never personal data
 * @param test whether a test robot of the provider made the message
 * @param openedAt since when it is in the queue, or was last
 * @param seenAt when there was news of it last
 * @param timesSeen how often there was news of it
 * @param acknowledgedBy who has it in hand, or had when it was closed; null for nobody
 * @param acknowledgedAt since when
 * @param closedBy who resolved or ignored it; null where it is not closed, or Checkpost did it
 * @param closedAt when; null where it is not closed
 * @param comment what was said at the last change of state; null for nothing, or when the data was
 *     erased
 */
public record AttentionItem(
    UUID id,
    AttentionKind kind,
    AttentionState state,
    @Nullable PortalId portalId,
    @Nullable String provider,
    @Nullable CheckType checkType,
    @Nullable Outcome outcome,
    @Nullable UUID subjectRow,
    @Nullable String subjectId,
    @Nullable MessageId messageId,
    @Nullable String detail,
    boolean test,
    Instant openedAt,
    Instant seenAt,
    long timesSeen,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    @Nullable String closedBy,
    @Nullable Instant closedAt,
    @Nullable String comment) {

  /** The comment may hold anything. */
  @Override
  public String toString() {
    return "AttentionItem[" + id + ", " + kind + ", " + state + "]";
  }
}
