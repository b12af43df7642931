package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;

/**
 * A header that senders must give with a fixed value.
 *
 * @param name its name, compared without case
 * @param value its secret value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DemandedHeader(String name, byte[] value) {

  boolean isMetBy(List<String> values) {
    return values.size() == 1 && MessageDigest.isEqual(value, values.get(0).getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "DemandedHeader[" + name + "]";
  }
}
