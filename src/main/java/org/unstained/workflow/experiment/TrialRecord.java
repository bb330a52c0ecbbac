package org.unstained.workflow.experiment;

import java.util.List;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param trial its name
 * @param learner its name
 * @param seed of the trial
 * @param fold number of its split, from 1
 * @param split its name
 * @param fraction of the images that aren't tested
 * @param images how many taught, chose and judged
 * @param cells in them
 * @param seconds that it took, over all goes
 * @param results one for each way to answer; none if the trial couldn't be made
 * @param problem why it couldn't be made; empty if it was
 */
public record TrialRecord(
    String trial,
    String learner,
    long seed,
    int fold,
    String split,
    double fraction,
    Counts images,
    Counts cells,
    double seconds,
    List<Result> results,
    String problem) {

  /** On each side of the split. */
  public record Counts(int training, int validation, int test) {}

  /**
   * The figures of one way to answer.
   *
   * @param method its name
   * @param figures by name; NaN for one that can't be had
   * @param chosen on the validation images
   * @param notes what can't be had and what says little
   */
  public record Result(
      String method, Map<String, Double> figures, Map<String, Double> chosen, List<String> notes) {}
}
