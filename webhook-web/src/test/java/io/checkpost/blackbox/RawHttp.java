package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** Requests that no well-behaved client sends. */
final class RawHttp {

  private RawHttp() {}

  /** Sends bytes over a connection of its own and returns the status of the answer. */
  static int status(String baseUrl, String request) {
    String answer = exchange(baseUrl, request.getBytes(ISO_8859_1));
    String[] words = answer.split(" ", 3);
    return words.length > 1 ? Integer.parseInt(words[1]) : 0;
  }

  /** Sends bytes, half-closes, and returns all that comes back. */
  static String exchange(String baseUrl, byte[] request) {
    URI uri = URI.create(baseUrl);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
