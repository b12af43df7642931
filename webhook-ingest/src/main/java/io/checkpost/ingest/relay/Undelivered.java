package io.checkpost.ingest.relay;

/**
 * What of a portal's messages has not reached its receiver.
 *
 * @param dead whether deliveries were given up
 * @param late whether deliveries have waited for longer than is usual
 */
public record Undelivered(boolean dead, boolean late) {

  /** Nothing that anybody has to know of. */
  public static final Undelivered NONE = new Undelivered(false, false);
}
