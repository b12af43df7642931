package io.checkpost.ingest.management;

import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.relay.TestReply;
import io.checkpost.ingest.simulation.Draft;
import io.checkpost.ingest.simulation.DraftedMessage;
import io.checkpost.ingest.simulation.SentMessage;
import io.checkpost.ingest.simulation.Simulation;
import io.checkpost.ingest.simulation.SimulationRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was made up and, where it was sent, what came of it. */
record SimulationView(
    String portalId,
    String kind,
    String target,
    String run,
    boolean complete,
    List<SimulatedMessageView> messages)
    implements View {

  /** One message. */
  record SimulatedMessageView(
      int number,
      Map<String, String> values,
      String body,
      @Nullable String subjectId,
      List<ReadingView> reading,
      @Nullable String messageId,
      @Nullable String disposition,
      @Nullable String reason,
      @Nullable RelayTestView reply,
      @Nullable String failure) {

    static SimulatedMessageView of(DraftedMessage message) {
      return new SimulatedMessageView(
          message.number(),
          message.values(),
          message.text(),
          message.subjectId(),
          ReadingView.of(message),
          null,
          null,
          message.quarantine(),
          null,
          null);
    }

    static SimulatedMessageView of(SentMessage sent) {
      DraftedMessage message = sent.message();
      Acknowledgement stored = sent.acknowledgement();
      TestReply reply = sent.reply();
      return new SimulatedMessageView(
          message.number(),
          message.values(),
          message.text(),
          message.subjectId(),
          ReadingView.of(message),
          stored == null ? null : stored.messageId().toString(),
          stored == null ? null : stored.disposition().code(),
          stored == null ? message.quarantine() : stored.reason(),
          reply == null ? null : RelayTestView.of(reply),
          sent.failure());
    }
  }

  /** What the portal makes of it. */
  record ReadingView(String checkType, String objectId, String outcome, String certainty) {

    static List<ReadingView> of(DraftedMessage message) {
      return message.updates().stream()
          .map(
              update ->
                  new ReadingView(
                      update.checkType().code(),
                      update.objectId(),
                      update.outcome().code(),
                      update.certainty().code()))
          .toList();
    }
  }

  static SimulationView of(Draft draft, SimulationRequest request) {
    return new SimulationView(
        draft.portal().id().toString(),
        draft.kind().code(),
        request.target().code(),
        request.run().text(),
        false,
        draft.messages().stream().map(SimulatedMessageView::of).toList());
  }

  static SimulationView of(Simulation simulation) {
    return new SimulationView(
        simulation.draft().portal().id().toString(),
        simulation.draft().kind().code(),
        simulation.target().code(),
        simulation.run().text(),
        simulation.isComplete(),
        simulation.sent().stream().map(SimulatedMessageView::of).toList());
  }
}
