package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are meant: those for which all of it holds; null where it does not matter.
 *
 * @param portal the portal that received
 * @param target the portal whose URL they go to
 * @param states how far they are: one of these; empty where it does not matter
 * @param cause why their last attempt failed
 * @param from made then or later
 * @param to made before
 */
public record DeliveryFilter(
    @Nullable PortalId portal,
    @Nullable PortalId target,
    Set<DeliveryState> states,
    @Nullable Cause cause,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Every delivery. */
  public static final DeliveryFilter EVERYTHING =
      new DeliveryFilter(null, null, Set.of(), null, null, null);

  /** Creates a filter; the set is copied. */
  public DeliveryFilter {
    states = Set.copyOf(states);
  }

  /** Returns the same filter for other states; none where they do not matter. */
  public DeliveryFilter in(Set<DeliveryState> others) {
    return new DeliveryFilter(portal, target, others, cause, from, to);
  }

  /** Returns the same filter for what was made before a time. */
  DeliveryFilter before(Instant time) {
    Instant earlier = to == null || time.isBefore(to) ? time : to;
    return new DeliveryFilter(portal, target, states, cause, from, earlier);
  }

  /** Returns the states in their order. */
  Set<DeliveryState> orderedStates() {
    Set<DeliveryState> ordered = EnumSet.noneOf(DeliveryState.class);
    ordered.addAll(states);
    return ordered;
  }
}
