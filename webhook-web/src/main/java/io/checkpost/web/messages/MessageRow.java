package io.checkpost.web.messages;

import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.message.MessageSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in the list.
 *
 * @param message the message
 * @param portal the portal's name
 */
public record MessageRow(MessageSummary message, String portal) {

  private static final int MOST_CHECKS = 3;
  private static final int SHORT = 8;

  /** Returns the end of the id, which tells messages apart; the start is their time. */
  public String shortId() {
    String id = message.id().toString();
    return "…" + id.substring(id.length() - SHORT);
  }

  /** Returns the start of the person's id; null where there is none. */
  public @Nullable String shortSubject() {
    String subject = message.subjectId();
    return subject == null || subject.length() <= SHORT + 1
        ? subject
        : subject.substring(0, SHORT) + "…";
  }

  /** Returns the first checks that the message reports on. */
  public List<CheckOutcome> checks() {
    return message.checks().subList(0, Math.min(MOST_CHECKS, message.checks().size()));
  }

  /** Returns how many more checks it reports on. */
  public int moreChecks() {
    return Math.max(0, message.checks().size() - MOST_CHECKS);
  }
}
