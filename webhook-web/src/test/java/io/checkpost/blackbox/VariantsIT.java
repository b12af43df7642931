package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantStep;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample and every variant through the packaged server, seen from outside: what the sender is
 * told, and what the management API shows afterwards.
 */
@ParameterizedClass
@EnumSource(Dialect.class)
class VariantsIT {

  private final Client client;

  VariantsIT(Dialect dialect) {
    client = Shared.on(dialect).client();
  }

  static List<Variant> variants() {
    return Variant.all();
  }

  /** Promises 2, 5, 6 and 7 for one kind of body. */
  @ParameterizedTest
  @MethodSource("variants")
  void everyBodyEndsAsTheTableSaysAndIsKeptByteForByte(Variant variant) {
    Portal portal = client.newPortal(variant.provider());
    Map<String, String> codeLists = Map.of();
    List<Answer> answers = new ArrayList<>();
    for (VariantStep step : variant.steps()) {
      if (!step.codeLists().equals(codeLists)) {
        choose(portal, codeLists, step.codeLists());
        codeLists = step.codeLists();
      }
      Answer answer = client.post(portal, step.body(), step.headers());
      answers.add(answer);
      checkAnswer(step, answer);
      checkKept(portal, step, answer);
    }
    assertThat(client.messagesOf(portal).stream().map(item -> item.path("id").textValue()))
        .as("newest first, nothing more and nothing less")
        .containsExactlyElementsOf(newestFirst(answers));
  }

  private void choose(Portal portal, Map<String, String> before, Map<String, String> now) {
    ObjectNode patch = Client.JSON.createObjectNode();
    ObjectNode codeLists = patch.putObject("codeLists");
    before.keySet().forEach(codeLists::putNull);
    now.forEach(codeLists::put);
    client.api("PATCH", "/api/v1/portals/" + portal.id(), patch, 200);
  }

  private static List<String> newestFirst(List<Answer> answers) {
    List<String> ids = new ArrayList<>();
    answers.forEach(answer -> ids.add(0, answer.messageId()));
    return ids;
  }

  private static void checkAnswer(VariantStep step, Answer answer) {
    assertThat(answer.status()).as("%s: %s", step, answer).isEqualTo(step.status());
    assertThat(answer.disposition()).as("%s: %s", step, answer).isEqualTo(step.disposition());
    assertThat(answer.contentType())
        .isEqualTo(step.status() == 200 ? "application/json" : "application/problem+json");
    if (step.reason() != null) {
      assertThat(answer.reason()).as(step.name()).isEqualTo(step.reason());
    }
  }

  private void checkKept(Portal portal, VariantStep step, Answer answer) {
    JsonNode message = client.message(answer.messageId());
    assertThat(message.path("portalId").textValue()).isEqualTo(portal.id());
    assertThat(message.path("disposition").textValue()).isEqualTo(step.disposition());
    assertThat(message.path("sha256").textValue()).isEqualTo(sha256(step.body()));
    assertThat(message.path("size").intValue()).isEqualTo(step.body().length);
    assertThat(message.path("test").booleanValue()).as("%s: test", step).isEqualTo(step.test());
    assertThat(client.body(answer.messageId())).as("%s: bytes", step).isEqualTo(step.body());
    if (step.reason() != null) {
      assertThat(message.path("reason").textValue()).isEqualTo(step.reason());
    }
    checkUpdates(step, message.path("updates"));
    checkKinds(portal, step, message);
  }

  private static void checkUpdates(VariantStep step, JsonNode updates) {
    if (step.updateCount() != null) {
      assertThat(updates).as("%s: updates", step).hasSize(step.updateCount());
    }
    for (int i = 0; i < step.updates().size(); i++) {
      assertContains(step + ": update " + i, updates.path(i), step.updates().get(i));
    }
    Map<String, JsonNode> shown = new HashMap<>();
    updates.path(0).path("fields").forEach(field -> shown.put(field.path("name").asText(), field));
    step.fields()
        .forEach(
            (path, expected) ->
                assertContains(
                    step + ": field " + path,
                    shown.getOrDefault(path, Client.JSON.createObjectNode()),
                    expected));
  }

  /** Asserts that an object has at least the expected members; arrays are as long as expected. */
  private static void assertContains(String what, JsonNode actual, JsonNode expected) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              member ->
                  assertContains(
                      what + "." + member.getKey(),
                      actual.path(member.getKey()),
                      member.getValue()));
    } else if (expected.isArray()) {
      assertThat(actual).as(what).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertContains(what + "[" + i + "]", actual.get(i), expected.get(i));
      }
    } else if (!isCertaintyOfACode(what)) {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  /** The contract shows certainty for an update, not for each of its codes. */
  private static boolean isCertaintyOfACode(String what) {
    return what.matches(".*\\.results\\[\\d+]\\.certainty");
  }

  private void checkKinds(Portal portal, VariantStep step, JsonNode message) {
    if (step.kinds().isEmpty()) {
      return;
    }
    List<String> kinds = new ArrayList<>();
    for (JsonNode update : message.path("updates")) {
      for (JsonNode change : history(portal, update)) {
        if (change.path("messageId").equals(message.path("id"))) {
          assertThat(change.path("to")).isEqualTo(update.path("outcome"));
          kinds.add(change.path("kind").textValue());
        }
      }
    }
    assertThat(kinds).as("%s: kinds", step).containsExactlyElementsOf(step.kinds());
  }

  private JsonNode history(Portal portal, JsonNode update) {
    JsonNode subject = client.subject(portal.provider(), update.path("subjectId").textValue());
    for (JsonNode check : subject.path("checks")) {
      if (check.path("portalId").asText().equals(portal.id())
          && check.path("checkType").equals(update.path("checkType"))
          && check.path("objectId").equals(update.path("objectId"))) {
        return check.path("history");
      }
    }
    throw new AssertionError("no such check: " + update + " in " + subject);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
