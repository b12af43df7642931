package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.checkpost.ingest.database.Dialect;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The socket of live pages: what it says, on every node, and to whom. */
@Timeout(300)
class LiveIT {

  private static final Pattern SOCKET = Pattern.compile("'(/jakarta\\.faces\\.push/live\\?[^']+)'");
  private static final int MESSAGES = 5;

  private final Shared shared = Shared.on(Dialect.POSTGRESQL);
  private final Node one = shared.node();

  /** What a page hears. */
  private static final class Heard implements WebSocket.Listener {

    private final StringBuilder part = new StringBuilder();
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end.complete(code + " " + reason);
      return null;
    }

    String next() {
      try {
        String message = messages.poll(30, TimeUnit.SECONDS);
        return message == null ? "nothing" : message;
      } catch (InterruptedException e) {
        throw Waiting.interrupted(e);
      }
    }

    String end() {
      return end.orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private static String socketOf(Visitor visitor) {
    Matcher socket = SOCKET.matcher(visitor.open("/messages").body());
    assertThat(socket.find()).isTrue();
    return socket.group(1);
  }

  private static Visitor signedIn(Node node) {
    Visitor visitor = new Visitor(node);
    assertThat(visitor.signIn().statusCode()).isEqualTo(200);
    return visitor;
  }

  private static byte[] message(int number) {
    return """
    {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-0000000000%02d",
     "VerificationResult":1,"EntityId":"e10a6372-85a9-4f20-9bdf-ab589a1b280c"}}
    """
        .formatted(number)
        .getBytes(UTF_8);
  }

  @Test
  void whatAnotherNodeReceivedIsToldWithinASecondOfItsAcknowledgementAndIsInThePageThen() {
    try (Node two = shared.plan().second().start()) {
      Portal portal = two.client().newPortal("credas");
      Visitor reader = signedIn(one);
      Heard heard = new Heard();
      WebSocket socket = reader.socket(socketOf(reader), one.baseUrl(), heard);
      assertThat(heard.next()).matches("\\{\"data\":\\{(\"[a-z]+\":\\d+,?){3}}}");

      List<Duration> waits = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        waits.add(waitFor(i, two, portal, reader, heard));
      }

      socket.abort();
      // one of five may meet a pause of a busy machine
      assertThat(waits.stream().sorted().toList().get(MESSAGES - 2))
          .as(waits.toString())
          .isLessThan(Duration.ofSeconds(1));
      checkThatItStopsWithAnOpenPage(two);
    }
  }

  private static Duration waitFor(
      int number, Node receiver, Portal portal, Visitor reader, Heard heard) {
    heard.messages.clear();
    Answer answer = receiver.client().post(portal, message(number), Map.of());
    long acknowledged = System.nanoTime();
    do {
      heard.next();
    } while (!reader.open("/messages?portal=" + portal.id()).body().contains(answer.messageId()));
    return Duration.ofNanos(System.nanoTime() - acknowledged);
  }

  private static void checkThatItStopsWithAnOpenPage(Node node) {
    Visitor reader = signedIn(node);
    Heard heard = new Heard();
    reader.socket(socketOf(reader), node.baseUrl(), heard);
    heard.next();

    node.terminate();

    assertThat(node.awaitExit(Duration.ofSeconds(30))).isZero();
  }

  @Test
  void thereIsNoSocketWithoutASessionForAnotherSitesPageOrByAGuessedAddress() {
    Visitor reader = signedIn(one);
    String socket = socketOf(reader);

    assertThat(refusal(new Visitor(one), socket, one.baseUrl()))
        .as("the sign-in page in place of a socket")
        .isEqualTo(200);
    assertThat(refusal(reader, socket, "https://evil.example")).isEqualTo(403);
    Heard guess = new Heard();
    reader.socket("/jakarta.faces.push/live?" + new UUID(1, 2), one.baseUrl(), guess);
    assertThat(guess.end()).startsWith("1008");
    assertThat(guess.messages).isEmpty();
  }

  private static int refusal(Visitor visitor, String socket, String origin) {
    CompletionException refused =
        catchThrowableOfType(
            CompletionException.class, () -> visitor.socket(socket, origin, new Heard()));
    return refused.getCause() instanceof WebSocketHandshakeException answer
        ? answer.getResponse().statusCode()
        : 0;
  }

  @Test
  void aSocketEndsWithItsSession() {
    Visitor reader = signedIn(one);
    Heard heard = new Heard();
    reader.socket(socketOf(reader), one.baseUrl(), heard);
    heard.next();

    reader.post("/sign-out");

    // Faces and the container (Jakarta WebSocket 2.1, 7.2) both close it; the script takes either
    // for the end
    assertThat(heard.end()).matches("1000 Expired|1008 .*");
  }
}
