package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was reported about a check before and after one update of a message.
 *
 * @param ordinal the update's number in its message
 * @param checkType the kind of check
 * @param since when the check had come to what the update says
 * @param next the first change to something else after it; null while that is how the check stands
 * @param earlier what other messages reported before, the last first, at most {@link #MOST}
 * @param later what other messages reported since, the first first, at most {@link #MOST}
 */
public record CheckTrail(
    int ordinal,
    CheckType checkType,
    Instant since,
    @Nullable Change next,
    List<Change> earlier,
    List<Change> later) {

  /** How many earlier and how many later reports are told. */
  public static final int MOST = 5;

  /** Creates a trail; the lists are copied. */
  public CheckTrail {
    earlier = List.copyOf(earlier);
    later = List.copyOf(later);
  }

  /** Tells whether a message is told of. */
  public boolean has(MessageId message) {
    return earlier.stream().anyMatch(change -> change.messageId().equals(message))
        || later.stream().anyMatch(change -> change.messageId().equals(message));
  }
}
