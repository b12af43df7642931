package io.checkpost.benchmark;

import java.util.List;

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

  /** Whom {@link #ONE_PERSON} is about. */
  static final String PERSON = "5d1f8a0e-0b57-4b55-9c02-3a8a3d5d7c11";

  /** Right to rent of one person: pending, then given. */
  static final List<String> ONE_PERSON = List.of(rightToRent(1), rightToRent(3));

  private static String rightToRent(int status) {
    return """
    {
       "UpdateType": 7,
       "Payload": "{\\"Id\\":23,\\"Status\\":%d,\\"EntityId\\":\\"%s\\",\
    \\"ClientId\\":\\"75e7fa46-7c93-4d2e-86ee-727737c6f482\\"}"
    }
    """
        .formatted(status, PERSON);
  }

  private CredasBody() {}
}
