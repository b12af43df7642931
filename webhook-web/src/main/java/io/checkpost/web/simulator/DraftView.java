package io.checkpost.web.simulator;

import io.checkpost.ingest.simulation.DraftedMessage;
import io.checkpost.web.message.BodyView;

/**
 * A message before it is sent, as the page shows it.
 *
 * @param message the message
 * @param body its bytes
 */
public record DraftView(DraftedMessage message, BodyView body) {

  static DraftView of(DraftedMessage message) {
    return new DraftView(message, BodyView.of(message.body()));
  }
}
