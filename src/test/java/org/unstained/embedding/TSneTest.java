package org.unstained.embedding;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class TSneTest {
  private static final TSne SHORT = TSne.DEFAULT.withPerplexity(5).withIterations(60);

  @Test
  public void itReachesTheDivergenceOfTheReference() throws IOException {
    JsonObject expected = ReferenceFigures.all().getAsJsonObject("tsne");
    double[][] rows = ReferenceFigures.table(expected.get("rows"));
    double perplexity = expected.get("perplexity").getAsDouble();
    double[][] points = TSne.DEFAULT.withPerplexity(perplexity).embed(rows, EmbeddingProgress.NONE);
    double reached = KullbackLeibler.divergence(rows, perplexity, points);
    // Both end in a minimum near by; which one is decided by rounding.
    double reference = expected.get("divergence").getAsDouble();
    assertTrue(reached + " > " + reference, reached < 1.05 * reference);
    assertTrue(Trustworthiness.of(rows, points, 12) > 0.95);
  }

  @Test
  public void affinitiesAndDivergenceAreThoseOfTheReference() throws IOException {
    JsonObject expected = ReferenceFigures.all().getAsJsonObject("tsne");
    double[][] rows = ReferenceFigures.table(expected.get("rows"));
    Affinities near = Affinities.of(rows, 15, EmbeddingProgress.NONE);
    double[] first = new double[rows.length];
    for (int e = 0; e < near.starts()[1]; e++) first[near.others()[e]] = near.values()[e];
    // The reference ends its search of widths at an entropy wrong by up to 1e-5.
    assertArrayEquals(
        ReferenceFigures.row(expected.get("affinities of the first")), first, 2e-5 / rows.length);
    assertEquals(
        expected.get("divergence").getAsDouble(),
        KullbackLeibler.divergence(rows, 15, ReferenceFigures.table(expected.get("points"))),
        1e-4);
  }

  @Test
  public void clustersStayTogether() {
    double[][] rows = clusters(400, 8, 4);
    for (TSne.Start start : TSne.Start.values()) {
      double[][] points =
          TSne.DEFAULT.withStart(start).withIterations(500).embed(rows, EmbeddingProgress.NONE);
      int[][] near = Neighbours.of(points, 5, EmbeddingProgress.NONE).indices();
      for (int i = 0; i < near.length; i++)
        for (int j : near[i]) assertEquals(start + ", row " + i, i % 4, j % 4);
    }
  }

  @Test
  public void repulsionIsThatOfAllPairs() {
    // Without far groups only single precision is left, with them what their angle allows.
    assertRepulsion(0, 1e-6);
    assertRepulsion(0.5, 0.02);
  }

  private static void assertRepulsion(double angle, double tolerance) {
    Random random = new Random(8);
    double[] points = new double[2 * 3000];
    for (int i = 0; i < points.length; i++)
      points[i] = 10 * random.nextInt(3) + 3 * random.nextGaussian();
    for (int i = 0; i < 80; i++) points[i] = 7;
    Repulsion repulsion = new Repulsion(points, angle);
    double sum = repulsion.of(points);
    double exactSum = 0;
    double squaredError = 0;
    double squares = 0;
    for (int i = 0; i < points.length; i += 2) {
      double x = 0;
      double y = 0;
      for (int j = 0; j < points.length; j += 2)
        if (i != j) {
          double dx = points[i] - points[j];
          double dy = points[i + 1] - points[j + 1];
          double q = 1 / (1 + dx * dx + dy * dy);
          exactSum += q;
          x += q * q * dx;
          y += q * q * dy;
        }
      squares += x * x + y * y;
      squaredError +=
          Math.pow(repulsion.forces[i] - x, 2) + Math.pow(repulsion.forces[i + 1] - y, 2);
    }
    assertEquals(exactSum, sum, tolerance * exactSum);
    assertEquals(0, Math.sqrt(squaredError / squares), tolerance);
  }

  @Test
  public void anyNumberOfThreadsGivesTheSamePicture() {
    double[][] rows = clusters(700, 60, 5);
    double[][] one = with(1, rows, SHORT);
    assertArrayEquals(one, with(4, rows, SHORT));
    assertArrayEquals(one, SHORT.embed(rows, EmbeddingProgress.NONE));
    TSne random = SHORT.withStart(TSne.Start.RANDOM);
    assertArrayEquals(with(3, rows, random), with(2, rows, random));
    assertFalse(Arrays.deepEquals(with(2, rows, random), with(2, rows, random.withSeed(2))));
  }

  private static double[][] with(int threads, double[][] rows, TSne settings) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> settings.embed(rows, EmbeddingProgress.NONE)).join();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  public void itTellsWhereThePointsAreAndStopsWhenTold() {
    double[][] rows = clusters(100, 3, 2);
    AtomicInteger pictures = new AtomicInteger();
    double[] last = {-1};
    assertThrows(
        CancellationException.class,
        () ->
            SHORT.embed(
                rows,
                (fraction, points) -> {
                  assertTrue(fraction >= last[0] && fraction <= 1);
                  last[0] = fraction;
                  if (points == null) return true;
                  assertEquals(100, points.length);
                  return pictures.incrementAndGet() < 7;
                }));
    assertEquals(7, pictures.get());
  }

  @Test
  public void equalRowsConstantColumnsAndFewRowsSurvive() {
    double[][] equal = new double[50][3];
    double[][] half = clusters(60, 3, 2);
    for (int i = 0; i < 30; i++) half[i] = half[0].clone();
    for (double[] row : half) row[1] = 4;
    double[][] four = {{1}, {2}, {3}, {9}};
    for (double[][] rows : new double[][][] {equal, half})
      for (double[] point : SHORT.embed(rows, EmbeddingProgress.NONE))
        assertTrue(Double.isFinite(point[0]) && Double.isFinite(point[1]));
    for (double[] point : SHORT.withPerplexity(1).embed(four, EmbeddingProgress.NONE))
      assertTrue(Double.isFinite(point[0]) && Double.isFinite(point[1]));
  }

  @Test
  public void whatCannotBeIsRefused() {
    for (int n = 1; n < 4; n++) {
      double[][] rows = new double[n][2];
      assertMessage(
          "t-SNE needs 4 rows at least, got " + n,
          () -> TSne.DEFAULT.embed(rows, EmbeddingProgress.NONE));
    }
    assertMessage(
        "Perplexity must be 1 to 16.3 for 50 rows, got 30.0",
        () -> TSne.DEFAULT.embed(new double[50][2], EmbeddingProgress.NONE));
    assertMessage("Perplexity must be 1 or more, got 0.0", () -> TSne.DEFAULT.withPerplexity(0));
    assertMessage("Iterations must be 1 or more, got 0", () -> TSne.DEFAULT.withIterations(0));
    assertMessage(
        "Learning rate must be positive, or 0 for automatic, got -1.0",
        () -> TSne.DEFAULT.withLearningRate(-1));
    assertThrows(
        IllegalStateException.class,
        () -> SHORT.withLearningRate(1e300).embed(clusters(50, 3, 2), EmbeddingProgress.NONE));
  }

  private static void assertMessage(String message, org.junit.function.ThrowingRunnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** Row i is of cluster i modulo their number. */
  private static double[][] clusters(int n, int columns, int count) {
    Random random = new Random(9);
    double[][] centres = new double[count][columns];
    for (double[] centre : centres)
      for (int c = 0; c < columns; c++) centre[c] = 10 * random.nextGaussian();
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++)
      for (int c = 0; c < columns; c++) rows[i][c] = centres[i % count][c] + random.nextGaussian();
    return rows;
  }
}
