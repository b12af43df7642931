package io.checkpost.web.deliveries;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Cause;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.FilterForm;
import io.checkpost.web.text.Words;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What deliveries can be filtered by; the names are those of the management API. Unlike there, what
 * is undelivered is shown where no state is asked for.
 */
final class DeliveryFilters {

  static final String PORTAL = "portal";
  static final String TARGET = "target";
  static final String STATE = "state";
  static final String CAUSE = "cause";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String EVERY_STATE = "all";

  static final List<String> ALL = List.of(PORTAL, TARGET, STATE, CAUSE, FROM, TO);

  private DeliveryFilters() {}

  /**
   * Returns what a form means.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when a value cannot be read
   */
  static DeliveryFilter of(FilterForm form, ZoneId zone) {
    Set<DeliveryState> states = form.read(STATE, DeliveryFilters::states, acceptedStates());
    return new DeliveryFilter(
        form.read(PORTAL, PortalId::of, "a portal's id"),
        form.read(TARGET, PortalId::of, "a portal's id"),
        states == null ? DeliveryState.UNDELIVERED : states,
        form.code(CAUSE, Cause::of, Cause.values(), Cause::code),
        form.from(FROM, zone),
        form.until(TO, zone));
  }

  private static Set<DeliveryState> states(String given) {
    return given.equals(EVERY_STATE) ? Set.of() : Set.of(DeliveryState.of(given));
  }

  private static Stream<String> stateCodes() {
    return Stream.concat(
        Arrays.stream(DeliveryState.values()).map(DeliveryState::code), Stream.of(EVERY_STATE));
  }

  private static String acceptedStates() {
    return stateCodes().collect(Collectors.joining(", "));
  }

  static List<Choice> states(Words words) {
    return stateCodes()
        .map(code -> new Choice(code, words.text("deliveries.state." + code)))
        .toList();
  }

  static List<Choice> causes(Words words) {
    return Arrays.stream(Cause.values())
        .map(cause -> new Choice(cause.code(), words.deliveryCause(cause.code())))
        .toList();
  }
}
