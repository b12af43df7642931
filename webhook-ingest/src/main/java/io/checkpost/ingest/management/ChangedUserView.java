package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.ingest.access.WithPassword;
import org.jspecify.annotations.Nullable;

/** A user with the password that was made for them; null where it was given or stayed. */
record ChangedUserView(@JsonUnwrapped UserView user, @Nullable String generatedPassword)
    implements View {

  static ChangedUserView of(WithPassword changed) {
    return new ChangedUserView(UserView.of(changed.user()), changed.generated().orElse(null));
  }
}
