package org.unstained.workflow.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.unstained.learning.Sample;
import org.unstained.learning.Split;

/**
 * One training of an experiment: a learner on a split.
 *
 * @param learner what learns
 * @param seed of the split and of the learner
 * @param fold number of the split, from 1
 * @param fraction of the images that aren't tested, above 0, up to 1
 * @param split which images teach, choose and judge
 */
public record Trial(Learner learner, long seed, int fold, double fraction, Split split) {

  /** Names its folder. */
  String key() {
    String parts = learner.name().replaceAll("[^A-Za-z0-9]+", "-");
    String key = "%s-seed%d-fold%d".formatted(parts, seed, fold);
    return fraction == 1 ? key : key + "-of" + percent().replace('.', '_');
  }

  /** For people. */
  public String name() {
    String name = "%s, seed %d, %s".formatted(learner.name(), seed, split.name());
    return fraction == 1 ? name : "%s, %s %% of the images".formatted(name, percent());
  }

  private String percent() {
    double percent = 100 * fraction;
    return percent == Math.rint(percent)
        ? Long.toString((long) percent)
        : String.format(Locale.ROOT, "%s", percent);
  }

  /** Why nothing can be learned from it, if so. */
  Optional<String> problem(List<Sample> samples, List<String> classes) {
    TreeSet<String> missing = new TreeSet<>(classes);
    for (int image : split.training()) missing.removeAll(samples.get(image).classes());
    if (!missing.isEmpty())
      return Optional.of(
          "no cell of class '%s' to learn from".formatted(String.join("', '", missing)));
    if (cells(split.validation(), samples) == 0)
      return Optional.of("no cell to validate with, so nothing says which epoch is best");
    if (cells(split.test(), samples) == 0) return Optional.of("no cell to test");
    return Optional.empty();
  }

  static int cells(List<Integer> images, List<Sample> samples) {
    return images.stream().mapToInt(image -> samples.get(image).classes().size()).sum();
  }
}
