package io.checkpost.ingest.simulation;

import io.checkpost.ingest.problem.InvalidInput;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What tells one simulation from others that are alike. Everything that would be new each time
 * comes from it, ids and times, so that a simulation that is sent again has the same bytes.
 *
 * @param text as it stands in URLs and JSON: when it was begun, and something random
 */
public record Run(String text) {

  private static final Pattern FORM = Pattern.compile("([0-9]{10})-[0-9a-z]{8}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RADIX = 36;
  private static final long COMBINATIONS = 2_821_109_907_456L; // 36 to the 8th

  /** Returns a new one. */
  public static Run begun(Instant now) {
    String random = Long.toString(RANDOM.nextLong(COMBINATIONS), RADIX);
    return new Run(
        "%010d-%s".formatted(now.getEpochSecond(), "0".repeat(8 - random.length()) + random));
  }

  /**
   * Reads one.
   *
   * @throws InvalidInput when it is none
   */
  public static Run of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidInput("run", text, "what an earlier simulation answered as its run");
    }
    return new Run(text);
  }

  /** Returns when it was begun. */
  public Instant at() {
    return Instant.ofEpochSecond(Long.parseLong(text.substring(0, text.indexOf('-'))));
  }

  @Override
  public String toString() {
    return text;
  }
}
