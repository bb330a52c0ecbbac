package org.unstained.learning;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The splits of experiments. Images of one group never stand on two sides, and the images that
 * choose epochs and thresholds are never those that judge: they are drawn from the rest.
 */
public final class Splits {
  private Splits() {}

  /** One group in so many of those that are left validates. */
  private static final int VALIDATING = 5;

  /** Steps of a learning curve's fractions: at most, and at least if there are so many groups. */
  private static final int MOST_STEPS = 100;

  private static final int LEAST_STEPS = 20;

  /** Groups a step that are mixed, so that each step shows the classes alike. */
  private static final int MIXED = 4;

  /**
   * Stratified k-fold: each image judges once.
   *
   * @param folds from 2
   * @throws IllegalArgumentException if there are too few groups
   */
  public static List<Split> folds(List<Sample> samples, int folds, long seed) {
    if (folds < 2)
      throw new IllegalArgumentException("There are 2 or more folds, got %d".formatted(folds));
    int[] fold = GroupFolds.of(samples, folds, seed);
    List<Split> splits = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int test = f;
      String name = "fold %d of %d".formatted(f + 1, folds);
      splits.add(heldOut(name, samples, i -> fold[i] == test, seed));
    }
    return splits;
  }

  /**
   * Each group judges once, all others teach; in the order of the alphabet.
   *
   * @throws IllegalArgumentException if there are fewer than three groups
   */
  public static List<Split> leaveOneGroupOut(List<Sample> samples, long seed) {
    TreeSet<String> groups = new TreeSet<>();
    for (Sample sample : samples) groups.add(sample.group());
    if (groups.size() < 3)
      throw new IllegalArgumentException(
          "To leave one group out, there have to be three or more, one to learn from, one to validate and one to test; there are %d: %s"
              .formatted(groups.size(), String.join(", ", groups)));
    List<Split> splits = new ArrayList<>();
    for (String group : groups)
      splits.add(
          heldOut("without " + group, samples, i -> samples.get(i).group().equals(group), seed));
    return splits;
  }

  /**
   * Some images judge; of the others about a fifth validates.
   *
   * @param test whether an image judges
   * @throws IllegalArgumentException if a group stands on both sides, or too few are left to learn
   *     from
   */
  public static Split heldOut(String name, List<Sample> samples, IntPredicate test, long seed) {
    List<Integer> judging = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) (test.test(i) ? judging : others).add(i);
    Set<String> groups = new LinkedHashSet<>();
    for (int i : judging) groups.add(samples.get(i).group());
    for (int i : others)
      if (groups.contains(samples.get(i).group()))
        throw new IllegalArgumentException(
            "Images of the group '%s' would stand on both sides of the split '%s', so what was learned by heart would count as right. Move them to one side."
                .formatted(samples.get(i).group(), name));
    return shared(name, samples, others, judging, seed);
  }

  /**
   * The same split with less to learn from: a fraction of the groups that aren't tested, those of a
   * smaller fraction among those of a larger one, of which again about a fifth validates.
   *
   * @param fraction above 0, up to 1
   */
  public static Split fraction(Split split, List<Sample> samples, double fraction, long seed) {
    if (!(fraction > 0 && fraction <= 1))
      throw new IllegalArgumentException("A fraction is above 0, up to 1, got " + fraction);
    if (fraction == 1) return split;
    List<Integer> all =
        Stream.concat(split.training().stream(), split.validation().stream()).sorted().toList();
    List<Sample> there = all.stream().map(samples::get).toList();
    int groups = groups(there);
    int steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, groups / MIXED));
    int parts = Math.min(steps, groups);
    int[] part = GroupFolds.of(there, parts, Seeds.mix(seed, parts, 2));
    long taken = Math.max(2, Math.round(fraction * parts));
    List<Integer> some =
        IntStream.range(0, all.size()).filter(i -> part[i] < taken).mapToObj(all::get).toList();
    return shared(split.name(), samples, some, split.test(), seed);
  }

  private static Split shared(
      String name, List<Sample> samples, List<Integer> some, List<Integer> test, long seed) {
    List<Sample> there = some.stream().map(samples::get).toList();
    int groups = groups(there);
    if (groups < 2)
      throw new IllegalArgumentException(
          "%s leaves %d group%s to learn from; two or more are needed, as one of them validates"
              .formatted(name, groups, groups == 1 ? "" : "s"));
    int[] part = GroupFolds.of(there, Math.min(VALIDATING, groups), Seeds.mix(seed, 0, 3));
    int validating = validating(there, part);
    List<Integer> training = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    for (int i = 0; i < part.length; i++)
      (part[i] == validating ? validation : training).add(some.get(i));
    return new Split(name, training, validation, test);
  }

  /** The first part that leaves every class in training and shows the most classes itself. */
  private static int validating(List<Sample> samples, int[] part) {
    int best = 0;
    int most = -1;
    for (int p = 0; p <= IntStream.of(part).max().orElse(0); p++) {
      List<Sample> in = new ArrayList<>();
      List<Sample> out = new ArrayList<>();
      for (int i = 0; i < part.length; i++) (part[i] == p ? in : out).add(samples.get(i));
      int all = GroupFolds.classes(samples).size() + 1;
      int worth = all * GroupFolds.classes(out).size() + GroupFolds.classes(in).size();
      if (worth > most) {
        most = worth;
        best = p;
      }
    }
    return best;
  }

  private static int groups(List<Sample> samples) {
    return (int) samples.stream().map(Sample::group).distinct().count();
  }
}
