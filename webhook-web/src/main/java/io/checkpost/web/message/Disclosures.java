package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Writes down who was shown personal data. The one place through which all of it goes. */
@ApplicationSingleton
public final class Disclosures {

  private static final Logger LOG = System.getLogger(Disclosures.class.getName());

  /** What was shown. */
  enum What {
    VALUES("the personal values"),
    BODY("the body"),
    DOWNLOAD("a copy of the body");

    private final String inWords;

    What(String inWords) {
      this.inWords = inWords;
    }
  }

  /** Writes down that a user was shown what a relay target answered. */
  public void recordAnswer(String user, UUID delivery, int attempt) {
    LOG.log(
        Level.INFO,
        "{0} was shown the answer to attempt {1} of delivery {2}",
        user,
        attempt,
        delivery);
  }

  void record(String user, MessageId message, What what) {
    LOG.log(Level.INFO, "{0} was shown {1} of message {2}", user, what.inWords, message);
  }
}
