package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are meant: those for which all of it holds; null where it does not matter.
 *
 * @param portal the portal that received
 * @param state how far they are
 * @param from made then or later
 * @param to made before
 */
public record DeliveryFilter(
    @Nullable PortalId portal,
    @Nullable DeliveryState state,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Every delivery. */
  public static final DeliveryFilter EVERYTHING = new DeliveryFilter(null, null, null, null);
}
