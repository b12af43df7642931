package io.checkpost.web.deliveries;

import io.checkpost.ingest.relay.DeliveryCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before many deliveries are changed.
 *
 * @param what {@code send} or {@code close}
 * @param count how many there are
 * @param targets where the first of them go
 */
public record Confirmation(String what, DeliveryCount count, List<Destination> targets) {

  /** How many targets are named. */
  static final int MOST_TARGETS = 20;

  /** Creates a question; the list is copied. */
  public Confirmation {
    targets = List.copyOf(targets);
  }

  /**
   * Where some of them go.
   *
   * @param name the portal's name
   * @param address host and path of its URL; null where it has none any more
   * @param count how many
   * @param rest the key of why they wait there nevertheless; null where they do not
   */
  public record Destination(
      String name, @Nullable String address, int count, @Nullable String rest) {}

  /** Tells whether there is nothing to be changed. */
  public boolean isNothing() {
    return count.all() == 0;
  }

  /** Returns the key of one of its texts. */
  public String key(String text) {
    return "deliveries.confirm." + what + "." + text;
  }

  /** Returns how many targets are not named. */
  public int moreTargets() {
    return count.byTarget().size() - targets.size();
  }
}
