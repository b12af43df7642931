package io.checkpost.ingest.management;

import io.checkpost.ingest.intake.Refusals;
import org.jspecify.annotations.Nullable;

/** Requests of one hour, cause and portal that left no message. */
record RefusalView(
    String since, String cause, @Nullable String portalId, long refused, @Nullable String sample)
    implements View {

  static RefusalView of(Refusals.Counted counted) {
    return new RefusalView(
        counted.since().toString(),
        counted.cause(),
        Texts.of(counted.portalId()),
        counted.refused(),
        counted.sample());
  }
}
