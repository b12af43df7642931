package io.checkpost.api.spi;

import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import java.util.Map;
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

  /** Returns the kinds of check this provider reports on, in the order in which pages list them. */
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
   * Interpretation} too. Should it throw all the same, the message is kept and quarantined.
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
}
