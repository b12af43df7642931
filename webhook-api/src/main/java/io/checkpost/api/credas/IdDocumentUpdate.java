package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.util.Optional;

/**
 * An ID document check (type 4): an overall result and up to five that led to it.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record IdDocumentUpdate(Update update, Circumstances circumstances) implements CredasUpdate {

  /** Returns {@code EntityIdvEntryIdDocumentId}, the document. */
  public String documentId() {
    return objectId();
  }

  /** Returns {@code VerificationResult}, the overall result. */
  public ResultCode verificationResult() {
    return update.results().get(0);
  }

  /** Returns {@code FacialMatchVerificationResult}. */
  public Optional<ResultCode> facialMatch() {
    return update.result("FacialMatchVerificationResult");
  }

  /** Returns {@code NameCheckVerificationResult}. */
  public Optional<ResultCode> nameCheck() {
    return update.result("NameCheckVerificationResult");
  }

  /** Returns {@code NfcCheckVerificationResult}. */
  public Optional<ResultCode> nfcCheck() {
    return update.result("NfcCheckVerificationResult");
  }

  /** Returns {@code VisualAnalysisVerificationResult}. */
  public Optional<ResultCode> visualAnalysis() {
    return update.result("VisualAnalysisVerificationResult");
  }

  /** Returns {@code BackScanVerificationResult}. */
  public Optional<ResultCode> backScan() {
    return update.result("BackScanVerificationResult");
  }
}
