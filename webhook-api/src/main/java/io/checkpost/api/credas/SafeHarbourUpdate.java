package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A safe harbour check (type 9), by the Land Registry's standard.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record SafeHarbourUpdate(Update update, Circumstances circumstances)
    implements CredasUpdate {

  /** Returns {@code EntityIdvId}. */
  public long entityIdvId() {
    return Long.parseLong(objectId());
  }

  /** Returns {@code VerificationResult}. */
  public ResultCode verificationResult() {
    return update.results().get(0);
  }
}
