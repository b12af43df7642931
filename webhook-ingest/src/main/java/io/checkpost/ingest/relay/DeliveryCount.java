package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many deliveries there are, as far as they are counted.
 *
 * @param all how many were counted
 * @param more whether there are more than that
 * @param byTarget how many of those that were counted go to the URL of each portal, the target of
 *     the oldest first
 */
public record DeliveryCount(int all, boolean more, Map<PortalId, Integer> byTarget) {

  /** How far is counted. */
  public static final int MOST = 1000;

  /** Creates a count; the map is copied. */
  public DeliveryCount {
    byTarget = Collections.unmodifiableMap(new LinkedHashMap<>(byTarget));
  }

  static DeliveryCount of(List<PortalId> targets) {
    List<PortalId> counted = targets.subList(0, Math.min(MOST, targets.size()));
    Map<PortalId, Integer> byTarget = new LinkedHashMap<>();
    counted.forEach(target -> byTarget.merge(target, 1, Integer::sum));
    return new DeliveryCount(counted.size(), targets.size() > MOST, byTarget);
  }
}
