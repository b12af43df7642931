package io.checkpost.web.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message, in words.
 *
 * @param tone its colours
 * @param icon its sign
 * @param text what happened
 * @param link the address of the page about it; null where there is none
 * @param at when; null where that is not known, or still to come
 * @param lapse how long after the step before; null where that cannot be said
 * @param details what else is known of it
 * @param names ids that belong to it
 * @param next when it goes on by itself; null where it does not
 * @param actions what a person can do about it
 */
public record Step(
    String tone,
    String icon,
    String text,
    @Nullable String link,
    @Nullable Instant at,
    @Nullable String lapse,
    List<String> details,
    List<String> names,
    @Nullable Instant next,
    List<Action> actions) {

  /** Creates a step; the lists are copied. */
  public Step {
    details = List.copyOf(details);
    names = List.copyOf(names);
    actions = List.copyOf(actions);
  }

  /**
   * A button.
   *
   * @param name what is done
   * @param value to what
   * @param label in words
   */
  public record Action(String name, String value, String label) {}

  static Step of(String tone, String icon, String text) {
    return new Step(tone, icon, text, null, null, null, List.of(), List.of(), null, List.of());
  }

  Step at(@Nullable Instant time) {
    return new Step(tone, icon, text, link, time, lapse, details, names, next, actions);
  }

  Step after(@Nullable String time) {
    return new Step(tone, icon, text, link, at, time, details, names, next, actions);
  }

  Step linkedTo(String address) {
    return new Step(tone, icon, text, address, at, lapse, details, names, next, actions);
  }

  Step with(List<String> more) {
    return new Step(tone, icon, text, link, at, lapse, more, names, next, actions);
  }

  Step naming(List<String> ids) {
    return new Step(tone, icon, text, link, at, lapse, details, ids, next, actions);
  }

  Step goingOnAt(@Nullable Instant time) {
    return new Step(tone, icon, text, link, at, lapse, details, names, time, actions);
  }

  Step offering(List<Action> buttons) {
    return new Step(tone, icon, text, link, at, lapse, details, names, next, buttons);
  }
}
