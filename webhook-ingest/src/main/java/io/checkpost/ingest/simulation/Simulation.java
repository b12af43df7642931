package io.checkpost.ingest.simulation;

import java.util.List;

/**
 * A simulation that was sent.
 *
 * @param draft what was to be sent
 * @param target where to
 * @param run what it can be sent again by
 * @param sent what was sent, in order: all of the draft, or up to the first that did not arrive
 */
public record Simulation(Draft draft, SimulationTarget target, Run run, List<SentMessage> sent) {

  /** Creates a simulation; the list is copied. */
  public Simulation {
    sent = List.copyOf(sent);
  }

  /** Tells whether everything arrived. */
  public boolean isComplete() {
    return sent.size() == draft.messages().size()
        && sent.stream().allMatch(SentMessage::hasArrived);
  }
}
