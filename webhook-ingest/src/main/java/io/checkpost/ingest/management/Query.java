package io.checkpost.ingest.management;

import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request, each taken as what it must be and given at most once. */
final class Query {

  private static final int USUAL_LIMIT = 50;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private final MultivaluedMap<String, String> parameters;

  Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Returns a parameter's text, which is not empty; null when it was not given. */
  @Nullable String text(String name) {
    List<String> given = parameters.get(name);
    if (given == null || given.isEmpty()) {
      return null;
    }
    if (given.size() > 1) {
      throw new InvalidInput(name, String.join(", ", given), "one value");
    }
    if (given.get(0).isBlank()) {
      throw new InvalidInput(name, given.get(0), "a value");
    }
    return given.get(0);
  }

  /** Returns how many items a page may have. */
  int limit() {
    String given = text("limit");
    if (given == null) {
      return USUAL_LIMIT;
    }
    int limit = NUMBER.matcher(given).matches() ? Integer.parseInt(given) : 0;
    if (limit < 1 || limit > Page.MOST) {
      throw new InvalidInput("limit", given, "a whole number from 1 to " + Page.MOST);
    }
    return limit;
  }

  /** Returns where the page begins; null for the first. */
  @Nullable String cursor() {
    return text("cursor");
  }

  /** Returns a UUID as a value of its kind; null when it was not given. */
  <T> @Nullable T id(String name, Function<UUID, T> kind) {
    String given = text(name);
    return given == null ? null : kind.apply(uuid(name, given));
  }

  /**
   * Reads a UUID strictly.
   *
   * @throws InvalidInput when it is none
   */
  static UUID uuid(String name, String given) {
    if (!UUID_TEXT.matcher(given).matches()) {
      throw new InvalidInput(name, given, "a UUID");
    }
    return UUID.fromString(given);
  }

  /** Returns one of some values by its code; null when it was not given. */
  <T> @Nullable T oneOf(String name, Map<String, T> byCode) {
    String given = text(name);
    return given == null ? null : oneOf(name, given, byCode);
  }

  /**
   * Reads one of some values by its code.
   *
   * @throws InvalidInput when it is none of them
   */
  static <T> T oneOf(String name, String given, Map<String, T> byCode) {
    T value = byCode.get(given);
    if (value == null) {
      throw new InvalidInput(name, given, "one of " + String.join(", ", byCode.keySet()));
    }
    return value;
  }

  /** Returns a point in time; null when it was not given. */
  @Nullable Instant instant(String name) {
    return instant(name, text(name));
  }

  /**
   * Reads a point in time; null for none.
   *
   * @throws InvalidInput when it is none
   */
  static @Nullable Instant instant(String name, @Nullable String given) {
    if (given == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(given);
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new InvalidInput(
        name, given, "an ISO 8601 time with offset such as 2026-11-22T09:30:00Z");
  }
}
