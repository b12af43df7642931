package io.checkpost.ingest.simulation;

import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.relay.TestReply;
import org.jspecify.annotations.Nullable;

/**
 * A message that was sent, or could not be.
 *
 * @param message what was sent
 * @param acknowledgement what the intake answered; null where it was not sent there, or not taken
 * @param reply what came of sending it to the callback URL; null where it was not
 * @param failure why it was sent nowhere, as a code; null where it was
 */
public record SentMessage(
    DraftedMessage message,
    @Nullable Acknowledgement acknowledgement,
    @Nullable TestReply reply,
    @Nullable String failure) {

  static SentMessage stored(DraftedMessage message, Acknowledgement acknowledgement) {
    return new SentMessage(message, acknowledgement, null, null);
  }

  static SentMessage posted(DraftedMessage message, TestReply reply) {
    return new SentMessage(message, null, reply, null);
  }

  static SentMessage failed(DraftedMessage message, String failure) {
    return new SentMessage(message, null, null, failure);
  }

  /** Tells whether it arrived, so that the next one may follow. */
  public boolean hasArrived() {
    return acknowledgement != null || (reply != null && reply.isDelivered());
  }
}
