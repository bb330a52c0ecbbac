package org.unstained.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damage to text of any kind: its numbers, words, lines and letters, and how it is encoded. */
final class TextMutation implements Mutation {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Override
  public byte[] spoil(byte[] sound, Random random) {
    String text = new String(sound, StandardCharsets.UTF_8);
    for (int n = 1 + random.nextInt(2); n > 0; n--) text = once(text, random);
    return switch (random.nextInt(40)) {
      case 0 -> text.getBytes(StandardCharsets.UTF_16);
      case 1 -> (text + "ä").getBytes(StandardCharsets.ISO_8859_1);
      case 2 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  static String once(String text, Random random) {
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> replaced(text, NUMBER, Edges.number(random), random);
      case 3, 4 -> replaced(text, WORD, Edges.word(random), random);
      case 5 -> lines(text, random);
      case 6 -> {
        int at = random.nextInt(text.length() + 1);
        yield text.substring(0, at) + Edges.word(random) + text.substring(at);
      }
      case 7 -> {
        int at = random.nextInt(text.length() + 1);
        yield text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      }
      default -> text.substring(0, random.nextInt(text.length() + 1));
    };
  }

  private static String replaced(String text, Pattern what, String by, Random random) {
    List<MatchResult> all = what.matcher(text).results().toList();
    if (all.isEmpty()) return text + by;
    MatchResult one = Mutation.oneOf(all, random);
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private static String lines(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int from = random.nextInt(lines.size());
    String line = lines.remove(from);
    switch (random.nextInt(3)) {
      case 0 -> {}
      case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
      default -> {
        lines.add(from, line);
        lines.add(random.nextInt(lines.size() + 1), line);
      }
    }
    return String.join("\n", lines);
  }
}
