package io.checkpost.api.spi;

import io.checkpost.api.ReportedField;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object in the JSON of a body, and where it stands there, so that what is wrong with a member
 * is said by its path. For providers that bring no reader of their own; it needs a Jakarta JSON
 * implementation, which every Jakarta EE server has.
 *
 * @param path the names that lead to it, joined by a dot; empty for the body
 * @param members its members
 */
public record JsonPart(String path, JsonObject members) {

  /**
   * Reads a body, of at most 64 levels.
   *
   * @throws NotUnderstoodException when it is not JSON, or no object, or deeper, or has one name
   *     with two different values
   */
  public static JsonPart of(byte[] body) throws NotUnderstoodException {
    JsonValue value = JsonTree.read(body);
    if (value instanceof JsonObject members) {
      return new JsonPart("", members);
    }
    throw NotUnderstoodException.malformedBody(kind(value));
  }

  /**
   * Returns the object of that name.
   *
   * @throws NotUnderstoodException when it is missing, null or something else
   */
  public JsonPart part(String name) throws NotUnderstoodException {
    if (required(name) instanceof JsonObject object) {
      return new JsonPart(pathOf(name), object);
    }
    throw malformed(name, "an object");
  }

  /**
   * Returns the text of that name without the white space around it, or the number as it is
   * written.
   *
   * @throws NotUnderstoodException when it is missing, null, blank or something else
   */
  public String text(String name) throws NotUnderstoodException {
    return optionalText(name).orElseThrow(() -> NotUnderstoodException.missing(pathOf(name)));
  }

  /**
   * Like {@link #text}, empty where it is missing, null or blank.
   *
   * @throws NotUnderstoodException when it is something else
   */
  public Optional<String> optionalText(String name) throws NotUnderstoodException {
    JsonValue value = members.getOrDefault(name, JsonValue.NULL);
    if (value instanceof JsonString string) {
      return Optional.of(string.getString().strip()).filter(text -> !text.isEmpty());
    }
    if (value instanceof JsonNumber) {
      return Optional.of(value.toString());
    }
    if (value == JsonValue.NULL) {
      return Optional.empty();
    }
    throw malformed(name, "a text");
  }

  /**
   * Returns everything in it as reported fields: objects member by member, arrays as JSON.
   *
   * @param documented the names, as {@link ReportedField#name()} has them, that the provider's
   *     document knows
   */
  public Stream<ReportedField> fields(Set<String> documented) {
    return members.entrySet().stream().flatMap(member -> fields(member, documented));
  }

  private Stream<ReportedField> fields(
      Map.Entry<String, JsonValue> member, Set<String> documented) {
    String name = pathOf(member.getKey());
    if (member.getValue() instanceof JsonObject object && !object.isEmpty()) {
      return new JsonPart(name, object).fields(documented);
    }
    String normalised = normalised(name);
    return Stream.of(
        new ReportedField(
            normalised,
            null,
            textOrNull(member.getValue()),
            null,
            documented.contains(normalised)));
  }

  private static String normalised(String path) {
    return path.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  private static @Nullable String textOrNull(JsonValue value) {
    if (value == JsonValue.NULL) {
      return null;
    }
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  private JsonValue required(String name) throws NotUnderstoodException {
    JsonValue value = members.get(name);
    if (value == null || value == JsonValue.NULL) {
      throw NotUnderstoodException.missing(pathOf(name));
    }
    return value;
  }

  private NotUnderstoodException malformed(String name, String accepted) {
    return NotUnderstoodException.malformed(
        pathOf(name), kind(members.getOrDefault(name, JsonValue.NULL)), accepted);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String kind(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
    };
  }

  /** Shows the path only: what a body says is personal. */
  @Override
  public String toString() {
    return "JsonPart[" + path + "]";
  }
}
