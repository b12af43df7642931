package io.checkpost.ingest.attention;

import java.util.Locale;

/** What a person does with an item. */
public enum AttentionAction {
  /** Takes it in hand. */
  ACKNOWLEDGE(AttentionState.ACKNOWLEDGED),
  /** Says that it is done with. */
  RESOLVE(AttentionState.RESOLVED),
  /** Says that nothing has to be done. */
  IGNORE(AttentionState.IGNORED),
  /** Puts it back into the queue. */
  REOPEN(AttentionState.OPEN);

  private final AttentionState result;

  AttentionAction(AttentionState result) {
    this.result = result;
  }

  /** Returns the state that it leads to. */
  public AttentionState result() {
    return result;
  }

  /** Returns the action as URLs name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads an action as URLs name it.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static AttentionAction of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
