package io.checkpost.ingest.attention;

import java.util.Map;

/** The conditions that are matters for a person, by the kinds of their alerts. */
final class Conditions {

  /** What the item of a portal's relay URL is found by, with the portal's id. */
  static final String TARGET = "target:";

  /** What the item of an observer is found by, with the observer's id. */
  static final String OBSERVER = "observer:";

  /** What the item of a silent portal is found by, with the portal's id. */
  static final String PORTAL = "portal:";

  /**
   * What a condition is in the queue.
   *
   * @param prefix what its item is found by, together with the finding's subject
   */
  record Matter(AttentionKind kind, String prefix) {}

  static final Map<String, Matter> BY_ALERT =
      Map.of(
          "delivery-died", new Matter(AttentionKind.DELIVERY_DIED, TARGET),
          "observer-died", new Matter(AttentionKind.OBSERVER_DIED, OBSERVER),
          "portal-silent", new Matter(AttentionKind.PORTAL_SILENT, PORTAL));

  private Conditions() {}
}
