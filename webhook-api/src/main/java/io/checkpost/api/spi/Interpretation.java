package io.checkpost.api.spi;

import io.checkpost.api.Update;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider made of a message. */
public sealed interface Interpretation {

  /** Returns the person whom the message is about, where that much is certain; null otherwise. */
  @Nullable String subjectId();

  /**
   * The message was understood.
   *
   * @param subjectId the person whom all of it is about, in canonical spelling
   * @param clientReference the customer's own reference for the person (W2 {@code custom1}); null
   *     where there is none
   * @param test whether the body carries a test robot's markers
   * @param updates its results, at least one, all of that subject, no check twice
   */
  record Understood(
      String subjectId, @Nullable String clientReference, boolean test, List<Update> updates)
      implements Interpretation {

    /**
     * Creates an interpretation; the list is copied.
     *
     * @throws IllegalArgumentException when there is no update, one of another subject, or two of
     *     one check
     */
    public Understood {
      updates = List.copyOf(updates);
      if (updates.isEmpty()) {
        throw new IllegalArgumentException("an understood message has at least one update");
      }
      for (Update update : updates) {
        if (!update.subjectId().equals(subjectId)) {
          throw new IllegalArgumentException("all updates of a message are of its subject");
        }
      }
      long checks =
          updates.stream()
              .map(update -> List.of(update.checkType(), update.objectId()))
              .distinct()
              .count();
      if (checks < updates.size()) {
        throw new IllegalArgumentException("a message has one update of a check at most");
      }
    }

    @Override
    public String toString() {
      return "Understood[" + updates.size() + " updates]";
    }
  }

  /**
   * The message is JSON but not one that can be acted upon: it is kept for a person.
   *
   * @param reason a code for filters: lower-case words joined by {@code _}, at most 50 characters;
   *     best one of {@link QuarantineReason}
   * @param detail what is wrong, for a person: names the field, what came and what is accepted, and
   *     never repeats personal data
   * @param subjectId the person it concerns, where that much is certain; its bytes are then erased
   *     with that person's data
   */
  record Quarantined(String reason, String detail, @Nullable String subjectId)
      implements Interpretation {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final int MAX_LENGTH = 50;

    /**
     * Creates a quarantine.
     *
     * @throws IllegalArgumentException when the reason is not such a code
     */
    public Quarantined {
      if (reason.length() > MAX_LENGTH || !CODE.matcher(reason).matches()) {
        throw new IllegalArgumentException(
            "reason '%s': expected lower-case words joined by _, at most %d characters"
                .formatted(reason, MAX_LENGTH));
      }
    }

    /** Creates a quarantine that names no person. */
    public Quarantined(String reason, String detail) {
      this(reason, detail, null);
    }
  }

  /**
   * The bytes are not JSON. The sender is told so with a 400, and they are kept all the same.
   *
   * @param detail where reading stopped; never a part of the body
   */
  record NotJson(String detail) implements Interpretation {

    @Override
    public @Nullable String subjectId() {
      return null;
    }
  }
}
