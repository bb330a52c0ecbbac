package org.unstained.fuzz;

import java.nio.charset.StandardCharsets;

/** A sound file to begin with: its name, which may tell its kind, and what it holds. */
public record Seed(String name, byte[] content) {

  public static Seed text(String name, String text) {
    return new Seed(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
