package com.example.examplecheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.testing.CheckpostServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, in the packaged Checkpost: everything there knows ExampleCheck. */
class ExampleCheckIT {

  private static CheckpostServer checkpost;
  private static Path observed;
  private static String intake;
  private static String messageId;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    observed = folder.resolve("observed");
    checkpost =
        new CheckpostServer(Path.of(System.getProperty("checkpost.jar")), folder)
            .extendedBy(Path.of(System.getProperty("extension.jar")))
            .extendedBy("observers.jar", WritingObserver.class)
            .with("EXAMPLECHECK_OBSERVED", observed.toString())
            .start();
    intake = checkpost.newPortal("examplecheck");
    messageId = json(checkpost.post(intake, Sample.POSSIBLE_HIT)).getString("messageId");
  }

  @AfterAll
  static void stop() {
    checkpost.close();
  }

  @Test
  void aPortalReceivesAtItsUrlAndTellsARepeat() {
    assertThat(intake).startsWith("/hooks/examplecheck/");
    assertThat(json(checkpost.post(intake, Sample.POSSIBLE_HIT)).getString("disposition"))
        .isEqualTo("duplicate");
    assertThat(checkpost.post(intake, "not JSON").statusCode()).isEqualTo(400);
  }

  @Test
  void theApiShowsAndFindsMessages() {
    JsonObject message = json(checkpost.get("/api/v1/messages/" + messageId));
    JsonObject update = message.getJsonArray("updates").getJsonObject(0);
    assertThat(message.getString("provider")).isEqualTo("examplecheck");
    assertThat(update.getString("checkType")).isEqualTo("watchlist");
    assertThat(update.getString("outcome")).isEqualTo("review");
    assertThat(update.getJsonArray("results").getJsonObject(0).getString("label"))
        .isEqualTo("Possible hit, awaiting an analyst");

    for (String filter :
        List.of(
            "checkType=watchlist", "subject=a-17", "clientReference=CASE-9", "outcome=review")) {
      assertThat(
              checkpost
                  .get("/api/v1/messages?provider=examplecheck&disposition=accepted&" + filter)
                  .body())
          .as(filter)
          .contains(messageId);
    }
    assertThat(checkpost.get("/api/v1/messages?checkType=adverse_media").body())
        .doesNotContain(messageId);
  }

  @Test
  void theApiShowsThePerson() {
    JsonObject check =
        json(checkpost.get("/api/v1/subjects/examplecheck/a-17"))
            .getJsonArray("checks")
            .getJsonObject(0);

    assertThat(check.getString("checkType")).isEqualTo("watchlist");
    assertThat(check.getString("objectId")).isEqualTo("S-4711");
  }

  @Test
  void thePagesCallThingsByTheirNames() {
    assertThat(checkpost.page("/messages?checkType=watchlist"))
        .contains("ExampleCheck", "Watchlist screening", "Press screening", messageId);

    assertThat(checkpost.page("/message?id=" + messageId))
        .contains("Watchlist screening needs a person to look at it")
        .contains("Decision", "Applicant", "List searched", "sanctions-uk")
        .contains("O•••", "1987-••-••", "screening.score")
        .doesNotContain("Olivia", "1987-05-23", "0.83");
  }

  @Test
  void whatItDoesNotUnderstandIsKeptAndSaidInItsWords() {
    JsonObject answer =
        json(checkpost.post(intake, Sample.POSSIBLE_HIT.replace("WATCHLIST", "COMPANY")));

    assertThat(answer.getString("disposition")).isEqualTo("quarantined");
    assertThat(answer.getString("reason")).isEqualTo("company");
    assertThat(checkpost.page("/message?id=" + answer.getString("messageId")))
        .contains("The screening is about a company, not about a person.");
    awaitObserved("MessageQuarantined examplecheck company");
  }

  @Test
  void observersReceiveItsEventsAndTheCommonOnes() {
    awaitObserved("ScreeningUpdate REVIEW sanctions-uk");
    awaitObserved("VerificationEvent watchlist A-17");
  }

  private static void awaitObserved(String line) {
    checkpost.await("observed: " + line, () -> observed().contains(line));
  }

  private static List<String> observed() {
    try {
      return Files.exists(observed) ? Files.readAllLines(observed) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.createReader(new StringReader(answer.body())).readObject();
  }
}
