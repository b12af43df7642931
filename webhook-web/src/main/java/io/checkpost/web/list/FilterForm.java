package io.checkpost.web.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.problem.InvalidInput;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as it stands in a URL: text, right or wrong, so that the page can show it again.
 *
 * @param values what was given by field, in the order of the fields, without what was left empty
 */
public record FilterForm(Map<String, String> values) {

  private static final String TIMES =
      "a day (2026-11-22), a local time (2026-11-22T14:30) or an instant (2026-11-22T14:30:00Z)";

  /** Creates a form; the map is copied. */
  public FilterForm {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Takes from a request's parameters what is a filter.
   *
   * @param fields the names of the filters, which are those of the management API
   * @param parameters the request's
   */
  public static FilterForm of(List<String> fields, Map<String, String> parameters) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String field : fields) {
      String value = parameters.getOrDefault(field, "").strip();
      if (!value.isEmpty()) {
        given.put(field, value);
      }
    }
    return new FilterForm(given);
  }

  /** Tells whether nothing is filtered. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns what was given for a field; null for nothing. */
  public @Nullable String value(String field) {
    return values.get(field);
  }

  /** Returns the form without a field. */
  public FilterForm without(String field) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.remove(field);
    return new FilterForm(others);
  }

  /** Returns the filter as a query string, without a question mark. */
  public String query() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Reads a field; null when it was not given.
   *
   * @param reader throws IllegalArgumentException or DateTimeException for what it cannot read
   * @param accepted what can be read, in words
   * @throws InvalidInput when the value cannot be read
   */
  public <T> @Nullable T read(String field, Function<String, T> reader, String accepted) {
    String value = value(field);
    if (value == null) {
      return null;
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidInput(field, value, accepted);
    }
  }

  /**
   * Reads a field that is one of some codes; null when it was not given.
   *
   * @throws InvalidInput when it is another
   */
  public <T> @Nullable T code(
      String field, Function<String, T> reader, T[] all, Function<T, String> code) {
    return read(field, reader, Arrays.stream(all).map(code).collect(Collectors.joining(", ")));
  }

  /**
   * Reads a field that is where a time begins; null when it was not given.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when it is no time
   */
  public @Nullable Instant from(String field, ZoneId zone) {
    return read(field, text -> time(text, zone, 0), TIMES);
  }

  /**
   * Reads a field that is where a time ends; null when it was not given. A day has its end then:
   * "until Sunday" has Sunday.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when it is no time
   */
  public @Nullable Instant until(String field, ZoneId zone) {
    return read(field, text -> time(text, zone, 1), TIMES);
  }

  private static Instant time(String text, ZoneId zone, int daysAfter) {
    if (isDay(text)) {
      return LocalDate.parse(text).plusDays(daysAfter).atStartOfDay(zone).toInstant();
    }
    return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  /** Tells whether a value is one that a date input can show. */
  static boolean isDay(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\d");
  }
}
