package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A non biometric document check (type 5). A message may hold several; each is an update.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record SupportingDocumentUpdate(Update update, Circumstances circumstances)
    implements CredasUpdate {

  /** Returns {@code NonBiometricDocumentId}, the document. */
  public String documentId() {
    return objectId();
  }

  /** Returns {@code Status}. */
  public ResultCode status() {
    return update.results().get(0);
  }
}
