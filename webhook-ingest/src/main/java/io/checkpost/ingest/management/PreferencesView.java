package io.checkpost.ingest.management;

import io.checkpost.ingest.access.Preferences;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a user reads the pages; null for the browser's language and the server's time zone. */
record PreferencesView(@Nullable String language, @Nullable String timeZone) implements View {

  static PreferencesView of(Preferences preferences) {
    return new PreferencesView(
        preferences.language(),
        Optional.ofNullable(preferences.timeZone()).map(ZoneId::getId).orElse(null));
  }
}
