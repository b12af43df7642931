package io.checkpost.ingest.journal;

import org.jspecify.annotations.Nullable;

/**
 * A message could not be made durable, through no fault of its sender, who should send it again.
 */
public final class JournalUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalUnavailable(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
