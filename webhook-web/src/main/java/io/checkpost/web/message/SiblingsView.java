package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.check.CheckTrail;
import io.checkpost.ingest.message.MessageSiblings;
import io.checkpost.ingest.message.MessageSummary;
import java.util.List;

/**
 * The messages beside one, as the page shows them: each once.
 *
 * @param siblings what belongs beside the message
 * @param self the message
 */
public record SiblingsView(MessageSiblings siblings, MessageId self) {

  /** How many of the person's other messages are shown. */
  private static final int MOST_OF_PERSON = 5;

  /** Tells whether there is nothing to be shown. */
  public boolean isAlone() {
    return siblings.original() == null
        && siblings.duplicates().isEmpty()
        && trails().isEmpty()
        && others().isEmpty();
  }

  /** Returns the checks about which other messages reported, too. */
  public List<CheckTrail> trails() {
    return siblings.checks().stream()
        .filter(trail -> !trail.earlier().isEmpty() || !trail.later().isEmpty())
        .toList();
  }

  /** Returns a few other messages about the person that are not named elsewhere on the page. */
  public List<MessageSummary> others() {
    return siblings.samePerson().stream()
        .filter(message -> !isNamed(message.id()))
        .limit(MOST_OF_PERSON)
        .toList();
  }

  private boolean isNamed(MessageId id) {
    MessageSummary original = siblings.original();
    return (original != null && original.id().equals(id))
        || siblings.duplicates().stream().anyMatch(duplicate -> duplicate.id().equals(id))
        || siblings.checks().stream().anyMatch(trail -> trail.has(id));
  }
}
