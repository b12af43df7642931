package io.checkpost.ingest.provider;

import io.checkpost.api.ReportedField;
import io.checkpost.api.spi.NotUnderstoodException;
import io.checkpost.api.spi.QuarantineReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of an update: nested objects by path, arrays as JSON text, and what is far
 * too long for a field as a note of its length and hash, which still tells two contents apart.
 */
public final class Fields {

  private static final int MAX_VALUE_LENGTH = 8 * 1024;
  private static final int MAX_FIELDS = 20_000;
  private static final long MAX_TOTAL_LENGTH = 4L * 1024 * 1024;

  private final List<ReportedField> fields = new ArrayList<>();
  private long totalLength;

  /** Adds a field as it is. */
  public void add(ReportedField field) throws NotUnderstoodException {
    fields.add(field);
    totalLength += length(field);
    requireBounded(fields.size(), totalLength);
  }

  /** Adds a value at a path that nobody documented; an object adds its members. */
  public void addUndocumented(String path, Json value) throws NotUnderstoodException {
    if (value instanceof Json.Obj object && !object.members().isEmpty()) {
      addUndocumented(path + ".", object, Set.of());
    } else {
      add(new ReportedField(path, null, textOrNull(value), null, false));
    }
  }

  /** Adds the members of an object that are none of {@code known}. */
  public void addUndocumented(String prefix, Json.Obj object, Set<String> known)
      throws NotUnderstoodException {
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        addUndocumented(prefix + member.getKey(), member.getValue());
      }
    }
  }

  /** Returns what was collected, in order. */
  public List<ReportedField> list() {
    return List.copyOf(fields);
  }

  /**
   * Makes sure that the fields of a message's updates together stay within what the journal is to
   * carry.
   *
   * @throws NotUnderstoodException when they do not
   */
  public static void requireBounded(List<List<ReportedField>> ofUpdates)
      throws NotUnderstoodException {
    long count = 0;
    long length = 0;
    for (List<ReportedField> fields : ofUpdates) {
      count += fields.size();
      length += fields.stream().mapToLong(Fields::length).sum();
    }
    requireBounded(count, length);
  }

  private static void requireBounded(long count, long length) throws NotUnderstoodException {
    if (count > MAX_FIELDS || length > MAX_TOTAL_LENGTH) {
      throw new NotUnderstoodException(
          QuarantineReason.TOO_COMPLEX,
          "too much beside the codes; accepted: at most %d fields of %d characters together"
              .formatted(MAX_FIELDS, MAX_TOTAL_LENGTH));
    }
  }

  /** Returns a value's text, shortened where it is too long for a field. */
  public static String text(Json value) {
    return shortened(value.text());
  }

  /** Like {@link #text}, null for JSON null. */
  public static @Nullable String textOrNull(Json value) {
    return value instanceof Json.Null ? null : text(value);
  }

  /** Returns a note that stands for a text: its length and hash. */
  public static String note(String text) {
    return "(%d characters, sha-256 %s)".formatted(text.length(), sha256(text));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_VALUE_LENGTH ? text : note(text);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static long length(ReportedField field) {
    return (long) field.name().length() + length(field.value()) + length(field.original());
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
