package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.logging.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Writes down who was shown personal data. The one place through which all of it goes. */
@ApplicationSingleton
public final class Disclosures {

  private static final Logger LOG = System.getLogger(Disclosures.class.getName());

  /** What was shown. */
  enum What {
    VALUES("values"),
    BODY("body"),
    DOWNLOAD("download");

    private final String code;

    What(String code) {
      this.code = code;
    }
  }

  /** Writes down that a user was shown what a relay target answered. */
  public void recordAnswer(String user, UUID delivery, int attempt) {
    LOG.log(
        Level.INFO,
        LogLine.of("disclosed.answer")
            .with("user", user)
            .with("delivery", delivery)
            .with("attempt", attempt)
            .toString());
  }

  void record(String user, MessageId message, What what) {
    LOG.log(
        Level.INFO,
        LogLine.of("disclosed." + what.code)
            .with("user", user)
            .with("message", message)
            .toString());
  }
}
