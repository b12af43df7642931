package io.checkpost.ingest.relay;

import io.checkpost.ingest.privacy.DataKey;
import java.util.Map;

/**
 * A message as it is sent to a target.
 *
 * @param url where to
 * @param headers signed
 * @param body the bytes
 * @param key what seals whatever is answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Letter(String url, Map<String, String> headers, byte[] body, DataKey key) {

  @Override
  public String toString() {
    return "Letter";
  }
}
