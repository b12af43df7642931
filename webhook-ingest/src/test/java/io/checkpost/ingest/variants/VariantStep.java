package io.checkpost.ingest.variants;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a variant and what should come of it.
 *
 * @param name the body's file, or what generates it
 * @param body the bytes to send
 * @param headers headers to send with it
 * @param codeLists the portal's {@code codeLists} setting from this step on
 * @param status the HTTP status of the answer
 * @param disposition {@code accepted}, {@code duplicate} or {@code quarantined}
 * @param reason the quarantine reason; null where the table does not say
 * @param detail a part of the quarantine's detail; null where the table does not say
 * @param updates the update objects of the message as the management API shows them, each with only
 *     the members that the table cares for; empty where it does not say
 * @param updateCount how many updates the message has; null where the table does not say
 * @param fields fields of the first update, by path, each with only the members that the table
 *     cares for; the management API does not show them
 * @param kinds the history kind of each changed update; empty where the table does not say
 * @param test whether the message is tagged as a test robot's
 */
@SuppressWarnings("ArrayRecordComponent") // steps are never compared
public record VariantStep(
    String name,
    byte[] body,
    Map<String, String> headers,
    Map<String, String> codeLists,
    int status,
    String disposition,
    @Nullable String reason,
    @Nullable String detail,
    List<JsonNode> updates,
    @Nullable Integer updateCount,
    Map<String, JsonNode> fields,
    List<String> kinds,
    boolean test) {

  static VariantStep read(JsonNode step, Path folder) throws IOException {
    String file = text(step, "body");
    String generator = text(step, "generate");
    JsonNode updates = step.path("updates");
    return new VariantStep(
        file == null ? String.valueOf(generator) : file,
        file == null
            ? GeneratedBody.of(String.valueOf(generator))
            : Files.readAllBytes(folder.resolve(file)),
        texts(step.path("headers")),
        texts(step.path("codeLists")),
        step.path("status").intValue(),
        step.path("disposition").textValue(),
        text(step, "reason"),
        text(step, "detail"),
        list(updates),
        step.has("updateCount")
            ? (Integer) step.get("updateCount").intValue()
            : updates.isArray() ? (Integer) updates.size() : null,
        members(step.path("fields")),
        list(step.path("kind")).stream().map(JsonNode::textValue).toList(),
        step.path("test").booleanValue());
  }

  private static @Nullable String text(JsonNode step, String name) {
    return step.hasNonNull(name) ? step.get(name).textValue() : null;
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new HashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object
        .properties()
        .forEach(member -> texts.put(member.getKey(), member.getValue().textValue()));
    return texts;
  }

  @Override
  public String toString() {
    return name;
  }
}
