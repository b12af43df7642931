package io.checkpost.ingest.journal;

/** Text that every database's text column takes: no NUL, no lone surrogate, not too long. */
final class PlainText {

  private static final char REPLACEMENT = '\uFFFD';

  private PlainText() {}

  static String of(String text, int maxLength) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < text.length() && plain.length() < maxLength - 1; ) {
      int codePoint = text.codePointAt(i);
      boolean unfit = codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
      plain.appendCodePoint(unfit ? REPLACEMENT : codePoint);
      i += Character.charCount(codePoint);
    }
    return plain.toString();
  }
}
