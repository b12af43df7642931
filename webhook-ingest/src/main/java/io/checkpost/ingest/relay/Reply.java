package io.checkpost.ingest.relay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one HTTP attempt.
 *
 * @param status the answer's status; null when there was no answer
 * @param cause why it failed; null when the message was delivered
 * @param address what it was connected to, or refused to connect to; null when there was neither
 * @param headers a few of the answer's headers, by lower-case name
 * @param body the answer's first {@link RelayClient#LARGEST_KEPT} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(
    @Nullable Integer status,
    @Nullable Cause cause,
    @Nullable String address,
    Map<String, String> headers,
    byte[] body) {

  static Reply failed(Cause cause, @Nullable String address) {
    return new Reply(null, cause, address, Map.of(), new byte[0]);
  }

  /** Shows nothing of what a stranger answered. */
  @Override
  public String toString() {
    return "Reply[" + status + ", " + cause + "]";
  }
}
