package io.checkpost.ingest.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.configuration.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a target does, an attempt ends, with the cause. */
@Timeout(120)
class RelayClientTest {

  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

  private final RawTarget target = RawTarget.started();
  private RelayClient client = client(Map.of());

  private static RelayClient client(Map<String, String> more) {
    try {
      return client(more, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RelayClient client(Map<String, String> more, SSLContext tls) {
    Map<String, String> properties = new HashMap<>();
    properties.put("checkpost.relay.allow", "127.0.0.0/8,::1");
    properties.put("checkpost.relay.allow-http", "true");
    properties.put("checkpost.relay.timeout", "PT20S");
    properties.putAll(more);
    Settings settings = Settings.of(properties);
    RelayClient client =
        new RelayClient(settings, new VettingResolver(new AddressGuard(settings)), tls);
    client.start(Executors.defaultThreadFactory());
    return client;
  }

  private void hurry() {
    client.close();
    client = client(Map.of("checkpost.relay.timeout", "PT1S"));
  }

  @AfterEach
  void close() {
    client.close();
    target.close();
  }

  private Reply post() {
    return client.post(target.url(), Map.of("webhook-id", "m-1", "X-Own", "é"), BODY);
  }

  @Test
  void aTargetGetsTheBytesAndTheHeaders() {
    target.behave(
        RawTarget.answering(201, "Content-Type: text/plain", "X-Secret: 1", "Server: acme"));

    Reply reply = post();

    assertThat(reply.cause()).isNull();
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.address()).isEqualTo("127.0.0.1");
    assertThat(reply.body()).asString(UTF_8).isEqualTo("{\"heard\":true}");
    assertThat(reply.headers())
        .containsExactly(Map.entry("content-type", "text/plain"), Map.entry("server", "acme"));
    assertThat(target.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.line()).isEqualTo("POST /hook?x=1 HTTP/1.1");
              assertThat(request.body()).isEqualTo(BODY);
              assertThat(request.header("content-type")).isEqualTo("application/json");
              assertThat(request.header("webhook-id")).isEqualTo("m-1");
              assertThat(request.header("host")).startsWith("localhost:");
              assertThat(request.header("user-agent")).startsWith("Checkpost/");
              assertThat(request.headers())
                  .doesNotContainKeys("accept-encoding", "transfer-encoding", "upgrade", "cookie");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "400, HTTP_4XX", "401, HTTP_4XX", "404, HTTP_4XX", "410, GONE", "429, HTTP_4XX",
    "500, HTTP_5XX", "503, HTTP_5XX", "599, HTTP_5XX", "304, HTTP_3XX", "700, PROTOCOL"
  })
  void aStatusThatIsNoSuccessIsAFailure(int status, Cause cause) {
    target.behave(RawTarget.answering(status));

    Reply reply = post();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    try (RawTarget elsewhere = RawTarget.started()) {
      target.behave(RawTarget.answering(status, "Location: " + elsewhere.url()));

      Reply reply = post();

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.cause()).isEqualTo(Cause.HTTP_3XX);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aFailureIsNotTriedAgainByItself() {
    target.behave(RawTarget.answering(503, "Retry-After: 0"));
    post();
    target.behave((request, out) -> out.close());
    post();

    assertThat(target.requests()).hasSize(2);
  }

  @Test
  void aTargetThatNeverAnswersIsGivenUp() {
    hurry();
    target.behave((request, out) -> target.rest(60_000));

    assertThat(post().cause()).isEqualTo(Cause.TIMEOUT);
  }

  @Test
  void aTargetThatDripsItsHeadIsGivenUp() {
    hurry();
    target.behave(
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(UTF_8));
          drip(out);
        });

    assertThat(post().cause()).isEqualTo(Cause.TIMEOUT);
  }

  @Test
  void aTargetThatDripsItsBodyIsGivenUp() {
    hurry();
    target.behave(
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n".getBytes(UTF_8));
          drip(out);
        });

