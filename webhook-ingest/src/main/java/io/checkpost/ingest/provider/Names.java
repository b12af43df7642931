package io.checkpost.ingest.provider;

import java.util.Locale;

/** Field names, whatever their case and separators. */
public final class Names {

  private Names() {}

  /**
   * Returns the name in lower case with letters and digits only: {@code UpdateType}, {@code
   * update_type} and {@code Update type} are {@code updatetype}. A name without any is kept, so
   * that two of them stay two.
   */
  public static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.append((char) (c - 'A' + 'a'));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        folded.append(c);
      } else if (c >= 0x80) {
        return foldedBeyondAscii(name);
      }
    }
    return folded.isEmpty() ? storable(name) : folded.toString();
  }

  /** Gives the same for every name, at ten times the cost. */
  private static String foldedBeyondAscii(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(folded::appendCodePoint);
    return folded.isEmpty() ? storable(name) : folded.toString();
  }

  /** Returns the text with NUL and lone surrogates, which no text column takes, replaced. */
  static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || isLoneSurrogate(c) ? '\uFFFD' : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
