package io.checkpost.ingest.message;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A filter of which a test sets only what it is about. */
public final class TestFilter {

  public @Nullable PortalId portal;
  public @Nullable String provider;
  public @Nullable Disposition disposition;
  public @Nullable CheckType checkType;
  public @Nullable Outcome outcome;
  public @Nullable String subject;
  public @Nullable String clientReference;
  public @Nullable ClientIdFlag clientIdFlag;
  public @Nullable Instant from;
  public @Nullable Instant to;

  private TestFilter() {}

  /** Returns the filter with what is set. */
  public static MessageFilter with(Consumer<TestFilter> set) {
    TestFilter filter = new TestFilter();
    set.accept(filter);
    return new MessageFilter(
        filter.portal,
        filter.provider,
        filter.disposition,
        filter.checkType,
        filter.outcome,
        filter.subject,
        filter.clientReference,
        filter.clientIdFlag,
        filter.from,
        filter.to);
  }
}
