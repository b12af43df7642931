package io.checkpost.ingest.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of an alert's state that is to be told on a channel.
 *
 * @param id of this notice, the same on every attempt
 * @param alertId the alert's
 * @param kind what is wrong, as a code
 * @param subject what it is about
 * @param state what the alert became
 * @param since when it did
 * @param changes which of the alert's changes this is, counted from one
 * @param detail a sentence for a person
 */
record Notice(
    UUID id,
    UUID alertId,
    String kind,
    String subject,
    AlertState state,
    Instant since,
    long changes,
    String detail) {

  String key() {
    return subject.isEmpty() ? kind : kind + ":" + subject;
  }
}
