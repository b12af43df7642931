package io.checkpost.ingest.intake;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Acknowledgement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The intake's door for what Checkpost made up itself. A token is kept as a digest only, so that
 * nobody can post to a portal's URL in its name; behind the door everything is as for any message.
 *
 * <p>Safe for use by many threads.
 */
@ApplicationSingleton
public final class SimulatedIntake {

  private final Intake intake;
  private final Admission admission;

  /** Creates the bean. */
  @Inject
  SimulatedIntake(Intake intake, Admission admission) {
    this.intake = intake;
    this.admission = admission;
  }

  /**
   * Takes a message in and waits until it is durable.
   *
   * @param madeBy who had it made, which is kept with it
   * @return what its sender would be told; empty when no portal of that id receives
   * @throws NotTaken when it could not be stored now, or the portal receives too much at once
   */
  public Optional<Acknowledgement> receive(PortalId portal, byte[] body, String madeBy) {
    if (!admission.enter()) {
      throw new NotTaken(RefusalCause.UNAVAILABLE);
    }
    try {
      return intake
          .receiveSimulated(portal, body, madeBy)
          .map(stored -> stored.toCompletableFuture().join().acknowledgement());
    } catch (Refused e) {
      throw new NotTaken(e.why());
    } catch (CompletionException e) {
      throw new NotTaken(RefusalCause.UNAVAILABLE);
    } finally {
      admission.leave();
    }
  }
}
