package org.unstained.classical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.unstained.learning.Bootstrap;
import org.unstained.learning.ConfidenceInterval;

/**
 * How good nearest neighbours are for each number of neighbours, by cross-validation.
 *
 * @param distance that was measured with
 * @param points by growing k
 */
public record NeighbourCurve(Distance distance, List<Point> points) {
  private static final int ROUNDS = 200;
  private static final double LEVEL = 0.95;

  /** More neighbours than this never helped and take long. */
  private static final int MOST = 1024;

  /**
   * One number of neighbours.
   *
   * @param accuracy share of the held-out cells that are called what they are
   * @param interval 95 %, by drawing groups with replacement
   */
  public record Point(int k, double accuracy, ConfidenceInterval interval) {}

  public NeighbourCurve {
    points = List.copyOf(points);
  }

  /**
   * Cross-validates.
   *
   * @param fold of each cell
   * @throws java.util.concurrent.CancellationException if canceled
   */
  public static NeighbourCurve of(
      Samples samples, int[] fold, Recipe recipe, BooleanSupplier canceled)
      throws java.io.IOException {
    int folds = IntStream.of(fold).max().orElse(0) + 1;
    int least = samples.size();
    for (int f = 0; f < folds; f++) {
      int held = f;
      least = Math.min(least, (int) IntStream.of(fold).filter(x -> x != held).count());
    }
    int[] ks = logarithmic(Math.min(MOST, least));
    boolean[][] right = new boolean[ks.length][samples.size()];
    for (int f = 0; f < folds; f++) {
      int held = f;
      if (canceled.getAsBoolean()) throw new java.util.concurrent.CancellationException();
      int[] out = IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
      int[] in = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      MeasurementClassifier fitted =
          MeasurementClassifier.fit(samples.at(in), recipe.withNeighbours(1));
      NearestNeighbours neighbours = (NearestNeighbours) fitted.model();
      IntStream.of(out)
          .parallel()
          .forEach(
              i -> {
                int[] near =
                    neighbours.nearestClasses(fitted.point(samples.values()[i]), ks[ks.length - 1]);
                votes(near, ks, samples.classNames().size(), samples.classes()[i], right, i);
              });
    }
    return new NeighbourCurve(recipe.distance(), points(samples, ks, right, recipe.seed()));
  }

  /** The curve that gets highest; of equal ones the first. */
  public static NeighbourCurve best(List<NeighbourCurve> curves) {
    NeighbourCurve best = curves.get(0);
    for (NeighbourCurve curve : curves)
      if (curve.best().accuracy() > best.best().accuracy()) best = curve;
    return best;
  }

  /** Counts on from one k to the next. */
  private static void votes(
      int[] near, int[] ks, int classes, int truth, boolean[][] right, int cell) {
    int[] votes = new int[classes];
    int counted = 0;
    for (int at = 0; at < ks.length; at++) {
      while (counted < ks[at]) votes[near[counted++]]++;
      int best = 0;
      for (int c = 1; c < classes; c++) if (votes[c] > votes[best]) best = c;
      right[at][cell] = best == truth;
    }
  }

  private static List<Point> points(Samples samples, int[] ks, boolean[][] right, long seed) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group =
        samples.groups().stream()
            .mapToInt(
                g -> {
                  numbers.putIfAbsent(g, numbers.size());
                  return numbers.get(g);
                })
            .toArray();
    // One image alone says nothing of how images differ; then cells are drawn.
    boolean byCell = numbers.size() < 2;
    int units = byCell ? samples.size() : numbers.size();
    List<Point> points = new ArrayList<>();
    for (int at = 0; at < ks.length; at++) {
      int[] cells = new int[units];
      int[] hits = new int[units];
      for (int i = 0; i < samples.size(); i++) {
        int unit = byCell ? i : group[i];
        cells[unit]++;
        if (right[at][i]) hits[unit]++;
      }
      points.add(
          new Point(
              ks[at],
              share(IntStream.range(0, units).toArray(), hits, cells),
              Bootstrap.byImage(units, ROUNDS, LEVEL, seed, drawn -> share(drawn, hits, cells))));
    }
    return points;
  }

  private static double share(int[] units, int[] hits, int[] cells) {
    long right = 0;
    long all = 0;
    for (int unit : units) {
      right += hits[unit];
      all += cells[unit];
    }
    return (double) right / all;
  }

  /** 1, 2, 3, 4, 6, 8, 11, 16, 23 …: two steps for each doubling, up to {@code most}. */
  static int[] logarithmic(int most) {
    return IntStream.iterate(0, i -> i + 1)
        .map(i -> (int) Math.round(Math.pow(2, i / 2.0)))
        .takeWhile(k -> k <= Math.max(1, most))
        .distinct()
        .toArray();
  }

  /** The point of the greatest accuracy; of equal ones that with fewer neighbours. */
  public Point best() {
    Point best = points.get(0);
    for (Point point : points) if (point.accuracy() > best.accuracy()) best = point;
    return best;
  }
}
