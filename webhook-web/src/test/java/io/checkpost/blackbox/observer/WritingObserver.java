package io.checkpost.blackbox.observer;

import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;

/** Writes down every event. */
@ApplicationScoped
public class WritingObserver {

  /** The environment variable that names the file. */
  public static final String FILE = "OBSERVED_FILE";

  void observe(@Observes VerificationEvent event) throws IOException {
    ObservedFile.append("", event);
  }
}
