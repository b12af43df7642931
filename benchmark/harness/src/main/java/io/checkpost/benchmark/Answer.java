package io.checkpost.benchmark;

import java.nio.ByteBuffer;

/**
 * Reads one HTTP answer at a time, of which only what is counted: complete, right, the last one.
 */
final class Answer {

  private static final int STATUS = "HTTP/1.1 ".length();

  private final byte[] expected;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private int lineStart;
  private int position;
  private int bodyStart;
  private int contentLength;
  private boolean last;

  /** Reads answers of which each right one contains the expected bytes in its body. */
  Answer(byte[] expected) {
    this.expected = expected;
  }

  /** Returns where to put what is received. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Prepares for the next answer. */
  void clear() {
    buffer.clear();
    lineStart = 0;
    position = 0;
    bodyStart = -1;
    contentLength = -1;
    last = false;
  }

  /** Tells whether all of the answer is there. */
  boolean isComplete() {
    while (bodyStart < 0 && position < buffer.position()) {
      if (buffer.get(position++) == '\n') {
        endOfLine();
        lineStart = position;
      }
    }
    return bodyStart >= 0 && buffer.position() >= bodyStart + contentLength;
  }

  private void endOfLine() {
    if (position - lineStart <= 2) {
      if (contentLength < 0) {
        throw new IllegalStateException("an answer without Content-Length cannot be read here");
      }
      bodyStart = position;
    } else if (startsWith("content-length:")) {
      contentLength = 0;
      for (int i = lineStart + "content-length:".length(); i < position; i++) {
        byte digit = buffer.get(i);
        if (digit >= '0' && digit <= '9') {
          contentLength = contentLength * 10 + digit - '0';
        }
      }
    } else if (startsWith("connection: close")) {
      last = true;
    }
  }

  private boolean startsWith(String lowerCase) {
    if (position - lineStart < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      byte c = buffer.get(lineStart + i);
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isRight() {
    return buffer.get(STATUS) == '2' && contains(expected);
  }

  private boolean contains(byte[] wanted) {
    for (int i = bodyStart; i + wanted.length <= bodyStart + contentLength; i++) {
      int j = 0;
      while (j < wanted.length && buffer.get(i + j) == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether the server closes the connection after this answer. */
  boolean isLast() {
    return last;
  }

  /** Returns the answer's text, to show what was wrong. */
  String text() {
    return new String(
        buffer.array(), 0, buffer.position(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
