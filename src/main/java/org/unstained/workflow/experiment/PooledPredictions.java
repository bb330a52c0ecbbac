package org.unstained.workflow.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unstained.annotation.CellRow;
import org.unstained.annotation.CellTableReader;
import org.unstained.learning.Auroc;
import org.unstained.learning.Bootstrap;
import org.unstained.learning.Estimate;
import org.unstained.learning.RocCurve;

/**
 * What a method answered about all test cells of all trials with all images, read back from the
 * tables of predictions.
 *
 * @param answers of detections those that match a cell
 */
record PooledPredictions(List<String> classes, List<Answer> answers) {
  private static final int ROUNDS = 1000;

  /** With more cells the areas would take minutes. */
  private static final int FEWER_ROUNDS = 200;

  private static final int MANY_CELLS = 20_000;
  private static final long SEED = 1;

  /**
   * A cell.
   *
   * @param group of its image
   * @param truth place of its class
   * @param called place of the class that it was given
   * @param probabilities of the classes
   */
  record Answer(String group, int truth, int called, double[] probabilities) {}

  /** By method. */
  static Map<String, PooledPredictions> read(
      ExperimentFolder folder, ExperimentPlan plan, List<Trial> done) throws IOException {
    List<String> classes = plan.images().classes();
    Map<String, PooledPredictions> all = new LinkedHashMap<>();
    double most = plan.fractions().stream().mapToDouble(f -> f).max().orElse(1);
    for (Trial trial : done) {
      if (trial.fraction() != most || !(trial.learner() instanceof Learner.OfCells)) continue;
      CellTableReader.read(
          folder.trial(trial).resolve(ExperimentFolder.PREDICTIONS),
          List.of("method", "group", "truth", "class"),
          columns -> row -> add(row, classes, all));
    }
    return all;
  }

  private static void add(CellRow row, List<String> classes, Map<String, PooledPredictions> all) {
    int truth = classes.indexOf(row.text("truth"));
    int called = classes.indexOf(row.text("class"));
    if (truth < 0 || called < 0) return;
    double[] p = classes.stream().mapToDouble(c -> row.number("p_" + c)).toArray();
    all.computeIfAbsent(row.text("method"), m -> new PooledPredictions(classes, new ArrayList<>()))
        .answers
        .add(new Answer(row.text("group"), truth, called, p));
  }

  /** How often cells of each class (rows) were called what (columns). */
  List<List<Long>> counts() {
    return Arrays.stream(counts(answers)).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private long[][] counts(List<Answer> some) {
    long[][] counts = new long[classes.size()][classes.size()];
    for (Answer answer : some) counts[answer.truth][answer.called]++;
    return counts;
  }

  /** One class against all others. */
  RocCurve roc(int cls) {
    return RocCurve.of(scores(answers, cls), positives(answers, cls));
  }

  Estimate accuracy() {
    return estimate(
        some -> (double) some.stream().filter(a -> a.truth == a.called).count() / some.size());
  }

  /** Mean recall of the classes that there are. */
  Estimate balancedAccuracy() {
    return estimate(
        some -> {
          long[][] counts = counts(some);
          return IntStream.range(0, counts.length)
              .filter(c -> Arrays.stream(counts[c]).sum() > 0)
              .mapToDouble(c -> (double) counts[c][c] / Arrays.stream(counts[c]).sum())
              .average()
              .orElse(Double.NaN);
        });
  }

  /** Mean area under the ROC curves of the classes against all others. */
  Estimate auc() {
    return estimate(
        some ->
            IntStream.range(0, classes.size())
                .mapToDouble(c -> Auroc.of(scores(some, c), positives(some, c)))
                .filter(area -> !Double.isNaN(area))
                .average()
                .orElse(Double.NaN));
  }

  /** With a 95 % interval by drawing groups of images with replacement. */
  private Estimate estimate(ToDoubleFunction<List<Answer>> figure) {
    List<List<Answer>> groups =
        List.copyOf(
            answers.stream()
                .collect(
                    Collectors.groupingBy(Answer::group, LinkedHashMap::new, Collectors.toList()))
                .values());
    return new Estimate(
        figure.applyAsDouble(answers),
        Bootstrap.byImage(
            groups.size(),
            answers.size() > MANY_CELLS ? FEWER_ROUNDS : ROUNDS,
            Estimate.LEVEL,
            SEED,
            drawn ->
                figure.applyAsDouble(
                    Arrays.stream(drawn).boxed().flatMap(g -> groups.get(g).stream()).toList())));
  }

  private static double[] scores(List<Answer> some, int cls) {
    return some.stream().mapToDouble(a -> a.probabilities[cls]).toArray();
  }

  private static boolean[] positives(List<Answer> some, int cls) {
    boolean[] positive = new boolean[some.size()];
    for (int i = 0; i < positive.length; i++) positive[i] = some.get(i).truth == cls;
    return positive;
  }
}
