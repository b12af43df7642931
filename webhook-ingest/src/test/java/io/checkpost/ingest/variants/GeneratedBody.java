package io.checkpost.ingest.variants;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that are too large to keep as files, or no text. */
final class GeneratedBody {

  private static final String ENTITY =
      "\"EntityId\":\"9811e0dc-7bbb-4fdf-be96-b8c7c105080f\","
          + "\"ClientId\":\"a6beec64-5007-45b4-b49d-f4d17c99efee\"";
  private static final String RIGHT_TO_RENT =
      "{\"UpdateType\":7,\"Payload\":{\"Id\":23,\"Status\":1," + ENTITY + "}}";
  private static final String SESSION = "00eb2d04-1e98-44eb-a5d8-bbcfc1c536d7";

  private GeneratedBody() {}

  static byte[] of(String name) {
    return switch (name) {
      case "empty" -> new byte[0];
      case "white-space" -> " \r\n\t ".getBytes(UTF_8);
      case "nul-bytes" -> new byte[64];
      case "invalid-utf-8" -> "{\"UpdateType\":7,\"Payload\":\"Jos\u00e9\"}".getBytes(ISO_8859_1);
      case "byte-order-mark" -> ("\uFEFF" + RIGHT_TO_RENT).getBytes(UTF_8);
      case "utf-16" -> ("\uFEFF" + RIGHT_TO_RENT).getBytes(UTF_16BE);
      case "depth-bomb" -> "[".repeat(1_000_000).getBytes(UTF_8);
      case "closed-depth-bomb" -> ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(UTF_8);
      case "depth-bomb-in-payload" ->
          ("{\"UpdateType\":7,\"Payload\":\"" + "[".repeat(100_000) + "\"}").getBytes(UTF_8);
      case "million-keys" -> millionKeys().getBytes(UTF_8);
      case "field-flood" -> fieldFlood().getBytes(UTF_8);
      case "long-number" -> RIGHT_TO_RENT.replace("23", "9".repeat(100_000)).getBytes(UTF_8);
      case "500-items" -> items(500).getBytes(UTF_8);
      case "items-with-much-around" -> itemsWithMuchAround().getBytes(UTF_8);
      case "pictures" -> pictures().getBytes(UTF_8);
      default -> throw new IllegalArgumentException("nothing generates " + name);
    };
  }

  private static String millionKeys() {
    return IntStream.range(0, 1_000_000)
        .mapToObj(i -> "\"k" + i + "\":0")
        .collect(Collectors.joining(",", "{\"UpdateType\":7,", "}"));
  }

  private static String fieldFlood() {
    return IntStream.range(0, 24_000)
        .mapToObj(i -> "\"k" + i + "\":0")
        .collect(
            Collectors.joining(
                ",",
                "{\"identificationprocess\":{\"result\":\"SUCCESS\",\"sessionId\":\""
                    + SESSION
                    + "\"},\"more\":{",
                "}}"));
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"NonBiometricDocumentId\":\"%s\",\"Status\":%d}"
                    .formatted(new UUID(0, i + 1L), i % 8))
        .collect(
            Collectors.joining(
                ",", "{\"UpdateType\":5,\"Payload\":{\"Items\":[", "]," + ENTITY + "}}"));
  }

  private static String itemsWithMuchAround() {
    String around =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"around" + i + "\":0")
            .collect(Collectors.joining(","));
    return items(500).replace("\"EntityId\"", around + ",\"EntityId\"");
  }

  /** The sample of the DVFC page's newer edition, shortened, with five megabytes of pictures. */
  private static String pictures() {
    String picture = base64Letters(2_500_000);
    return """
        {"id":"11111111-2222-4333-8444-555555555555","caseId":"case-1","dvfcWebResult":{
         "notification":{"accountId":"user.sdkweb.cis","resourceType":"ONBOARDING",
          "event":"END_ONBOARDING","eventDate":"2017-07-21T17:32:28Z",
          "eventData":{"businessUid":"%s","endpointCode":"notify-endpoint",
           "onboardingStatus":"SUCCESS","withQualityIssues":"true"}},
         "onboardingResults":{"uid":"u-1","status":"SUCCESS","result":{"businessId":"%s",
          "analysisResults":[{"code":"IDENTITY","listCapturedDocs":["%s","%s"],
           "listCapturedDocUids":["d-1","d-2"],"biometricConsent":true}]}}}}
        """
        .formatted(SESSION, SESSION, picture, picture);
  }

  private static String base64Letters(int length) {
    Random random = new Random(1);
    StringBuilder letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      letters.append((char) ('A' + random.nextInt(26)));
    }
    return letters.toString();
  }
}
