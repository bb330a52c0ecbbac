package org.unstained.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damage to a macro's options: keys, values, brackets, quotes, blanks. */
final class OptionsMutation implements Mutation.OfText {
  @Override
  public String spoil(String sound, Random random) {
    List<String> options = new ArrayList<>(Arrays.asList(sound.split(" (?=[a-z_0-9]+=)")));
    int at = random.nextInt(options.size());
    String[] pair = options.get(at).split("=", 2);
    String key = pair[0];
    String value = pair.length > 1 ? pair[1] : "";
    String word = Edges.word(random);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> options.set(at, key + "=" + Edges.number(random));
      case 3 -> options.set(at, key + "=[" + word + "]");
      case 4 -> options.set(at, key + "=" + word);
      case 5 -> options.set(at, key + "=[" + value);
      case 6 -> options.set(at, key + "='" + value);
      case 7 -> options.set(at, word + "=" + value);
      case 8 -> options.set(at, key.substring(random.nextInt(key.length())) + "=" + value);
      case 9 -> options.add(options.get(at));
      case 10 -> options.set(at, key);
      default -> {
        return TextMutation.once(sound, random);
      }
    }
    return String.join(random.nextInt(9) == 0 ? "\n" : " ", options);
  }
}
