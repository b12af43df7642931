package io.checkpost.api.spi;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source of webhooks: identifies the check in a message, reads its codes, and says what is
 * ambiguous. Found as a CDI bean, best {@code @ApplicationScoped}.
 *
 * <p>Called from many threads at once, outside any transaction and while a sender waits: an
 * implementation computes, and neither blocks nor keeps state.
 */
public interface WebhookProvider {

  /** Returns the name in URLs and JSON: lower-case letters and digits, at most 20 characters. */
  String name();

  /** Returns the name that people know it by. */
  String displayName();

  /**
   * Returns the kinds of check this provider reports on, in the order in which pages list them. An
   * update of another kind is not accepted from it.
   */
  Set<CheckType> checkTypes();

  /**
   * Returns, for each check type whose codes no document settles, the published lists by which a
   * portal may choose to have them read.
   */
  default Map<CheckType, Set<String>> codeLists() {
    return Map.of();
  }

  /**
   * Reads a message. Whatever the bytes are, this returns: what is not understood is an {@link
   * Interpretation} too. Should it throw all the same, return null or report a check that is not
   * among {@link #checkTypes()}, the message is kept and quarantined as {@code reader_failed}.
   */
  Interpretation interpret(WebhookRequest request);

  /**
   * Makes the event that observers of this provider's types receive. {@code update} is one that
   * {@link #interpret} returned, perhaps in an earlier version and in another process.
   */
  VerificationEvent event(Update update, Circumstances circumstances);

  /**
   * Returns the canonical spelling of a subject's id, as {@link #interpret} would give it, so that
   * people may search with the spelling they have.
   */
  default String canonicalSubjectId(String given) {
    return given.strip();
  }

  /**
   * Returns the base name of a resource bundle, to be found by this class's loader, with what pages
   * call the things of this provider; empty for none. Which keys it may have is written in
   * {@linkplain io.checkpost.api.spi this package's documentation}. A page shows a thing without a
   * text by its code.
   */
  default Optional<String> texts() {
    return Optional.empty();
  }

  /**
   * Returns what is shown of a field's value to somebody who did not ask to see personal data.
   *
   * @param field the field's {@linkplain io.checkpost.api.ReportedField#name() name}
   */
  default Mask mask(String field) {
    return Mask.FULL;
  }

  /**
   * Returns what makes up messages of this provider, for people to try their ways with; empty where
   * it offers none.
   */
  default Optional<Simulator> simulator() {
    return Optional.empty();
  }
}
