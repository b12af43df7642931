package io.checkpost.ingest.message;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to list: those for which all of it holds; null where it does not matter.
 *
 * @param portal the portal that received
 * @param provider the provider's name
 * @param disposition how it ended at intake
 * @param checkType a kind of check that it reports on
 * @param outcome an outcome that it reports, of that kind of check where both are given
 * @param subject the person whom it is about, in any spelling that the provider knows
 * @param clientReference the customer's own reference for the person
 * @param clientIdFlag why it is doubtful whose message it is
 * @param from received then or later
 * @param to received before
 */
public record MessageFilter(
    @Nullable PortalId portal,
    @Nullable String provider,
    @Nullable Disposition disposition,
    @Nullable CheckType checkType,
    @Nullable Outcome outcome,
    @Nullable String subject,
    @Nullable String clientReference,
    @Nullable ClientIdFlag clientIdFlag,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Every message. */
  public static final MessageFilter EVERYTHING =
      new MessageFilter(null, null, null, null, null, null, null, null, null, null);

  @Override
  public String toString() {
    return "MessageFilter";
  }
}
