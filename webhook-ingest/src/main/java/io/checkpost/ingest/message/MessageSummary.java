package io.checkpost.ingest.message;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as lists show it.
 *
 * @param id its id
 * @param portalId the portal whose URL received it
 * @param provider the provider's name
 * @param receivedAt when it was received
 * @param disposition how it ended at intake
 * @param reason why it was quarantined, as a code; null otherwise
 * @param reasonDetail the same for a person to read; null otherwise
 * @param duplicateOf the message that said the same before; null where it is no duplicate
 * @param subjectId the person whom it is about; null where that is not known or was erased
 * @param sha256 of the stored bytes, in hexadecimal; null when the data was erased
 * @param size how many bytes are stored
 * @param test whether it carries a test robot's markers or was made up by the simulator
 * @param simulated whether the simulator made it up; not known any more when the data was erased
 * @param clientIdFlag why it is doubtful whose message it is; null where it is not
 * @param reinterpretedAt when it was last read again with another result; null where it never was
 * @param formerDisposition how it had ended before it was read again; null where it never was
 * @param checks what it says of which kinds of check, in its order, nothing twice
 */
public record MessageSummary(
    MessageId id,
    PortalId portalId,
    String provider,
    Instant receivedAt,
    Disposition disposition,
    @Nullable String reason,
    @Nullable String reasonDetail,
    @Nullable MessageId duplicateOf,
    @Nullable String subjectId,
    @Nullable String sha256,
    int size,
    boolean test,
    boolean simulated,
    @Nullable ClientIdFlag clientIdFlag,
    @Nullable Instant reinterpretedAt,
    @Nullable Disposition formerDisposition,
    List<CheckOutcome> checks) {

  /** Creates a summary; the list is copied. */
  public MessageSummary {
    checks = List.copyOf(checks);
  }

  @Override
  public String toString() {
    return "MessageSummary[" + id + "]";
  }
}
