package io.checkpost.ingest.audit;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.paging.Cursor;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it stands in the log.
 *
 * @param sequence its place in the chain, from 1 on without gaps
 * @param at when
 * @param actor who
 * @param address from where; null where there is no network between
 * @param action what was done
 * @param about what it was done to
 * @param portalId the portal that it belongs to; null for none
 * @param before what it was before
 * @param after what it is since
 * @param reason why; null where nobody said so, and where the person it was about has been erased
 */
public record AuditedAct(
    long sequence,
    Instant at,
    String actor,
    @Nullable String address,
    String action,
    String about,
    @Nullable PortalId portalId,
    Map<String, String> before,
    Map<String, String> after,
    @Nullable String reason) {

  /** Returns the entry's place in lists. */
  public Cursor place() {
    return new Cursor(at, new UUID(0, sequence));
  }

  /** Returns the sequence of the entry of a place. */
  static long sequence(Cursor place) {
    return place.id().getLeastSignificantBits();
  }

  /** Shows no reason. */
  @Override
  public String toString() {
    return "AuditedAct[" + sequence + " " + action + " " + about + "]";
  }
}
