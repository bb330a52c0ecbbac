package org.unstained.benchmark;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.unstained.classical.Distance;
import org.unstained.classical.MeasurementClassifier;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.classical.Samples;

/**
 * Time to classify 200,000 cells by five measurements with each method, learnt from 10,000 cells
 * (neighbours also from 160,000).
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.NeighboursBenchmark}
 */
public final class NeighboursBenchmark {
  private static final int CELLS = 200_000;
  private static final List<String> COLUMNS =
      List.of("area_um2", "perimeter_um", "convexity", "solidity", "compactness");

  private NeighboursBenchmark() {}

  public static void main(String[] args) throws IOException {
    Samples asked = samples(CELLS, 2);
    for (int learnt : new int[] {10_000, 160_000})
      for (Distance distance : Distance.values())
        time(learnt, Recipe.of(Method.KNN).withDistance(distance).withNeighbours(16), asked);
    time(10_000, Recipe.of(Method.FOREST), asked);
    time(2_000, Recipe.of(Method.SVM), asked);
  }

  private static void time(int learnt, Recipe recipe, Samples asked) throws IOException {
    long start = System.nanoTime();
    MeasurementClassifier classifier = MeasurementClassifier.fit(samples(learnt, 1), recipe);
    long fitted = System.nanoTime();
    double[][] found = classifier.probabilities(asked.values());
    long done = System.nanoTime();
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      int best = 0;
      for (int c = 1; c < 3; c++) if (found[i][c] > found[i][best]) best = c;
      if (best == asked.classes()[i]) right++;
    }
    System.out.printf(
        "%-6s %-10s from %,7d cells: fit %6.2f s, classify %,d cells %6.2f s, accuracy %.3f%n",
        recipe.method().key(),
        recipe.method() == Method.KNN ? recipe.distance().key() : "",
        learnt,
        (fitted - start) / 1e9,
        CELLS,
        (done - fitted) / 1e9,
        (double) right / CELLS);
  }

  /** Three classes that overlap, with the spreads of the EPFL report's figure 16. */
  private static Samples samples(int count, int seed) {
    double[][] means = {
      {1262, 129, 0.949, 0.952, 0.977},
      {614, 90, 0.949, 0.948, 0.981},
      {1512, 163, 0.933, 0.871, 0.837}
    };
    double[][] spreads = {
      {600, 30, 0.027, 0.046, 0.045}, {250, 20, 0.028, 0.031, 0.032}, {800, 50, 0.096, 0.21, 0.2}
    };
    Random random = new Random(seed);
    double[][] values = new double[count][5];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      double of = random.nextDouble();
      classes[i] = of < 0.8 ? 0 : of < 0.97 ? 1 : 2;
      for (int m = 0; m < 5; m++)
        values[i][m] = means[classes[i]][m] + spreads[classes[i]][m] * random.nextGaussian();
    }
    return new Samples(
        COLUMNS, values, classes, List.of("A", "B", "C"), Collections.nCopies(count, "image"));
  }
}
