package io.checkpost.ingest.provider;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value whose spelling no longer matters: {@code equals} compares meaning. A tree of
 * Jackson's own would drop the first of two members of one name before anybody could ask whether
 * they agree.
 */
public sealed interface Json {

  /** JSON {@code null}. */
  Json NULL = new Null();

  /**
   * An object.
   *
   * @param members by {@linkplain Names#folded folded} name, in the order received
   */
  record Obj(Map<String, Json> members) implements Json {

    /** Creates an object; the map is copied. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Returns the member of the given folded name; null where it is missing or JSON null. */
    public @Nullable Json get(String name) {
      Json value = members.get(name);
      return value instanceof Null ? null : value;
    }

    /** Tells whether there is a member of that name that is not null. */
    public boolean has(String name) {
      return get(name) != null;
    }

    /** Returns the member of that name, if it is an object. */
    public Optional<Obj> object(String name) {
      return get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
    }

    @Override
    public String kind() {
      return "an object";
    }

    @Override
    public String text() {
      StringBuilder json = new StringBuilder("{");
      new TreeMap<>(members)
          .forEach(
              (name, value) ->
                  json.append(json.length() > 1 ? "," : "")
                      .append(quoted(name))
                      .append(':')
                      .append(value.json()));
      return json.append('}').toString();
    }

    @Override
    public String toString() {
      return "Obj[" + members.size() + " members]";
    }
  }

  /**
   * An array.
   *
   * @param items its values
   */
  record Arr(List<Json> items) implements Json {

    /** Creates an array; the list is copied. */
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "an array";
    }

    @Override
    public String text() {
      List<String> parts = new ArrayList<>(items.size());
      items.forEach(item -> parts.add(item.json()));
      return "[" + String.join(",", parts) + "]";
    }

    @Override
    public String toString() {
      return "Arr[" + items.size() + " items]";
    }
  }

  /** A string, a number, a boolean: anything that has one text. */
  sealed interface Scalar extends Json {

    /** Returns the whole number that this is or spells: {@code 4}, {@code 4.0}, {@code "4"}. */
    default Optional<Long> integer() {
      return Spelling.integer(text());
    }
  }

  /**
   * A string.
   *
   * @param raw as received, with what no text column can store replaced
   */
  record Text(String raw) implements Scalar {

    @Override
    public String kind() {
      return raw.isBlank() ? "an empty text" : "a text";
    }

    @Override
    public String text() {
      return Ids.canonicalIfGuid(raw.strip());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return Spelling.equal(this, other);
    }

    @Override
    public int hashCode() {
      return Spelling.hash(this);
    }

    @Override
    public String toString() {
      return "Text[" + raw.length() + " characters]";
    }
  }

  /**
   * A number.
   *
   * @param literal as received
   */
  record Num(String literal) implements Scalar {

    @Override
    public String kind() {
      return "a number";
    }

    @Override
    public String text() {
      return Spelling.number(literal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return Spelling.equal(this, other);
    }

    @Override
    public int hashCode() {
      return Spelling.hash(this);
    }
  }

  /**
   * A boolean.
   *
   * @param value which
   */
  record Bool(boolean value) implements Scalar {

    @Override
    public String kind() {
      return "a boolean";
    }

    @Override
    public String text() {
      return Boolean.toString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return Spelling.equal(this, other);
    }

    @Override
    public int hashCode() {
      return Spelling.hash(this);
    }
  }

  /** JSON {@code null}; {@link #NULL} is the one to use. */
  record Null() implements Json {

    @Override
    public String kind() {
      return "null";
    }

    @Override
    public String text() {
      return "null";
    }
  }

  /** Returns what kind of thing this is, for error messages: {@code a number}. */
  String kind();

  /** Returns what kind of thing a member is that may be missing or null. */
  static String kindOf(@Nullable Json value) {
    return value == null ? NULL.kind() : value.kind();
  }

  /**
   * Returns the canonical text: that of a scalar without quotes, and for arrays and objects JSON
   * with sorted, folded names. Equal meaning gives equal text.
   */
  String text();

  private String json() {
    return this instanceof Text ? quoted(text()) : text();
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** How scalars are compared, whatever their spelling. */
  final class Spelling {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,60}(\\.0{1,60})?");
    private static final int MAX_EXPONENT_LENGTH = 3;
    private static final int MAX_PLAIN_SCALE = 40;

    private Spelling() {}

    private static boolean equal(Scalar one, @Nullable Object other) {
      return other instanceof Scalar scalar && comparable(one).equals(comparable(scalar));
    }

    private static int hash(Scalar scalar) {
      return comparable(scalar).hashCode();
    }

    private static String comparable(Scalar scalar) {
      return scalar.integer().map(String::valueOf).orElseGet(scalar::text);
    }

    private static Optional<Long> integer(String text) {
      if (!INTEGER.matcher(text).matches()) {
        return Optional.empty();
      }
      int point = text.indexOf('.');
      try {
        return Optional.of(Long.parseLong(point < 0 ? text : text.substring(0, point)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    /** Writes a number without needless digits, and an enormous one as it came. */
    private static String number(String literal) {
      int exponent = literal.toUpperCase(Locale.ROOT).indexOf('E');
      if (exponent >= 0 && literal.length() - exponent - 1 > MAX_EXPONENT_LENGTH) {
        return literal;
      }
      BigDecimal number = new BigDecimal(literal).stripTrailingZeros();
      return Math.abs(number.scale()) > MAX_PLAIN_SCALE
          ? number.toString()
          : number.toPlainString();
    }
  }
}
