package org.unstained.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** One kind of damage. The same sound bytes and the same random numbers give the same damage. */
@FunctionalInterface
public interface Mutation {
  byte[] spoil(byte[] sound, Random random);

  /** Damage to text. */
  interface OfText {
    String spoil(String sound, Random random);
  }

  static Mutation ofText(OfText mutation) {
    return (sound, random) ->
        mutation
            .spoil(new String(sound, StandardCharsets.UTF_8), random)
            .getBytes(StandardCharsets.UTF_8);
  }

  /** One of several kinds. */
  static Mutation anyOf(Mutation... all) {
    return (sound, random) -> all[random.nextInt(all.length)].spoil(sound, random);
  }

  static <T> T oneOf(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
