package io.checkpost.ingest.provider;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.checkpost.api.spi.NotUnderstoodException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value within limits. The limits leave room for every body that a provider's page
 * shows a hundred times over, with megabytes of pictures, and none for bombs.
 */
public final class JsonReader {

  /** The largest body that intake takes: 16 MiB after unpacking. */
  private static final int MAX_LENGTH = 16 * 1024 * 1024;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_TOKENS = 50_000;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1_000;
  private static final int MAX_AMBIGUITIES = 20;

  /**
   * Names are not interned: a stranger chooses them. Jackson's own table of them is bounded, and
   * without it Jackson would put replacement characters where the bytes are no UTF-8.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_LENGTH)
                  .maxStringLength(MAX_LENGTH)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          .build();

  private final JsonParser parser;
  private final Deque<String> path = new ArrayDeque<>();
  private final List<String> ambiguous = new ArrayList<>();

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** What reading came to. */
  public sealed interface Reading {

    /**
     * It is JSON.
     *
     * @param value the value
     * @param ambiguous the paths of fields that came twice with different values
     */
    record Read(Json value, List<String> ambiguous) implements Reading {

      /** Creates a reading; the list is copied. */
      public Read {
        ambiguous = List.copyOf(ambiguous);
      }

      /**
       * Returns the value as the object that a body has to be.
       *
       * @throws NotUnderstoodException when it is none
       */
      public Json.Obj object() throws NotUnderstoodException {
        if (value instanceof Json.Obj object) {
          return object;
        }
        throw NotUnderstoodException.malformedBody(value.kind());
      }

      /**
       * Makes sure that no field came twice with different values.
       *
       * @param prefix the path at which the value stands in the message
       * @throws NotUnderstoodException naming the first that did
       */
      public void requireUnambiguous(String prefix) throws NotUnderstoodException {
        if (!ambiguous.isEmpty()) {
          throw NotUnderstoodException.ambiguous(prefix + ambiguous.get(0));
        }
      }
    }

    /**
     * It is not JSON.
     *
     * @param detail where reading stopped, without any of the text
     */
    record NotJson(String detail) implements Reading {}

    /** Reading stopped at a limit, so that nobody knows. */
    record BeyondLimits() implements Reading {}
  }

  /** Says what the limits are, for a person. */
  public static String limits() {
    return "at most %d levels, %d tokens, %d characters in a name, %d digits in a number"
        .formatted(MAX_DEPTH, MAX_TOKENS, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH);
  }

  /** Reads bytes in UTF-8, UTF-16 or UTF-32, with or without a byte order mark. */
  public static Reading read(byte[] bytes) {
    if (bytes.length == 0) {
      return new Reading.NotJson("the body is empty");
    }
    return read(() -> JSON.createParser(bytes));
  }

  /** Reads JSON that came inside a JSON string. */
  public static Reading read(String text) {
    return read(() -> JSON.createParser(text));
  }

  /** Opens a parser; looking for the encoding may already fail. */
  private interface Source {
    JsonParser open() throws IOException;
  }

  private static Reading read(Source source) {
    try (JsonParser parser = source.open()) {
      return new JsonReader(parser).document();
    } catch (StreamConstraintsException e) {
      return new Reading.BeyondLimits();
    } catch (JacksonException e) {
      return new Reading.NotJson(where(e));
    } catch (IOException e) {
      return new Reading.NotJson("the bytes are no text in UTF-8, UTF-16 or UTF-32");
    }
  }

  /** Jackson's own message may quote the body. */
  private static String where(JacksonException e) {
    return e.getLocation() == null
        ? "not JSON"
        : "not JSON at line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private Reading document() throws IOException {
    if (parser.nextToken() == null) {
      return new Reading.NotJson("the body has no JSON value");
    }
    Json value = value();
    if (parser.nextToken() != null) {
      return new Reading.NotJson("a second JSON value follows the first");
    }
    return new Reading.Read(value, ambiguous);
  }

  private Json value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Text(Names.storable(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      default -> Json.NULL;
    };
  }

  private Json array() throws IOException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Json.Arr(items);
  }

  private Json object() throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = Names.folded(parser.currentName());
      parser.nextToken();
      path.addLast(name);
      Json value = value();
      Json other = members.putIfAbsent(name, value);
      if (other != null && !other.equals(value) && ambiguous.size() < MAX_AMBIGUITIES) {
        ambiguous.add(String.join(".", path));
      }
      path.removeLast();
    }
    return new Json.Obj(members);
  }
}
