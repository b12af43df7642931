package io.checkpost.ingest.journal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept sealed beside a message's bytes.
 *
 * @param sha256 of the stored bytes, in hexadecimal; sealed because the hash of a short body
 *     confirms guesses of its content
 * @param headers as received by lower-case name, without those that carry secrets
 * @param remoteAddress who sent it
 * @param contentEncoding the encoding that was taken off; null for none
 * @param clientReference the customer's own reference for the person; null for none
 */
public record Envelope(
    String sha256,
    Map<String, List<String>> headers,
    String remoteAddress,
    @Nullable String contentEncoding,
    @Nullable String clientReference) {

  /**
   * The header of a message that the simulator made up, with who had it made. Nobody else's is
   * kept: it is taken off what comes from outside.
   */
  public static final String SIMULATED = "x-checkpost-simulated";

  /** Tells whether the simulator made the message up. */
  public boolean isSimulated() {
    return headers.containsKey(SIMULATED);
  }

  /** Returns the same with the customer's reference as it is read now. */
  Envelope withClientReference(@Nullable String reference) {
    return new Envelope(sha256, headers, remoteAddress, contentEncoding, reference);
  }

  @Override
  public String toString() {
    return "Envelope";
  }
}
