package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.database.Dialect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong around a body rather than in it. On the embedded database: no journal differs. */
@Timeout(300)
class TransportIT {

  private static final int MAX = 16 * 1024 * 1024;
  private static final String HEADER = "CheckpostKey";
  private static final String SECRET = "s3cret-Value";

  private final Node node = Shared.on(Dialect.H2).node();
  private final Client client = node.client();
  private final Portal portal = client.newPortal("credas");

  private void assertStored(Answer answer, String disposition, byte[] body) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.disposition()).isEqualTo(disposition);
    assertThat(client.body(answer.messageId())).isEqualTo(body);
  }

  private void assertNothingStored(Portal where) {
    assertThat(client.messagesOf(where)).isEmpty();
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").intValue()).isEqualTo(status);
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private Answer send(Portal where, HttpRequest.BodyPublisher body, String... headers)
      throws IOException {
    HttpRequest.Builder request = client.request(where.intakePath()).POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Answer.of(client.send(request.build()));
  }

  private Portal portalWithHeader() {
    return client.newPortal(
        "credas", it -> it.putObject("header").put("name", HEADER).put("value", SECRET));
  }

  @Test
  void theDemandedHeaderIsTakenWhenItIsExactlyRight() throws IOException {
    Portal guarded = portalWithHeader();

    assertThat(send(guarded, ok(), HEADER, SECRET).status()).isEqualTo(200);
    assertThat(send(guarded, ok(), "checkpostKEY", SECRET).status()).isEqualTo(200);
  }

  @Test
  void anyOtherHeaderIsRefusedAndNothingIsStored() throws IOException {
    Portal guarded = portalWithHeader();

    assertProblem(send(guarded, ok()), 401);
    assertProblem(send(guarded, ok(), HEADER, "wrong"), 401);
    assertProblem(send(guarded, ok(), HEADER, ""), 401);
    assertProblem(send(guarded, ok(), HEADER, "S3CRET-VALUE"), 401);
    assertProblem(send(guarded, ok(), HEADER, SECRET + "x"), 401);
    assertProblem(send(guarded, ok(), HEADER, SECRET, HEADER, SECRET), 401);
    assertProblem(send(guarded, ok(), HEADER, SECRET, HEADER, "wrong"), 401);
    assertProblem(send(guarded, ok(), "Checkpost-Key", SECRET), 401);
    assertNothingStored(guarded);
  }

  private static HttpRequest.BodyPublisher ok() {
    return BodyPublishers.ofString(OutageIT.body(23));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml;charset=utf-16",
        "json",
        ";;;",
        "application/",
        "/json",
        "application/json; charset=no-such-charset",
        "text/html, application/json",
      })
  void noContentTypeDecidesAnything(String contentType) throws IOException {
    Answer answer = send(portal, ok(), "Content-Type", contentType);

    assertStored(answer, "accepted", OutageIT.body(23).getBytes(UTF_8));
  }

  @Test
  void aBodyNeedsNoContentType() throws IOException {
    assertStored(send(portal, ok()), "accepted", OutageIT.body(23).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", ";;;", "application", "*/json", "q=1", "application/json;q=x"})
  void noAcceptHeaderDecidesAnything(String accept) throws IOException {
    Answer answer =
        send(portal, ok(), "Accept", accept, "Accept-Charset", "x;;", "Accept-Language", "??");

    assertStored(answer, "accepted", OutageIT.body(23).getBytes(UTF_8));
  }

  @Test
  void aFormIsKeptByteForByteThoughItsParametersWereLookedFor() throws IOException {
    byte[] form = "UpdateType=7&Payload=%7B%7D".getBytes(UTF_8);
    Answer answer =
        send(
            portal,
            BodyPublishers.ofByteArray(form),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertProblem(answer, 400);
    assertThat(client.body(answer.messageId())).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({"'', 400", "'[]', 200", "'[{\"UpdateType\":7}]', 200", "'null', 200", "'7', 200"})
  void whatIsNoObjectIsKeptAndQuarantined(String body, int status) throws IOException {
    Answer answer = send(portal, BodyPublishers.ofString(body));

    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.disposition()).isEqualTo("quarantined");
    assertThat(client.body(answer.messageId())).isEqualTo(body.getBytes(UTF_8));
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private Answer sendGzip(byte[] packed) throws IOException {
    return send(portal, BodyPublishers.ofByteArray(packed), "Content-Encoding", "gzip");
  }

  @Test
  void gzipIsTakenOff() throws IOException {
    byte[] body = OutageIT.body(23).getBytes(UTF_8);

    assertStored(sendGzip(gzipped(body)), "accepted", body);
    assertStored(
        send(portal, BodyPublishers.ofByteArray(gzipped(body)), "Content-Encoding", "GZip"),
        "duplicate",
        body);
  }

  @Test
  void brokenGzipIsKeptAndQuarantined() throws IOException {
    byte[] packed = gzipped(OutageIT.body(23).getBytes(UTF_8));
    for (byte[] broken :
        new byte[][] {
          Arrays.copyOf(packed, packed.length - 9),
          OutageIT.body(23).getBytes(UTF_8),
          {},
          {0x1f, (byte) 0x8b}
        }) {
      Answer answer = sendGzip(broken);

      assertStored(answer, "quarantined", broken);
      assertThat(answer.reason()).isEqualTo("broken_gzip");
    }
  }

  @Test
  void aGzipBombIsRefused() throws IOException {
    assertProblem(sendGzip(gzipped(new byte[MAX + 1])), 413);
    assertProblem(sendGzip(gzipped(new byte[20 * MAX])), 413);
    assertNothingStored(portal);
  }

  @Test
  void theLargestBodyIsTakenAndOneByteMoreIsNot() throws IOException {
    byte[] largest = new byte[MAX];
    new Random(1).nextBytes(largest);
    largest[0] = '{';
    Answer taken = send(portal, BodyPublishers.ofByteArray(largest));
    assertProblem(taken, 400);
    assertThat(client.body(taken.messageId())).isEqualTo(largest);

    byte[] tooLarge = Arrays.copyOf(largest, MAX + 1);
    assertProblem(send(portal, BodyPublishers.ofByteArray(tooLarge)), 413);
    assertProblem(send(portal, chunked(tooLarge)), 413);
    assertThat(client.messagesOf(portal)).hasSize(1);
  }

  private static HttpRequest.BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  @Test
  void aChunkedBodyIsTaken() throws IOException {
    byte[] body = OutageIT.body(23).getBytes(UTF_8);

    assertStored(send(portal, chunked(body)), "accepted", body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hooks",
        "/hooks/",
        "/hooks/credas",
        "/hooks/credas/",
        "/hooks/credas/unknown",
        "/hooks/nobody/%s",
        "/hooks/w2/%s",
        "/hooks/CREDAS/%s",
        "/hooks/credas/%s/more",
        "/hooks/credas/%s%%2F",
        "/hooks/credas%%2F%s",
        "/hooks/credas/%%00%s",
        "/hooks/credas/%s%%00",
        "/hooks/credas/%%20%s",
        "/hooks/..;/hooks/credas/%s",
        "/hooks/credas/%%2e%%2e/%s",
        "/hooks/credas/%%ff%%fe",
      })
  void aPathThatIsNoPortalsIsNeverAServersFault(String path) {
    String token = portal.intakePath().substring("/hooks/credas/".length());
    String body = OutageIT.body(23);
    int status =
        RawHttp.status(
            client.baseUrl(),
            "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path.formatted(token), body.length(), body));

    assertThat(status).as(path).isBetween(400, 499);
    assertNothingStored(portal);
  }

  @Test
  void aVeryLongTokenIsUnknown() {
    int status =
        RawHttp.status(
            client.baseUrl(),
            "POST /hooks/credas/%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                .formatted("a".repeat(4000)));

    assertThat(status).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"})
  void onlyPostIsAMethod(String method) throws IOException {
    HttpRequest request =
        client.request(portal.intakePath()).method(method, BodyPublishers.noBody()).build();
    Answer answer = Answer.of(client.send(request));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    assertNothingStored(portal);
  }

  @Test
  void aMethodCannotBeDisguised() throws IOException {
    HttpRequest request =
        client
            .request(portal.intakePath())
            .header("X-HTTP-Method-Override", "DELETE")
            .POST(ok())
            .build();

    assertStored(Answer.of(client.send(request)), "accepted", OutageIT.body(23).getBytes(UTF_8));
  }

  @Test
  void aBodyThatIsCutOffIsNoMessage() {
    RawHttp.exchange(
        client.baseUrl(),
        ("POST " + portal.intakePath() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{")
            .getBytes(UTF_8));

    assertNothingStored(portal);
    assertThat(client.post(portal, OutageIT.body(23)).status()).isEqualTo(200);
  }

  /** Promise 5. */
  @Test
  void ofFiftyConcurrentCopiesExactlyOneIsAccepted() {
    for (int round = 0; round < 4; round++) {
      OutageIT.assertOneOfFiftyIsAccepted(portal, OutageIT.body(round), client);
    }
  }

  @Test
  void hostileBodiesAreAnsweredQuickly() {
    for (String body :
        new String[] {
          "[".repeat(1_000_000),
          "{\"a\":".repeat(500_000),
          "{\"UpdateType\":" + "9".repeat(1_000_000) + "}",
          "{\"UpdateType\":7,\"Payload\":{\"Id\":1e999999999,\"Status\":4}}",
          "{\"UpdateType\":7,\"Payload\":\"\\ud800\\u0000\"}",
          "{\"UpdateType\":7,\"Payload\":{\"Id\":\"\\u0000\",\"Status\":4,\"EntityId\":\"\\udfff\"}}",
          "{\"k\":0" + ",\"k\":1".repeat(1_000_000) + "}",
          "\u0000",
        }) {
      long start = System.nanoTime();
      Answer answer = client.post(portal, body);

      assertThat(answer.status()).as(body.substring(0, Math.min(60, body.length()))).isIn(200, 400);
      assertThat(answer.disposition()).isEqualTo("quarantined");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(client.body(answer.messageId())).isEqualTo(body.getBytes(UTF_8));
    }
  }

  @Test
  void whatWasSentIsNotInTheOutputAndNothingFailedUnhandled() {
    int outputBefore = node.output().length();
    String marker = "MARKER-7d1f0e55";
    client.post(portal, "{\"UpdateType\":7,\"Payload\":{\"" + marker + "\":1,\"Id\":\"" + marker);
    client.post(
        portal,
        "{\"UpdateType\":7,\"Payload\":{\"Id\":1,\"Status\":\"%s\",\"EntityId\":\"%s\"}}"
            .formatted(marker, marker));
    client.post(portal, marker.getBytes(UTF_8), Map.of(marker, marker));

    hostileBodiesAreAnsweredQuickly();

    assertThat(node.output().substring(outputBefore))
        .doesNotContain(marker)
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
  }
}
