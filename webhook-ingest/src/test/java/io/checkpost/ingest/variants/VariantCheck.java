package io.checkpost.ingest.variants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.api.CheckType;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a provider makes of a variant's bodies, without a portal or a journal: a step is a
 * duplicate when every update in it has the content that its check had before.
 */
public final class VariantCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WebhookProvider provider;
  private final Map<String, Object> contentByCheck = new HashMap<>();

  private VariantCheck(WebhookProvider provider) {
    this.provider = provider;
  }

  /** Checks every step of a variant, in order. */
  public static void check(WebhookProvider provider, Variant variant) {
    VariantCheck check = new VariantCheck(provider);
    variant.steps().forEach(check::step);
  }

  /**
   * Returns what decides whether an update is news; the order of what it holds is no part of it.
   */
  public static Object content(Update update) {
    Stream<String> codes = update.results().stream().map(VariantCheck::content);
    Stream<String> fields = update.fields().stream().map(VariantCheck::content);
    return List.of(
        update.checkType(),
        update.subjectId(),
        String.valueOf(update.clientId()),
        update.objectId(),
        Stream.concat(codes, fields).sorted().toList());
  }

  private static String content(ResultCode code) {
    return "code " + code.name() + " " + code.code();
  }

  private static String content(ReportedField field) {
    return "field %s %s %s %s"
        .formatted(field.name(), field.status(), field.value(), field.original());
  }

  private void step(VariantStep step) {
    Interpretation interpretation = provider.interpret(request(step));
    assertThat(disposition(interpretation)).as(step.name()).isEqualTo(step.disposition());
    assertThat(interpretation instanceof Interpretation.NotJson ? 400 : 200)
        .as("%s: status", step.name())
        .isEqualTo(step.status());
    if (interpretation instanceof Interpretation.Quarantined quarantined) {
      quarantined(step, quarantined);
    }
    if (interpretation instanceof Interpretation.Understood understood) {
      understood(step, understood);
    }
  }

  private static WebhookRequest request(VariantStep step) {
    return new WebhookRequest(
        step.body(),
        step.headers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.of(header.getValue()))),
        step.codeLists().entrySet().stream()
            .collect(
                Collectors.toMap(choice -> new CheckType(choice.getKey()), Map.Entry::getValue)));
  }

  private String disposition(Interpretation interpretation) {
    if (!(interpretation instanceof Interpretation.Understood understood)) {
      return "quarantined";
    }
    boolean news = false;
    for (Update update : understood.updates()) {
      Object content = content(update);
      String check = update.checkType() + " " + update.objectId();
      news |= !content.equals(contentByCheck.put(check, content));
    }
    return news ? "accepted" : "duplicate";
  }

  private static void quarantined(VariantStep step, Interpretation.Quarantined quarantined) {
    if (step.reason() != null) {
      assertThat(quarantined.reason()).as(step.name()).isEqualTo(step.reason());
    }
    if (step.detail() != null) {
      assertThat(quarantined.detail()).as(step.name()).contains(step.detail());
    }
  }

  private static void understood(VariantStep step, Interpretation.Understood understood) {
    assertThat(understood.test()).as("%s: test", step.name()).isEqualTo(step.test());
    if (step.updateCount() != null) {
      assertThat(understood.updates()).as(step.name()).hasSize(step.updateCount());
    }
    for (int i = 0; i < step.updates().size(); i++) {
      assertContains(
          step.name() + ": update " + i, json(understood.updates().get(i)), step.updates().get(i));
    }
    Update first = understood.updates().get(0);
    step.fields()
        .forEach(
            (path, expected) ->
                assertContains(
                    step.name() + ": field " + path,
                    first.field(path).map(VariantCheck::json).orElse(JSON.createObjectNode()),
                    expected));
  }

  /** Asserts that an object has at least the expected members; arrays are as long as expected. */
  private static void assertContains(String what, @Nullable JsonNode actual, JsonNode expected) {
    if (expected.isObject() && actual != null) {
      expected
          .properties()
          .forEach(
              member ->
                  assertContains(
                      what + "." + member.getKey(),
                      actual.get(member.getKey()),
                      member.getValue()));
    } else if (expected.isArray() && actual != null) {
      assertThat(actual).as(what).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertContains(what + "[" + i + "]", actual.get(i), expected.get(i));
      }
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  /** An update as the management API shows it. */
  private static JsonNode json(Update update) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("checkType", update.checkType().code())
            .put("subjectId", update.subjectId())
            .put("clientId", update.clientId())
            .put("objectId", update.objectId())
            .put("outcome", update.outcome().code())
            .put("certainty", update.certainty().code())
            .put("final", update.isFinal());
    ArrayNode results = json.putArray("results");
    for (ResultCode code : update.results()) {
      results
          .addObject()
          .put("name", code.name())
          .put("code", code.code())
          .put("label", code.label())
          .put("outcome", code.outcome().code())
          .put("certainty", code.certainty().code());
    }
    return json;
  }

  private static JsonNode json(ReportedField field) {
    return JSON.createObjectNode()
        .put("status", field.status())
        .put("value", field.value())
        .put("original", field.original())
        .put("documented", field.documented());
  }
}
