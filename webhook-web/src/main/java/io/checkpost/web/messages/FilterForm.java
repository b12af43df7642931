package io.checkpost.web.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as it stands in a URL: text, right or wrong, so that the page can show it again.
 *
 * @param values what was given, without what was left empty
 */
record FilterForm(Map<FilterField, String> values) {

  private static final String TIMES =
      "a day (2026-11-22), a local time (2026-11-22T14:30) or an instant (2026-11-22T14:30:00Z)";

  FilterForm {
    EnumMap<FilterField, String> copy = new EnumMap<>(FilterField.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  static FilterForm of(Map<String, String> parameters) {
    Map<FilterField, String> given = new EnumMap<>(FilterField.class);
    for (FilterField field : FilterField.values()) {
      String value = parameters.getOrDefault(field.parameter(), "").strip();
      if (!value.isEmpty()) {
        given.put(field, value);
      }
    }
    return new FilterForm(given);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  @Nullable String value(FilterField field) {
    return values.get(field);
  }

  FilterForm without(FilterField field) {
    Map<FilterField, String> others = new EnumMap<>(FilterField.class);
    others.putAll(values);
    others.remove(field);
    return new FilterForm(others);
  }

  /** Returns the filter as a query string, without a question mark. */
  String query() {
    return values.entrySet().stream()
        .map(value -> value.getKey().parameter() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Returns what it means.
   *
   * @param zone in which days and local times are meant
   * @throws InvalidInput when a value cannot be read
   */
  MessageFilter filter(ZoneId zone) {
    return new MessageFilter(
        read(FilterField.PORTAL, PortalId::of, "a portal's id"),
        value(FilterField.PROVIDER),
        read(
            FilterField.DISPOSITION,
            Disposition::of,
            codes(Disposition.values(), Disposition::code)),
        read(FilterField.CHECK_TYPE, CheckType::new, "a name such as id_document"),
        read(FilterField.OUTCOME, Outcome::of, codes(Outcome.values(), Outcome::code)),
        value(FilterField.SUBJECT),
        value(FilterField.CLIENT_REFERENCE),
        null,
        read(FilterField.FROM, text -> time(text, zone, 0), TIMES),
        read(FilterField.TO, text -> time(text, zone, 1), TIMES));
  }

  private <T> @Nullable T read(FilterField field, Function<String, T> reader, String accepted) {
    String value = value(field);
    if (value == null) {
      return null;
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidInput(field.parameter(), value, accepted);
    }
  }

  private static <T> String codes(T[] values, Function<T, String> code) {
    return Arrays.stream(values).map(code).collect(Collectors.joining(", "));
  }

  /** A day stands for its start, or as an end for the start of the next: "until Sunday" has it. */
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
