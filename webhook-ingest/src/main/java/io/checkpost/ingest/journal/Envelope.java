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

  /** Returns the same with the customer's reference as it is read now. */
  Envelope withClientReference(@Nullable String reference) {
    return new Envelope(sha256, headers, remoteAddress, contentEncoding, reference);
  }

  @Override
  public String toString() {
    return "Envelope";
  }
}
