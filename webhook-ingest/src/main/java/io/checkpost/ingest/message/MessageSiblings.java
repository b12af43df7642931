package io.checkpost.ingest.message;

import io.checkpost.ingest.check.CheckTrail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that belong beside one: a few of each kind.
 *
 * @param original the message that it repeats; null where it repeats none
 * @param duplicates other messages that repeat it, or what it repeats, newest first, at most {@link
 *     #MOST}
 * @param moreDuplicates whether there are more of them
 * @param checks what was reported about its first checks before and after it
 * @param samePerson other messages about the person, newest first, at most {@link #MOST}
 * @param morePerson whether there are more of them
 */
public record MessageSiblings(
    @Nullable MessageSummary original,
    List<MessageSummary> duplicates,
    boolean moreDuplicates,
    List<CheckTrail> checks,
    List<MessageSummary> samePerson,
    boolean morePerson) {

  /** How many of a kind are told. */
  public static final int MOST = 10;

  /** Creates siblings; the lists are copied. */
  public MessageSiblings {
    duplicates = List.copyOf(duplicates);
    checks = List.copyOf(checks);
    samePerson = List.copyOf(samePerson);
  }

  @Override
  public String toString() {
    return "MessageSiblings";
  }
}
