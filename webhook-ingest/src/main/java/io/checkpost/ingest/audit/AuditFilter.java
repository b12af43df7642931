package io.checkpost.ingest.audit;

import io.checkpost.api.PortalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to list: those for which all of it holds; null where it does not matter.
 *
 * @param actor who did it
 * @param action what was done
 * @param about what it was done to
 * @param portal the portal that it belongs to
 * @param from done then or later
 * @param to done before
 */
public record AuditFilter(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String about,
    @Nullable PortalId portal,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Every entry. */
  public static final AuditFilter EVERYTHING = new AuditFilter(null, null, null, null, null, null);
}
