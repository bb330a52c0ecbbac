package org.unstained.workflow.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.unstained.learning.Sample;
import org.unstained.learning.Split;
import org.unstained.learning.Splits;
import org.unstained.workflow.counts.GroupRule;

/**
 * What an experiment does: every learner on every split, for each seed and each fraction of the
 * images.
 *
 * @param name of the experiment
 * @param images all of them
 * @param learners what is compared
 * @param division how images are divided
 * @param seeds one round each
 * @param fractions of the images that aren't tested, from small to large; 1 alone for no learning
 *     curve
 * @param positive class of F1 and AUC; empty for the mean over the classes
 * @param folder for all that comes of it
 */
public record ExperimentPlan(
    String name,
    ExperimentImages images,
    List<Learner> learners,
    Division division,
    List<Long> seeds,
    List<Double> fractions,
    String positive,
    Path folder) {

  /** How images are divided into those to learn from and those to be tested. */
  public interface Division {
    List<Split> splits(List<Sample> samples, long seed);

    /** For the record. */
    String described();

    /** Stratified k-fold. */
    static Division folds(int folds) {
      return of(folds + "-fold", (samples, seed) -> Splits.folds(samples, folds, seed));
    }

    /** Each group is tested once. */
    static Division leaveOneGroupOut() {
      return of("leave one group out", Splits::leaveOneGroupOut);
    }

    /** Images whose names, without ending, are in a set are tested. */
    static Division heldOut(String list, Set<String> test) {
      return of(
          "test on " + list,
          (samples, seed) -> {
            IntPredicate tested = i -> test.contains(GroupRule.stem(samples.get(i).name()));
            return List.of(Splits.heldOut("test on " + list, samples, tested, seed));
          });
    }

    private static Division of(String described, Making making) {
      return new Division() {
        @Override
        public List<Split> splits(List<Sample> samples, long seed) {
          return making.splits(samples, seed);
        }

        @Override
        public String described() {
          return described;
        }
      };
    }
  }

  private interface Making {
    List<Split> splits(List<Sample> samples, long seed);
  }

  public ExperimentPlan {
    learners = List.copyOf(learners);
    seeds = List.copyOf(seeds);
    fractions = List.copyOf(fractions);
    if (learners.isEmpty() || seeds.isEmpty() || fractions.isEmpty())
      throw new IllegalArgumentException(
          "An experiment needs something that learns, a seed and a fraction");
    Set<String> keys = new HashSet<>();
    for (Learner learner : learners)
      if (!keys.add(learner.name().replaceAll("[^A-Za-z0-9]+", "-")))
        throw new IllegalArgumentException(
            "'%s' stands there twice. Compare different ones.".formatted(learner.name()));
    if (!positive.isEmpty() && !images.classes().contains(positive))
      throw new IllegalArgumentException(
          "No image shows a cell of the positive class '%s'. The images show: %s"
              .formatted(positive, String.join(", ", images.classes())));
  }

  /**
   * All trials, in the order in which they are made.
   *
   * @throws IllegalArgumentException if the images can't be divided so
   */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (long seed : seeds) {
      List<Split> splits = division.splits(images.samples(), seed);
      for (Learner learner : learners)
        for (double fraction : fractions)
          for (int f = 0; f < splits.size(); f++)
            trials.add(
                new Trial(
                    learner,
                    seed,
                    f + 1,
                    fraction,
                    Splits.fraction(splits.get(f), images.samples(), fraction, seed)));
    }
    return trials;
  }

  /** All that the results depend on but the pixels. */
  Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("experiment", name);
    all.put("division", division.described());
    all.put("seeds", seeds);
    all.put("fractions", fractions);
    all.put("classes", images.classes());
    all.put("positive", positive);
    all.put("images", images.images().size());
    all.put("groups", images.samples().stream().map(Sample::group).distinct().count());
    all.put("identity", images.identity());
    Map<String, Object> each = new LinkedHashMap<>();
    for (Learner learner : learners) each.put(learner.name(), learner.settings());
    all.put("learners", each);
    return all;
  }
}
