package io.checkpost.ingest.management;

import io.checkpost.ingest.alert.Alert;
import org.jspecify.annotations.Nullable;

/** An alert, raised or cleared. */
record AlertView(
    String id,
    String key,
    String kind,
    String subject,
    String state,
    String since,
    long found,
    String lastFoundAt,
    long changes,
    @Nullable String notifiedAt,
    String detail)
    implements View {

  static AlertView of(Alert alert) {
    return new AlertView(
        alert.id().toString(),
        alert.key(),
        alert.kind(),
        alert.subject(),
        alert.state().code(),
        alert.since().toString(),
        alert.found(),
        alert.lastFoundAt().toString(),
        alert.changes(),
        Texts.of(alert.notifiedAt()),
        alert.detail());
  }
}
