package io.checkpost.ingest.simulation;

import io.checkpost.api.spi.Simulator;
import io.checkpost.ingest.portal.Portal;
import java.util.List;

/**
 * A simulation before it is sent.
 *
 * @param portal the portal
 * @param kind the kind of message
 * @param messages what would be sent, in order
 */
public record Draft(Portal portal, Simulator.Kind kind, List<DraftedMessage> messages) {

  /** Creates a draft; the list is copied. */
  public Draft {
    messages = List.copyOf(messages);
  }
}
