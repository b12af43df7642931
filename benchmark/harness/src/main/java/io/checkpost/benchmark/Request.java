package io.checkpost.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One HTTP request as bytes, sent again and again. Each {@code @} of the body becomes a fresh
 * hexadecimal digit every time, so that no message repeats another.
 */
final class Request {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private final byte[] bytes;
  private final int[] freshDigits;
  private final int bodySize;

  Request(String path, int port, String body) {
    String head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1:%d
        User-Agent: benchmark
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(path, port, body.length())
            .replace("\n", "\r\n");
    String all = head + body;
    this.bytes = all.getBytes(US_ASCII);
    this.freshDigits = IntStream.range(0, all.length()).filter(i -> all.charAt(i) == '@').toArray();
    this.bodySize = body.length();
  }

  int bodySize() {
    return bodySize;
  }

  int size() {
    return bytes.length;
  }

  /** Writes the request with fresh ids to the buffer, ready to be sent. */
  void writeTo(ByteBuffer buffer, SplittableRandom random) {
    long digits = 0;
    for (int i = 0; i < freshDigits.length; i++) {
      if (i % 16 == 0) {
        digits = random.nextLong();
      }
      bytes[freshDigits[i]] = DIGITS[(int) (digits & 15)];
      digits >>>= 4;
    }
    buffer.clear();
    buffer.put(bytes);
    buffer.flip();
  }
}
