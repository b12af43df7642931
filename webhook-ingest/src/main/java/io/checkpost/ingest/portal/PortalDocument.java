package io.checkpost.ingest.portal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.checkpost.ingest.problem.InvalidInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A document in YAML or JSON, and where in it each member stands. One that begins with a brace is
 * read as JSON.
 */
final class PortalDocument {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(20).build();
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private static final JsonFactory YAML =
      YAMLFactory.builder().streamReadConstraints(LIMITS).build();

  private final Map<String, JsonLocation> places = new HashMap<>();
  private final ObjectNode root;

  private PortalDocument(JsonParser parser) throws IOException {
    this.root = root(parser);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidPortalFile when it is no object of YAML or JSON, or has a member twice
   */
  static PortalDocument read(byte[] document) {
    boolean json = beginsWithBrace(document);
    try (JsonParser parser = (json ? JSON : YAML).createParser(document)) {
      return new PortalDocument(parser);
    } catch (JsonProcessingException e) {
      // its message may quote what stands there, which may be a secret
      throw wrong(e.getLocation(), "this cannot be read as " + (json ? "JSON" : "YAML"));
    } catch (IOException e) {
      throw wrong(JsonLocation.NA, "the text is not UTF-8");
    }
  }

  private static boolean beginsWithBrace(byte[] document) {
    for (byte each : document) {
      if (!Character.isWhitespace(each)) {
        return each == '{';
      }
    }
    return false;
  }

  private ObjectNode root(JsonParser parser) throws IOException {
    parser.nextToken();
    places.put("", parser.currentTokenLocation());
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(parser.currentTokenLocation(), "expected an object with the member portals");
    }
    ObjectNode object = object(parser, "");
    if (parser.nextToken() != null) {
      throw wrong(parser.currentTokenLocation(), "expected one document and nothing after it");
    }
    return object;
  }

  private ObjectNode object(JsonParser parser, String path) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String memberPath = path.isEmpty() ? name : path + "." + name;
      JsonLocation place = parser.currentTokenLocation();
      if (object.has(name)) {
        throw wrong(place, memberPath + " is here a second time");
      }
      places.put(memberPath, place);
      parser.nextToken();
      object.set(name, value(parser, memberPath));
    }
    return object;
  }

  private JsonNode value(JsonParser parser, String path) throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw wrong(parser.currentTokenLocation(), path + ": expected a value, not an alias");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> array(parser, path);
      case VALUE_NULL -> NullNode.getInstance();
      case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(parser.getBooleanValue());
      // no setting is a number: that it is one will be said, and its value does not matter
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> IntNode.valueOf(0);
      default -> TextNode.valueOf(parser.getText());
    };
  }

  private ArrayNode array(JsonParser parser, String path) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, path));
    }
    return array;
  }

  ObjectNode root() {
    return root;
  }

  /** Says where the member that is wrong stands, or else the object that should have it. */
  InvalidPortalFile wrong(InvalidInput input) {
    String path = input.field();
    JsonLocation place = places.get(path);
    while (place == null && !path.isEmpty()) {
      path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
      place = places.get(path);
    }
    return place == null
        ? new InvalidPortalFile(1, 1, input)
        : new InvalidPortalFile(place.getLineNr(), place.getColumnNr(), input);
  }

  private static InvalidPortalFile wrong(JsonLocation place, String reason) {
    boolean known = place != null && place.getLineNr() > 0;
    return new InvalidPortalFile(
        known ? place.getLineNr() : 1, known ? place.getColumnNr() : 1, reason);
  }
}
