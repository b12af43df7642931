package io.checkpost.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Promise 4, as far as one process shows it: the packaged WAR on a server, with observers in it.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ObserversIT {

  private static final String KEY = "Bearer key-of-the-container-tests";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @ArquillianResource private URL base;

  @Deployment(testable = false)
  static WebArchive checkpost() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/checkpost.war"))
        .addClasses(RecordingObservers.class, RecordedCalls.class, RequestNumber.class)
        .addAsResource(
            new StringAsset(
                """
                mp.openapi.scan.disable=true
                checkpost.observer.retry-first=PT0.2S
                checkpost.observer.retry-attempts=3
                """),
            "META-INF/microprofile-config.properties");
  }

  private record Call(String observer, String messageId, long number, String transaction) {

    static Call of(String line) {
      String[] parts = line.split(" ", 4);
      return new Call(parts[0], parts[1], Long.parseLong(parts[2]), parts[3]);
    }
  }

  private record Kind(String observer, String body) {}

  private static List<Kind> credasKinds() throws IOException {
    return List.of(
        new Kind("NameCheckUpdate", sample("credas-1-name-check.json")),
        new Kind("ShareCodeUpdate", body(2, "\"ShareCodeId\":\"%s\",\"Status\":1", "2")),
        new Kind(
            "LivenessUpdate", body(3, "\"EntityIdvEntryId\":\"%s\",\"VerificationResult\":1", "3")),
        new Kind("IdDocumentUpdate", sample("credas-4-id-document.json")),
        new Kind("SupportingDocumentUpdate", sample("credas-5-non-biometric-document.json")),
        new Kind("DatacheckUpdate", sample("credas-6-datacheck.json")),
        new Kind("RightToRentUpdate", sample("credas-7-right-to-rent.json")),
        new Kind("RightToWorkUpdate", sample("credas-8-right-to-work.json")),
        new Kind("SafeHarbourUpdate", sample("credas-9-safe-harbour.json")));
  }

  @Test
  void eachOfTheNineCredasTypesReachesItsObserverOnceAndInOrder() throws Exception {
    String portal = newPortal("credas");
    for (Kind kind : credasKinds()) {
      String message = post(portal, kind.body);

      List<Call> calls = callsOf(message, 5);
      assertThat(calls)
          .extracting(Call::observer)
          .containsExactlyInAnyOrder(
              kind.observer, "CredasUpdate", "VerificationEvent", "Failing", "MessageAccepted");
      // what always fails is still busy with what came before of this person, and waits its turn
      assertThat(calls)
          .filteredOn(call -> !call.observer.equals("Failing"))
          .last()
          .extracting(Call::observer)
          .isEqualTo("MessageAccepted");
    }
  }

  @Test
  void anAlertReachesItsObserverOnce() throws Exception {
    String message = post(newPortal("w2"), sample("w2-dvfc-alert.json"));

    assertThat(callsOf(message, 4))
        .extracting(Call::observer)
        .containsExactlyInAnyOrder("DvfcAlert", "VerificationEvent", "Failing", "MessageAccepted");
  }

  @Test
  void aMessageThatIsNotUnderstoodIsObservedAsThat() throws Exception {
    String message = post(newPortal("credas"), "{\"UpdateType\":10,\"Payload\":\"{}\"}");

    assertThat(callsOf(message, 1))
        .extracting(Call::observer)
        .containsExactly("MessageQuarantined");
  }

  @Test
  void updatesOfOneSubjectComeInOrder() throws Exception {
    String portal = newPortal("credas");
    String last = "";
    for (int number = 1; number <= 20; number++) {
      last =
          post(
              portal,
              body(3, "\"EntityIdvEntryId\":\"%s\",\"VerificationResult\":1", "a" + number));
    }
    callsOf(last, 5);

    Stream<Call> ofSubject =
        calls().stream().filter(call -> call.observer.equals("LivenessUpdate"));
    List<Long> numbers = ofSubject.map(Call::number).toList();
    List<Long> inOrder = numbers.subList(numbers.size() - 20, numbers.size());
    assertThat(inOrder).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void eachObserverHasATransactionOfItsOwnAndOneThatThrowsSpoilsNoOthers() throws Exception {
    String message = post(newPortal("credas"), sample("credas-7-right-to-rent.json"));

    List<Call> calls = callsOf(message, 5);
    assertThat(calls).extracting(Call::transaction).doesNotHaveDuplicates().doesNotContain("none");
  }

  @Test
  void whatAnObserverFailedToTakeIsShownOnTheMessage() throws Exception {
    String message = post(newPortal("credas"), sample("credas-9-safe-harbour.json"));
    callsOf(message, 5);

    awaitNote("Died", message);
    List<String> dead =
        get("/api/v1/messages/" + message).path("observers").findParents("state").stream()
            .filter(observer -> observer.path("state").asText().equals("dead"))
            .map(observer -> observer.path("observer").asText())
            .toList();
    assertThat(dead).singleElement().asString().contains("RecordingObservers#fails");
    JsonNode listed =
        get("/api/v1/observations?state=dead&observer=" + URLEncoder.encode(dead.get(0), UTF_8))
            .path("items");
    assertThat(listed.findValuesAsText("messageId")).contains(message);
    assertThat(listed.findValuesAsText("cause")).containsOnly("java.lang.IllegalStateException");
  }

  @Test
  void anObserverThatFailsTwiceThenWorksTakesTheEventAtItsThirdAttempt() throws Exception {
    String message = post(newPortal("credas"), sample("credas-9-safe-harbour.json"));

    assertThat(awaitNote("Recovering", message).number).isEqualTo(3);
  }

  @Test
  void asynchronousObserversAreCalled() throws Exception {
    String message = post(newPortal("credas"), sample("credas-9-safe-harbour.json"));

    awaitNote("Asynchronous", message);
  }

  @Test
  void priorityRequestScopeAndConditionAreAsCdiSays() throws Exception {
    String message = post(newPortal("credas"), sample("credas-9-safe-harbour.json"));
    Call last = awaitNote("Last", message);

    List<Call> calls = calls();
    Call first = awaitNote("First", message);
    assertThat(calls.indexOf(first)).isLessThan(calls.indexOf(last));
    assertThat(first.number).as("request of each call").isNotEqualTo(last.number);
    assertThat(calls).extracting(Call::observer).doesNotContain("*Conditional");
  }

  @Test
  void eachCallHasARequestOfItsOwnHoweverManyRunAtOnce() throws Exception {
    String portal = newPortal("credas");
    List<String> messages =
        IntStream.rangeClosed(1, 200)
            .parallel()
            .mapToObj(person -> ofPerson(portal, person))
            .toList();
    for (String message : messages) {
      awaitNote("Last", message);
    }

    List<Call> calls = calls();
    assertThat(calls)
        .filteredOn(call -> call.observer.equals("*First") || call.observer.equals("*Last"))
        .extracting(Call::number)
        .doesNotHaveDuplicates();
    assertThat(calls).extracting(Call::observer).doesNotContain("*Conditional");
  }

  private String ofPerson(String portal, int person) {
    String entity = "00000000-0000-4000-8000-%012d".formatted(person);
    try {
      return post(
          portal,
          sample("credas-9-safe-harbour.json")
              .replace("89f11ea6-0c5e-4c0f-8625-e55763e0acda", entity));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Call awaitNote(String what, String messageId) throws Exception {
    for (Instant end = Instant.now().plus(PATIENCE);
        Instant.now().isBefore(end);
        Thread.sleep(50)) {
      for (Call call : calls()) {
        if (call.observer.equals("*" + what) && call.messageId.equals(messageId)) {
          return call;
        }
      }
    }
    throw new AssertionError("no " + what + " of " + messageId);
  }

  private String newPortal(String provider) throws Exception {
    JsonNode made =
        send(
            request("/api/v1/portals")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"Container\",\"provider\":\"%s\"}".formatted(provider))),
            201);
    return made.path("intakePath").textValue();
  }

  private String post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)), 200)
        .path("messageId")
        .textValue();
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path).GET(), 200);
  }

  private JsonNode send(HttpRequest.Builder request, int status) throws Exception {
    HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + base.getPort() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Authorization", KEY);
  }

  /** Waits until so many calls about a message came, and a little of the order is settled. */
  private List<Call> callsOf(String messageId, int expected) throws Exception {
    List<Call> found = List.of();
    for (Instant end = Instant.now().plus(PATIENCE);
        found.size() < expected && Instant.now().isBefore(end);
        Thread.sleep(50)) {
      found =
          calls().stream()
              .filter(call -> call.messageId.equals(messageId))
              .filter(call -> !call.observer.startsWith("*"))
              .toList();
    }
    assertThat(found).hasSize(expected);
    return found;
  }

  private List<Call> calls() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            request("/api/recorded-calls").GET().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().lines().map(Call::of).toList();
  }

  private static String body(int type, String fields, String id) {
    String guid = "00000000-0000-4000-8000-%12s".formatted(id).replace(' ', '0');
    String payload =
        "{%s,\"EntityId\":\"9811e0dc-7bbb-4fdf-be96-b8c7c105080f\","
                .formatted(fields.formatted(guid))
            + "\"ClientId\":\"a6beec64-5007-45b4-b49d-f4d17c99efee\"}";
    return String.format(
        Locale.ROOT, "{\"UpdateType\":%d,\"Payload\":\"%s\"}", type, payload.replace("\"", "\\\""));
  }

  private static String sample(String name) throws IOException {
    try (InputStream in =
        ObserversIT.class.getResourceAsStream("/io/checkpost/ingest/demo/" + name)) {
      if (in == null) {
        throw new IOException("no sample " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
