package io.checkpost.ingest.variants;

import java.util.Arrays;
import java.util.Random;

/** Damages bodies as broken senders and hostile ones do. */
public final class Mutation {

  private static final String TELLING = "{}[]\",:\\0n \u0000";

  private Mutation() {}

  /** Returns the bytes with a few of them changed, and perhaps cut short. */
  public static byte[] of(byte[] body, Random random) {
    byte[] damaged = body.clone();
    if (damaged.length > 0) {
      for (int i = random.nextInt(6); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = replacement(random);
      }
    }
    return random.nextInt(3) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 1))
        : damaged;
  }

  private static byte replacement(Random random) {
    return random.nextBoolean()
        ? (byte) TELLING.charAt(random.nextInt(TELLING.length()))
        : (byte) random.nextInt(256);
  }
}
