package org.unstained.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damage to arguments of the command line, one a line. Those that begin with {@code @} are paths of
 * the test and stay as they are, so that nothing is written elsewhere.
 */
final class ArgumentsMutation implements Mutation.OfText {
  @Override
  public String spoil(String sound, Random random) {
    List<String> words = new ArrayList<>(Arrays.asList(sound.split("\n")));
    int at = 1 + random.nextInt(words.size() - 1);
    String word = words.get(at);
    boolean path = word.contains("@");
    switch (random.nextInt(8)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, word);
      case 2 -> words.add(at, "--" + Edges.word(random));
      case 3 -> words.add("--nothing=" + Edges.word(random));
      default -> {
        if (path) words.remove(at);
        else if (word.contains("=")) words.set(at, spoiltValue(word, random));
        else if (word.startsWith("--")) words.set(at, word.substring(0, word.length() - 1));
        else words.set(at, Edges.word(random));
      }
    }
    return String.join("\n", words);
  }

  private static String spoiltValue(String word, Random random) {
    String key = word.substring(0, word.indexOf('='));
    return switch (random.nextInt(4)) {
      case 0 -> key;
      case 1 -> key.substring(0, key.length() - 1) + word.substring(key.length());
      default -> key + "=" + Edges.word(random);
    };
  }
}
