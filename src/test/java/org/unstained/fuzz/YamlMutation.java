package org.unstained.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damage to what YAML has and JSON hasn't: anchors, tags, indents, several documents. */
final class YamlMutation implements Mutation.OfText {
  @Override
  public String spoil(String sound, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(sound.split("\n")));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    String key = line.contains(":") ? line.substring(0, line.indexOf(':')) : line;
    switch (random.nextInt(10)) {
      case 0 -> lines.set(at, key + ": " + bomb());
      case 1 -> lines.set(at, key + ": &a [*a, *a]");
      case 2 -> lines.set(at, key + ": !!java.io.File [/tmp/x]");
      case 3 -> lines.set(at, key + ": !!binary AAAA");
      case 4 -> lines.set(at, key + ": *nothing");
      case 5 -> lines.set(at, " ".repeat(random.nextInt(9)) + line.strip());
      case 6 -> lines.add(at, "---");
      case 7 -> lines.set(at, "\t" + line);
      case 8 -> lines.set(at, key + ": " + "{a: ".repeat(random.nextBoolean() ? 60 : 20_000));
      default -> lines.set(at, key + ": " + Edges.word(random));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Each list holds the one before nine times. */
  private static String bomb() {
    StringBuilder text = new StringBuilder("[&b0 [x, x, x, x, x, x, x, x, x]");
    for (int i = 1; i < 12; i++)
      text.append(", &b" + i + " [" + ("*b" + (i - 1) + ", ").repeat(9) + "x]");
    return text.append("]").toString();
  }
}
