package io.checkpost.web.observer;

import io.checkpost.api.ObserverName;
import io.checkpost.api.credas.RightToRentUpdate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes nothing while it is closed: while the file that an environment variable names is there. */
@ApplicationScoped
public class Ledger {

  /** Its id. */
  public static final String ID = "acme.Ledger";

  /** The environment variable. */
  public static final String CLOSED = "LEDGER_CLOSED";

  @ObserverName(ID)
  void enter(@Observes RightToRentUpdate update) {
    String closed = System.getenv(CLOSED);
    if (closed != null && Files.exists(Path.of(closed))) {
      throw new IllegalStateException("the ledger is closed");
    }
  }
}
