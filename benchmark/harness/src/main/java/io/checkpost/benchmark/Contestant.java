package io.checkpost.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * One thing to be measured.
 *
 * @param name what it is called in the table
 * @param port where it is
 * @param request what it is sent
 * @param expected what every right answer contains
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Contestant(String name, int port, Request request, byte[] expected) {

  static Contestant of(String name, int port, String path, String expected) {
    return of(name, port, path, CredasBody.TEMPLATE, expected);
  }

  static Contestant of(String name, int port, String path, String body, String expected) {
    return new Contestant(
        name, port, new Request(path, port, body), ("\"" + expected + "\"").getBytes(US_ASCII));
  }
}
