package io.checkpost.ingest.management;

import io.checkpost.ingest.activity.ActivePortal;
import io.checkpost.ingest.attention.OpenItems;
import io.checkpost.ingest.dispatch.FailingObserver;
import io.checkpost.ingest.dispatch.PendingMessage;
import io.checkpost.ingest.overview.Received;
import io.checkpost.ingest.relay.UndeliveredCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the overview. */
record OverviewView(
    String period,
    String from,
    String to,
    List<SlotView> received,
    List<ReportedView> outcomes,
    OpenView attention,
    UndeliveredView undelivered,
    List<FailingObserverView> failingObservers,
    @Nullable PendingView oldestPending,
    List<LastMessageView> lastMessages)
    implements View {

  /** How many messages came in a part of the period. */
  record SlotView(String from, String to, long accepted, long duplicate, long quarantined) {

    static SlotView of(Received.Slot slot) {
      return new SlotView(
          slot.from().toString(),
          slot.to().toString(),
          slot.accepted(),
          slot.duplicate(),
          slot.quarantined());
    }
  }

  /** How many accepted messages report an outcome. */
  record ReportedView(String checkType, String outcome, long messages) {

    static ReportedView of(Received.Reported reported) {
      return new ReportedView(
          reported.checkType().code(), reported.outcome().code(), reported.messages());
    }
  }

  /** What nobody has looked at. */
  record OpenView(int open, @Nullable String oldestOpenedAt) {

    static OpenView of(OpenItems items) {
      return new OpenView(items.count(), Texts.of(items.oldest()));
    }
  }

  /** What the URLs of portals have not got. */
  record UndeliveredView(int dead, int pending) {

    static UndeliveredView of(UndeliveredCount count) {
      return new UndeliveredView(count.dead(), count.pending());
    }
  }

  /** An observer that does not take everything. */
  record FailingObserverView(String id, @Nullable String deadSince, @Nullable String failingSince) {

    static FailingObserverView of(FailingObserver observer) {
      return new FailingObserverView(
          observer.id(), Texts.of(observer.deadSince()), Texts.of(observer.failingSince()));
    }
  }

  /** The oldest message that no observer has seen. */
  record PendingView(String messageId, String receivedAt) {

    static PendingView of(PendingMessage message) {
      return new PendingView(message.id().toString(), message.receivedAt().toString());
    }
  }

  /** When a portal's last message came. */
  record LastMessageView(String portalId, String receivedAt, @Nullable String silentSince) {

    static LastMessageView of(ActivePortal portal) {
      return new LastMessageView(
          portal.id().toString(),
          portal.last().at().toString(),
          Texts.of(portal.last().silentSince()));
    }
  }
}
