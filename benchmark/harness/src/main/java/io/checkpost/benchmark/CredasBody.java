package io.checkpost.benchmark;

/**
 * The body that every contestant is sent: the provider's sample of an identity document's check.
 */
final class CredasBody {

  /** Every message is about another document of another person: nothing repeats. */
  static final String TEMPLATE =
      """
      {
         "UpdateType": 4,
         "Payload": "{\\"EntityIdvEntryIdDocumentId\\":\\"@@@@@@@@-@@@@-4@@@-8@@@-@@@@@@@@@@@@\\",\
      \\"FacialMatchVerificationResult\\":5,\\"NameCheckVerificationResult\\":5,\
      \\"NfcCheckVerificationResult\\":0,\\"VisualAnalysisVerificationResult\\":5,\
      \\"BackScanVerificationResult\\":0,\\"VerificationResult\\":5,\
      \\"EntityId\\":\\"@@@@@@@@-@@@@-4@@@-8@@@-@@@@@@@@@@@@\\",\
      \\"ClientId\\":\\"75e7fa46-7c93-4d2e-86ee-727737c6f482\\"}"
      }
      """;

  /** Returns a result of a liveness check, of another person every time. */
  static String liveness(int result) {
    return """
    {
       "UpdateType": 3,
       "Payload": "{\\"EntityIdvEntryId\\":\\"@@@@@@@@-@@@@-4@@@-8@@@-@@@@@@@@@@@@\\",\
    \\"VerificationResult\\":%d,\\"EntityId\\":\\"@@@@@@@@-@@@@-4@@@-8@@@-@@@@@@@@@@@@\\",\
    \\"ClientId\\":\\"75e7fa46-7c93-4d2e-86ee-727737c6f482\\"}"
    }
    """
        .formatted(result);
  }

  /** What no reader understands. */
  static final String UNKNOWN =
      """
      {"UpdateType": 4711, "Payload": "{\\"Id\\":\\"@@@@@@@@@@@@\\"}"}
      """;

  private CredasBody() {}
}
