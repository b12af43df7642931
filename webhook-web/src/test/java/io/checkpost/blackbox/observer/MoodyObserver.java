package io.checkpost.blackbox.observer;

import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Objects;

/** Writes down every event that it takes; one attempt in four fails, always the same. */
@ApplicationScoped
public class MoodyObserver {

  /** What the name of its file ends with. */
  public static final String SUFFIX = ".moody";

  void observe(@Observes VerificationEvent event) throws IOException {
    int chance = Objects.hash(event.subjectId(), event.sequence(), event.circumstances().attempt());
    if (Math.floorMod((chance * 0x9E3779B9) >>> 16, 4) == 0) {
      throw new IllegalStateException("not in the mood");
    }
    ObservedFile.append(SUFFIX, event);
  }
}
