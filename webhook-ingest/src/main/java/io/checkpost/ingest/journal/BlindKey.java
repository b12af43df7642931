package io.checkpost.ingest.journal;

import java.util.Arrays;
import java.util.UUID;

/**
 * A blind index within a portal: what subjects and checks are locked and found by, in this order.
 */
final class BlindKey implements Comparable<BlindKey> {

  private final byte[] index;
  private final UUID portalId;

  BlindKey(byte[] index, UUID portalId) {
    this.index = index;
    this.portalId = portalId;
  }

  byte[] index() {
    return index;
  }

  UUID portalId() {
    return portalId;
  }

  @Override
  public int compareTo(BlindKey other) {
    int byIndex = Arrays.compareUnsigned(index, other.index);
    return byIndex != 0 ? byIndex : portalId.toString().compareTo(other.portalId.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlindKey key
        && portalId.equals(key.portalId)
        && Arrays.equals(index, key.index);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(index);
  }
}
