package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkpost.ingest.replay.Estimate;
import org.jspecify.annotations.Nullable;

/** What a replay would do; {@code atLeast} is there where it could be more. */
record EstimateView(
    long messages,
    long events,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean atLeast)
    implements View {

  static EstimateView of(Estimate estimate) {
    return new EstimateView(
        estimate.messages(), estimate.events(), estimate.atLeast() ? Boolean.TRUE : null);
  }
}
