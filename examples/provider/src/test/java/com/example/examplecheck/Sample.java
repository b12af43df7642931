package com.example.examplecheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A body as ExampleCheck's document shows it. */
final class Sample {

  static final String POSSIBLE_HIT = read("/possible-hit.json");

  private Sample() {}

  private static String read(String name) {
    try (InputStream sample = Sample.class.getResourceAsStream(name)) {
      return new String(sample.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
