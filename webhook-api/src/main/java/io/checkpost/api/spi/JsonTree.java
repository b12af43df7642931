package io.checkpost.api.spi;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON value event by event: Jakarta JSON's own tree keeps one of two values of a name, or
 * takes even equal ones for an error.
 */
final class JsonTree {

  private static final int MAX_DEPTH = 64;

  /** Looking for the implementation takes longer than reading a body. */
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private final JsonParser parser;
  private final Deque<String> path = new ArrayDeque<>();

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  static JsonValue read(byte[] body) throws NotUnderstoodException {
    try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(body))) {
      return new JsonTree(parser).document();
    } catch (JsonParsingException e) {
      throw NotUnderstoodException.notJson(
          "not JSON at line %d, column %d"
              .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
    } catch (JsonException e) {
      throw NotUnderstoodException.notJson("the bytes are no text in UTF-8, UTF-16 or UTF-32");
    }
  }

  private JsonValue document() throws NotUnderstoodException {
    if (!parser.hasNext()) {
      throw NotUnderstoodException.notJson("the body has no JSON value");
    }
    JsonValue value = value(parser.next(), 1);
    if (parser.hasNext()) {
      throw NotUnderstoodException.notJson("a second JSON value follows the first");
    }
    return value;
  }

  private JsonValue value(Event event, int depth) throws NotUnderstoodException {
    if (depth > MAX_DEPTH) {
      throw new NotUnderstoodException(
          QuarantineReason.TOO_COMPLEX, "accepted: at most %d levels".formatted(MAX_DEPTH));
    }
    return switch (event) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      default -> parser.getValue();
    };
  }

  private JsonValue array(int depth) throws NotUnderstoodException {
    List<JsonValue> items = new ArrayList<>();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      items.add(value(event, depth + 1));
    }
    return BUILDERS.createArrayBuilder(items).build();
  }

  private JsonObject object(int depth) throws NotUnderstoodException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      path.addLast(name);
      JsonValue value = value(parser.next(), depth + 1);
      JsonValue other = members.putIfAbsent(name, value);
      if (other != null && !other.equals(value)) {
        throw NotUnderstoodException.ambiguous(String.join(".", path));
      }
      path.removeLast();
    }
    return BUILDERS.createObjectBuilder(new LinkedHashMap<>(members)).build();
  }
}
