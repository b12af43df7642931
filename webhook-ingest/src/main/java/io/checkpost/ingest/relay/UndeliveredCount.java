package io.checkpost.ingest.relay;

/**
 * How many deliveries have not reached their receiver, each counted up to one more than {@link
 * DeliveryCount#MOST}.
 *
 * @param dead how many were given up
 * @param pending how many are on their way or wait for another try
 */
public record UndeliveredCount(int dead, int pending) {

  /** Returns how many there are, or {@link DeliveryCount#MOST} where there are more than that. */
  public int all() {
    return Math.min(DeliveryCount.MOST, dead + pending);
  }

  /** Tells whether there are more than were counted. */
  public boolean more() {
    return dead + pending > DeliveryCount.MOST;
  }
}
