package io.checkpost.ingest.management;

import io.checkpost.ingest.portal.IntakePath;
import org.jspecify.annotations.Nullable;

/** Where a portal receives with a new token. */
record IntakePathView(String intakePath, @Nullable String intakeUrl) implements View {

  static IntakePathView of(IntakePath intake) {
    return new IntakePathView(intake.path(), intake.url());
  }
}
