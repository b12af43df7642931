package io.checkpost.container;

import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageId;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.ObserverDied;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.credas.CredasUpdate;
import io.checkpost.api.credas.DatacheckUpdate;
import io.checkpost.api.credas.IdDocumentUpdate;
import io.checkpost.api.credas.LivenessUpdate;
import io.checkpost.api.credas.NameCheckUpdate;
import io.checkpost.api.credas.RightToRentUpdate;
import io.checkpost.api.credas.RightToWorkUpdate;
import io.checkpost.api.credas.SafeHarbourUpdate;
import io.checkpost.api.credas.ShareCodeUpdate;
import io.checkpost.api.credas.SupportingDocumentUpdate;
import io.checkpost.api.w2.DvfcAlert;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One observer for each type of event, and one that always throws; all write down their calls. */
@ApplicationScoped
public class RecordingObservers {

  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

  @Resource TransactionSynchronizationRegistry transactions;
  @Inject RequestNumber requestNumber;

  static List<String> calls() {
    return List.copyOf(CALLS);
  }

  void nameCheck(@Observes NameCheckUpdate update) {
    record("NameCheckUpdate", update);
  }

  void shareCode(@Observes ShareCodeUpdate update) {
    record("ShareCodeUpdate", update);
  }

  void liveness(@Observes LivenessUpdate update) {
    record("LivenessUpdate", update);
  }

  void idDocument(@Observes IdDocumentUpdate update) {
    record("IdDocumentUpdate", update);
  }

  void supportingDocument(@Observes SupportingDocumentUpdate update) {
    record("SupportingDocumentUpdate", update);
  }

  void datacheck(@Observes DatacheckUpdate update) {
    record("DatacheckUpdate", update);
  }

  void rightToRent(@Observes RightToRentUpdate update) {
    record("RightToRentUpdate", update);
  }

  void rightToWork(@Observes RightToWorkUpdate update) {
    record("RightToWorkUpdate", update);
  }

  void safeHarbour(@Observes SafeHarbourUpdate update) {
    record("SafeHarbourUpdate", update);
  }

  void credas(@Observes CredasUpdate update) {
    record("CredasUpdate", update);
  }

  void dvfcAlert(@Observes DvfcAlert alert) {
    record("DvfcAlert", alert);
  }

  void everything(@Observes VerificationEvent event) {
    record("VerificationEvent", event);
  }

  void fails(@Observes VerificationEvent event) {
    if (event.circumstances().attempt() == 1) {
      record("Failing", event);
    }
    throw new IllegalStateException("this observer always fails");
  }

  void died(@Observes ObserverDied died) {
    note("Died", died.messageId(), died.attempts());
  }

  void recovers(@Observes SafeHarbourUpdate update) {
    if (update.circumstances().attempt() < 3) {
      throw new IllegalStateException("this observer fails twice");
    }
    note("Recovering", update.messageId(), update.circumstances().attempt());
  }

  void asynchronous(@ObservesAsync VerificationEvent event) {
    note("Asynchronous", event.messageId(), event.sequence());
  }

  void last(@Observes @Priority(3000) SafeHarbourUpdate update) {
    note("Last", update.messageId(), requestNumber.get());
  }

  void first(@Observes @Priority(1000) SafeHarbourUpdate update) {
    note("First", update.messageId(), requestNumber.get());
  }

  /** What a test asks for by name; the others count all the calls of a message without these. */
  static void note(String what, MessageId messageId, long number) {
    CALLS.add("*%s %s %d none".formatted(what, messageId, number));
  }

  void accepted(@Observes MessageAccepted event) {
    record("MessageAccepted", event.messageId(), event.updates().size());
  }

  void quarantined(@Observes MessageQuarantined event) {
    record("MessageQuarantined", event.messageId(), 0);
  }

  private void record(String observer, VerificationEvent event) {
    record(observer, event.messageId(), event.sequence());
  }

  private void record(String observer, MessageId messageId, long number) {
    boolean active = transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    CALLS.add(
        "%s %s %d %s"
            .formatted(
                observer, messageId, number, active ? transactions.getTransactionKey() : "none"));
  }
}
