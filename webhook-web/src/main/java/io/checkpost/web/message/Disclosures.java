package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes down who was shown personal data. The one place through which all of it goes. */
@ApplicationSingleton
final class Disclosures {

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

  void record(String user, MessageId message, What what) {
    LOG.log(Level.INFO, "{0} was shown {1} of message {2}", user, what.inWords, message);
  }
}
