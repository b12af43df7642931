package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.ingest.portal.NewPortal;
import org.jspecify.annotations.Nullable;

/** A portal that was just made, with the secrets that are shown this once. */
record NewPortalView(
    @JsonUnwrapped PortalView portal,
    String intakePath,
    @Nullable String intakeUrl,
    String signingSecret)
    implements View {

  static NewPortalView of(NewPortal made) {
    return new NewPortalView(
        PortalView.of(made.portal(), null),
        made.intakePath(),
        made.intakeUrl(),
        made.signingSecret());
  }
}
