package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A liveness check (type 3): whether a living person was before the camera.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record LivenessUpdate(Update update, Circumstances circumstances) implements CredasUpdate {

  /** Returns {@code EntityIdvEntryId}, the submission. */
  public String entryId() {
    return objectId();
  }

  /** Returns {@code VerificationResult}. */
  public ResultCode verificationResult() {
    return update.results().get(0);
  }
}