    assertThat(post().cause()).isEqualTo(Cause.TIMEOUT);
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      out.write('x');
      out.flush();
      target.rest(20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\u0000\u0001\u0002garbage\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\n"
      })
  void garbageIsAFailure(String garbage) {
    target.behave((request, out) -> out.write(garbage.getBytes(UTF_8)));

    assertThat(post().cause()).isIn(Cause.PROTOCOL, Cause.CLOSED);
  }

  @Test
  void endlessHeadersAreAFailure() {
    target.behave(
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
          while (true) {
            out.write("X-More: and more\r\n".getBytes(UTF_8));
          }
        });

    assertThat(post().cause()).isEqualTo(Cause.PROTOCOL);
  }

  @Test
  void aConnectionClosedBeforeOrInTheAnswerIsAFailure() {
    target.behave((request, out) -> out.close());
    assertThat(post().cause()).isEqualTo(Cause.CLOSED);

    target.behave(
        (request, out) ->
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(UTF_8)));
    assertThat(post().cause()).isEqualTo(Cause.CLOSED);
  }

  @Test
  void ofAnAnswerOfTenMegabytesTheStartIsKeptAndTheRestIsNotRead() {
    CountDownLatch cutOff = new CountDownLatch(1);
    target.behave(
        (request, out) -> {
          try {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n".getBytes(UTF_8));
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 160; i++) {
              out.write(block);
            }
            target.rest(60_000);
          } catch (IOException e) {
            cutOff.countDown();
            throw e;
          }
        });

    Reply reply = post();

    assertThat(reply.cause()).isNull();
    assertThat(reply.body()).hasSize(16 * 1024);
    assertThat(cutOff).matches(RelayClientTest::isReached);
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(60, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void nothingIsUnpacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[8 * 1024 * 1024]);
    }
    target.behave(
        (request, out) -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + bomb.size()
                      + "\r\n\r\n")
                  .getBytes(UTF_8));
          out.write(bomb.toByteArray());
        });

    Reply reply = post();

    assertThat(reply.cause()).isNull();
    assertThat(reply.body()).startsWith(0x1f, 0x8b).hasSizeLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void aPortWhereNobodyListensIsAFailure() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(client.post("http://127.0.0.1:" + free + "/", Map.of(), BODY).cause())
        .isEqualTo(Cause.CONNECT);
  }

  @Test
  void aHostThatDoesNotExistIsAFailure() {
    assertThat(client.post("http://nobody.invalid/", Map.of(), BODY).cause()).isEqualTo(Cause.DNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not a url", "ftp://localhost/", "https:///x", "file:///etc/passwd", "//x/y"})
  void aUrlThatCannotBeAskedIsAFailure(String url) {
    assertThat(client.post(url, Map.of(), BODY).cause()).isEqualTo(Cause.INVALID_URL);
  }

  @Test
  void httpIsRefusedUnlessItIsAllowed() {
    try (RawTarget untouched = RawTarget.started()) {
      RelayClient strict = client(Map.of("checkpost.relay.allow-http", "false"));

      assertThat(strict.post(untouched.url(), Map.of(), BODY).cause())
          .isEqualTo(Cause.INSECURE_URL);
      assertThat(untouched.requests()).isEmpty();
      strict.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "[::ffff:7f00:1]",
        "[::1]",
        "localhost.",
        "0.0.0.0"
      })
  void noWayLeadsIntoNetworksThatAreNotPublic(String host) {
    RelayClient strict = client(Map.of("checkpost.relay.allow", ""));

    Reply reply = strict.post(target.url(host), Map.of(), BODY);

    assertThat(reply.cause()).isIn(Cause.REFUSED_ADDRESS, Cause.DNS, Cause.INVALID_URL);
    assertThat(target.requests()).isEmpty();
    strict.close();
  }

  @Test
  void aCertificateIsCheckedForTrustHostAndTime(@TempDir Path folder) {
    TestCertificate good = TestCertificate.of(folder, "localhost", 1, 10);
    assertThat(overTls(good, good.client()).cause()).isNull();

    TestCertificate expired = TestCertificate.of(folder, "localhost", 10, 5);
    assertThat(overTls(expired, expired.client()).cause()).isEqualTo(Cause.TLS);

    TestCertificate otherHost = TestCertificate.of(folder, "example.com", 1, 10);
    assertThat(overTls(otherHost, otherHost.client()).cause()).isEqualTo(Cause.TLS);

    assertThat(overTls(good, otherHost.client()).cause()).as("untrusted").isEqualTo(Cause.TLS);
  }

  private static Reply overTls(TestCertificate shown, SSLContext trusting) {
    try (RawTarget secure = RawTarget.started(shown.server())) {
      RelayClient client = client(Map.of(), trusting);
      Reply reply = client.post(secure.url(), Map.of(), BODY);
      client.close();
      return reply;
    }
  }

  @Test
  void aTargetThatSpeaksNoTlsIsAFailure() {
    target.behave(RawTarget.answering(200));

    assertThat(client.post(target.url().replace("http:", "https:"), Map.of(), BODY).cause())
        .isNotNull();
  }

  @Test
  void whatIsUnderWayCanBeCutOff() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    target.behave(
        (request, out) -> {
          asked.countDown();
          target.rest(60_000);
        });
    Thread canceller =
        new Thread(
            () -> {
              if (isReached(asked)) {
                client.cancel();
              }
            });
    canceller.start();

    assertThat(post().cause()).isEqualTo(Cause.CLOSED);
    canceller.join();
  }
}
