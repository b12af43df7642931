package io.checkpost.ingest.access;

import io.checkpost.ingest.problem.InvalidInput;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants to read the pages.
 *
 * @param language a language tag (BCP 47) such as {@code de}; null for what the browser asks for
 * @param timeZone in which times are shown; null for the server's
 */
public record Preferences(@Nullable String language, @Nullable ZoneId timeZone)
    implements Serializable {

  /** What holds until a user wants something else. */
  public static final Preferences NONE = new Preferences(null, null);

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

  /**
   * Reads preferences that somebody wrote.
   *
   * @throws InvalidInput when the language is no tag, or the zone has no entry in the time zone
   *     database
   */
  public static Preferences of(@Nullable String language, @Nullable String timeZone) {
    return new Preferences(
        language == null ? null : language(language), timeZone == null ? null : zone(timeZone));
  }

  private static String language(String tag) {
    if (!LANGUAGE.matcher(tag).matches()) {
      throw new InvalidInput("language", tag, "a language tag such as en or de");
    }
    return tag;
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new InvalidInput(
          "timeZone", name, "a name of the time zone database such as Europe/London");
    }
    return ZoneId.of(name);
  }

  /** Returns the language as the pages need it; null for what the browser asks for. */
  public @Nullable Locale locale() {
    return language == null ? null : Locale.forLanguageTag(language);
  }
}
