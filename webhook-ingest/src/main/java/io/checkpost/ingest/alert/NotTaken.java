package io.checkpost.ingest.alert;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whoever was to be told did not take it; the message is our own and may be logged. */
final class NotTaken extends IOException {

  private static final long serialVersionUID = 1L;

  NotTaken(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
