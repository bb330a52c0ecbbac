package org.unstained.workflow.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.unstained.classical.Samples;
import org.unstained.learning.Auroc;
import org.unstained.learning.Bootstrap;
import org.unstained.learning.ConfidenceInterval;
import org.unstained.learning.ConfusionMatrix;

/**
 * How right a cross-validated classifier is about cells of images that it hasn't seen.
 *
 * @param samples the cells
 * @param fold of each, from 0
 * @param probabilities of each, from the classifier that hasn't seen its fold
 * @param confusion of all cells
 * @param accuracy 95 % interval, by drawing images with replacement
 * @param byGroup whether whole images were held out; false if there is one only
 */
public record MeasurementScores(
    Samples samples,
    int[] fold,
    double[][] probabilities,
    ConfusionMatrix confusion,
    ConfidenceInterval accuracy,
    boolean byGroup) {
  private static final int ROUNDS = 1000;
  private static final double LEVEL = 0.95;

  static MeasurementScores of(Samples samples, int[] fold, double[][] probabilities, long seed) {
    List<String> names = samples.groups().stream().distinct().toList();
    boolean byGroup = names.size() > 1;
    Map<String, Integer> numbers = new LinkedHashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    int[] group =
        byGroup
            ? samples.groups().stream().mapToInt(numbers::get).toArray()
            : IntStream.range(0, samples.size()).toArray();
    int units = byGroup ? names.size() : samples.size();
    int[] right = new int[units];
    int[] cells = new int[units];
    for (int i = 0; i < samples.size(); i++) {
      cells[group[i]]++;
      if (best(probabilities[i]) == samples.classes()[i]) right[group[i]]++;
    }
    ToDoubleFunction<int[]> share =
        drawn ->
            (double) Arrays.stream(drawn).map(u -> right[u]).sum()
                / Arrays.stream(drawn).map(u -> cells[u]).sum();
    return new MeasurementScores(
        samples,
        fold,
        probabilities,
        ConfusionMatrix.of(
            samples.classNames(),
            IntStream.of(samples.classes()).mapToObj(samples.classNames()::get).toList(),
            Arrays.stream(probabilities).map(p -> samples.classNames().get(best(p))).toList()),
        Bootstrap.byImage(units, ROUNDS, LEVEL, seed, share),
        byGroup);
  }

  static int best(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++)
      if (probabilities[c] > probabilities[best]) best = c;
    return best;
  }

  /** How many parts the cells were divided into. */
  public int folds() {
    return IntStream.of(fold).max().orElse(0) + 1;
  }

  /** Area under the ROC of one class against the others; NaN if there are no others. */
  public double auroc(String name) {
    int c = samples.classNames().indexOf(name);
    boolean[] positive = new boolean[samples.size()];
    for (int i = 0; i < positive.length; i++) positive[i] = samples.classes()[i] == c;
    return Auroc.of(Arrays.stream(probabilities).mapToDouble(p -> p[c]).toArray(), positive);
  }

  /** Mean over the folds and sample standard deviation of a share of right cells. */
  double[] accuracyOfFolds() {
    double[] right = new double[folds()];
    double[] cells = new double[folds()];
    for (int i = 0; i < fold.length; i++) {
      cells[fold[i]]++;
      if (best(probabilities[i]) == samples.classes()[i]) right[fold[i]]++;
    }
    for (int f = 0; f < right.length; f++) right[f] /= cells[f];
    double mean = Arrays.stream(right).average().orElse(Double.NaN);
    double squares = Arrays.stream(right).map(a -> (a - mean) * (a - mean)).sum();
    return new double[] {mean, Math.sqrt(squares / (right.length - 1))};
  }

  /** All figures by name, those that are numbers. */
  Map<String, Double> figures() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("cv_accuracy", confusion.accuracy());
    all.put("cv_accuracy_low", accuracy.low());
    all.put("cv_accuracy_high", accuracy.high());
    all.put("cv_balanced_accuracy", confusion.balancedAccuracy());
    List<Double> f1 = new ArrayList<>();
    List<Double> auc = new ArrayList<>();
    for (String name : samples.classNames()) {
      f1.add(confusion.f1(name));
      auc.add(auroc(name));
    }
    all.put("cv_macro_f1", f1.stream().mapToDouble(x -> x).average().orElse(Double.NaN));
    all.put("cv_macro_auroc", auc.stream().mapToDouble(x -> x).average().orElse(Double.NaN));
    for (int c = 0; c < f1.size(); c++) {
      all.put("cv_f1 " + samples.classNames().get(c), f1.get(c));
      all.put("cv_auroc " + samples.classNames().get(c), auc.get(c));
    }
    all.values().removeIf(value -> !Double.isFinite(value));
    return all;
  }
}
