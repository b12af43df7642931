package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import java.util.List;
import java.util.Map;

/**
 * A relay URL with how it is used.
 *
 * @param id the portal that owns it
 * @param url the URL
 * @param normalised whether the normalised update is sent instead of the received bytes
 * @param headers more headers that the receiver expects, none that says what Checkpost says or how
 *     the message is carried; their values may be secrets
 * @param signingSecrets what each message is signed with: the one in force, then one that was
 *     rotated out and still counts
 */
public record RelayTarget(
    PortalId id,
    String url,
    boolean normalised,
    Map<String, String> headers,
    List<String> signingSecrets) {

  /** Creates a target; headers and secrets are copied. */
  public RelayTarget {
    headers = Map.copyOf(headers);
    signingSecrets = List.copyOf(signingSecrets);
  }

  @Override
  public String toString() {
    return "RelayTarget[" + id + "]";
  }
}
