package io.checkpost.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.problem.InvalidInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that a caller sent, each taken as what it must be. */
public final class JsonMembers {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(JsonNode.class);

  private final String path;
  private final ObjectNode object;

  private JsonMembers(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /**
   * Reads a body.
   *
   * @throws MalformedJson when it is not JSON
   * @throws InvalidInput when it is no JSON object
   */
  public static JsonMembers read(byte[] body) {
    try (JsonParser parser = READER.createParser(body)) {
      JsonNode json = READER.readTree(parser);
      if (json instanceof ObjectNode object) {
        return new JsonMembers("", object);
      }
      throw new InvalidInput("body", json == null ? null : kind(json), "a JSON object");
    } catch (JsonProcessingException e) {
      throw new MalformedJson(e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  /**
   * Takes an object that was read elsewhere.
   *
   * @param path what stands before the names of members in errors: empty, or ending with a dot
   */
  public static JsonMembers of(String path, ObjectNode object) {
    return new JsonMembers(path, object);
  }

  /**
   * Returns a body that must be there.
   *
   * @throws InvalidInput when it is not
   */
  public static JsonMembers present(@Nullable JsonMembers body) {
    if (body == null) {
      throw new InvalidInput("body", null, "a JSON object");
    }
    return body;
  }

  /**
   * Makes sure that there are no other members.
   *
   * @throws InvalidInput naming the first that is not among {@code names}
   */
  public JsonMembers only(String... names) {
    return only(List.of(names));
  }

  /**
   * Makes sure that there are no other members.
   *
   * @throws InvalidInput naming the first that is not among {@code known}
   */
  public JsonMembers only(List<String> known) {
    for (Iterator<String> given = object.fieldNames(); given.hasNext(); ) {
      String name = given.next();
      if (!known.contains(name)) {
        throw new InvalidInput(
            path + name, null, "no other members than " + String.join(", ", known));
      }
    }
    return this;
  }

  /** Tells whether a member was given, be it null. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** Returns a text; null when it was not given or is null. */
  public @Nullable String text(String name) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, value, "a string");
    }
    return value.textValue();
  }

  /** Returns a text that must be there. */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw new InvalidInput(path + name, null, "a string");
    }
    return text;
  }

  /** Returns true or false, which must be there. */
  public boolean requiredFlag(String name) {
    JsonNode value = given(name);
    if (value == null) {
      throw new InvalidInput(path + name, null, "true or false");
    }
    if (!value.isBoolean()) {
      throw wrong(name, value, "true or false");
    }
    return value.booleanValue();
  }

  /** Returns true or false; {@code otherwise} when it was not given or is null. */
  public boolean flag(String name, boolean otherwise) {
    return given(name) == null ? otherwise : requiredFlag(name);
  }

  /** Returns a whole number; null when it was not given or is null. */
  public @Nullable Integer wholeNumber(String name) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isInt()) {
      throw wrong(name, value, "a whole number");
    }
    return value.intValue();
  }

  /** Returns an object; null when it was not given or is null. */
  public @Nullable JsonMembers object(String name) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode inner) {
      return new JsonMembers(path + name + ".", inner);
    }
    throw wrong(name, value, "a JSON object");
  }

  /** Returns a list of texts; empty when it was not given or is null. */
  public List<String> textList(String name) {
    JsonNode value = given(name);
    List<String> texts = new ArrayList<>();
    if (value == null) {
      return texts;
    }
    if (!value.isArray()) {
      throw wrong(name, value, "an array of strings");
    }
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrong(name, item, "a string in the array");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Returns all members as texts, in their order; null for a member that is null. */
  public Map<String, @Nullable String> texts() {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      texts.put(name, text(name));
    }
    return texts;
  }

  /** Returns the names of all members, in their order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private @Nullable JsonNode given(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private InvalidInput wrong(String name, JsonNode value, String accepted) {
    return new InvalidInput(path + name, kind(value), accepted);
  }

  /** What came is told by its kind: it may be a secret. */
  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case STRING -> "a string";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> "a value";
    };
  }
}
