package io.checkpost.ingest.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a request's body: the bytes after gzip was taken off, or the received ones
 * where that cannot be done.
 */
final class Body {

  private final byte[] bytes;
  private final @Nullable String encoding;
  private final @Nullable Problem problem;

  private Body(byte[] bytes, @Nullable String encoding, @Nullable Problem problem) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.problem = problem;
  }

  /** Why the bytes are not the body that was meant. */
  enum Problem {
    BROKEN_GZIP("broken_gzip", "Content-Encoding: gzip, but the bytes are not whole gzip data."),
    UNKNOWN_ENCODING(
        "unknown_encoding", "Content-Encoding is neither absent, identity nor gzip (x-gzip).");

    private final String reason;
    private final String detail;

    Problem(String reason, String detail) {
      this.reason = reason;
      this.detail = detail;
    }

    String reason() {
      return reason;
    }

    String detail() {
      return detail;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the encoding that was taken off, or could not be; null for none. */
  @Nullable String encoding() {
    return encoding;
  }

  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * Reads a body.
   *
   * @param maxBytes the most it may have, as received and after unpacking
   * @throws BodyTooLarge when it has more
   * @throws IOException when the sender stopped sending
   */
  static Body read(InputStream in, @Nullable String contentEncoding, int maxBytes)
      throws IOException {
    byte[] received = atMost(in, maxBytes);
    String encoding =
        contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(java.util.Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> new Body(received, null, null);
      case "gzip", "x-gzip" -> unpack(received, maxBytes);
      default -> new Body(received, contentEncoding, Problem.UNKNOWN_ENCODING);
    };
  }

  /** Returns a body that nobody packed. */
  static Body plain(byte[] bytes) {
    return new Body(bytes, null, null);
  }

  private static Body unpack(byte[] received, int maxBytes) {
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(received))) {
      return new Body(atMost(unpacked, maxBytes), "gzip", null);
    } catch (IOException e) {
      return new Body(received, "gzip", Problem.BROKEN_GZIP);
    }
  }

  private static byte[] atMost(InputStream in, int maxBytes) throws IOException {
    byte[] bytes = in.readNBytes(maxBytes);
    if (bytes.length == maxBytes && in.read() >= 0) {
      throw new BodyTooLarge(maxBytes);
    }
    return bytes;
  }
}
