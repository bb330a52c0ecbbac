package org.unstained.learning;

import java.util.Random;

/**
 * Which examples an epoch shows. An example is a crop, or a cell of a picture around which a window
 * is cut.
 *
 * @param rule see {@link Rule}
 * @param count examples an epoch; for {@link Rule#PER_CLASS} of each class; 0 for {@link Rule#EACH}
 * @throws IllegalArgumentException if the count is below 1 where it is needed
 */
public record Sampling(Rule rule, int count) {
  /** Three ways to choose. */
  public enum Rule {
    /** Each example once, in random order. */
    EACH,
    /** Drawn so that each class that has examples comes equally often, by chance. */
    INVERSE_FREQUENCY,
    /**
     * Exactly so many of each class that has examples: all of them over and over before one comes
     * again.
     */
    PER_CLASS
  }

  public Sampling {
    if (rule != Rule.EACH && count < 1)
      throw new IllegalArgumentException("An epoch shows 1 or more examples, got " + count);
  }

  String described() {
    return switch (rule) {
      case EACH -> "each once an epoch";
      case INVERSE_FREQUENCY -> count + " an epoch by inverse frequency of the classes";
      case PER_CLASS -> count + " of each class an epoch";
    };
  }

  public static Sampling each() {
    return new Sampling(Rule.EACH, 0);
  }

  public static Sampling inverseFrequency(int examples) {
    return new Sampling(Rule.INVERSE_FREQUENCY, examples);
  }

  public static Sampling perClass(int examples) {
    return new Sampling(Rule.PER_CLASS, examples);
  }

  /**
   * Indices of the examples of one epoch, in random order.
   *
   * @param types class of each example
   * @throws IllegalArgumentException if there is no example
   */
  public int[] epoch(int[] types, Random random) {
    if (types.length == 0) throw new IllegalArgumentException("There is no example to learn from");
    int[][] byClass = byClass(types);
    int[] chosen =
        switch (rule) {
          case EACH -> {
            int[] all = new int[types.length];
            for (int i = 0; i < all.length; i++) all[i] = i;
            yield all;
          }
          case INVERSE_FREQUENCY -> {
            int[] drawn = new int[count];
            for (int i = 0; i < count; i++) {
              int[] one = byClass[random.nextInt(byClass.length)];
              drawn[i] = one[random.nextInt(one.length)];
            }
            yield drawn;
          }
          case PER_CLASS -> {
            int[] all = new int[count * byClass.length];
            for (int c = 0; c < byClass.length; c++)
              for (int i = 0; i < count; i++) {
                int[] one = byClass[c];
                if (i % one.length == 0) shuffle(one, random);
                all[c * count + i] = one[i % one.length];
              }
            yield all;
          }
        };
    shuffle(chosen, random);
    return chosen;
  }

  /** Indices of each class that has any. */
  private static int[][] byClass(int[] types) {
    int classes = 0;
    for (int type : types) classes = Math.max(classes, type + 1);
    int[] counts = new int[classes];
    for (int type : types) counts[type]++;
    int[][] all = new int[classes][];
    for (int c = 0; c < classes; c++) all[c] = new int[counts[c]];
    for (int i = types.length - 1; i >= 0; i--) all[types[i]][--counts[types[i]]] = i;
    return java.util.Arrays.stream(all).filter(one -> one.length > 0).toArray(int[][]::new);
  }

  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int v = values[i];
      values[i] = values[j];
      values[j] = v;
    }
  }
}
