package org.unstained.embedding;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.Test;

public class NeighboursTest {

  /** Sums of squares added in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  public void theyAreThoseOfASearchThroughAllRows() {
    Random random = new Random(1);
    for (int columns : new int[] {1, 3, 8, 131}) {
      assertFound(rows(1100, columns, random::nextGaussian), 1);
      assertFound(rows(1100, columns, random::nextGaussian), 40);
    }
    assertFound(rows(20, 5, random::nextGaussian), 19);
    assertFound(rows(2, 5, random::nextGaussian), 1);
  }

  @Test
  public void ofRowsEquallyFarTheLowerNumberComesFirst() {
    Random random = new Random(2);
    assertFound(rows(1000, 2, () -> random.nextInt(5)), 12);
    assertFound(rows(600, 3, () -> 7), 9);
    assertFound(new double[][] {{0}, {1}, {-1}, {1}, {0}}, 4);
  }

  @Test
  public void roundingToSinglePrecisionLosesNone() {
    Random random = new Random(3);
    // Differences far below what single precision tells apart, beside one row far away.
    double[][] rows = rows(700, 4, () -> 1e6 + 1e-5 * random.nextGaussian());
    rows[350][2] = -1e9;
    assertFound(rows, 10);
    assertFound(rows(300, 4, () -> 1e-200 * random.nextGaussian()), 10);
    assertFound(rows(300, 4, () -> 1e140 * random.nextGaussian()), 10);
  }

  @Test
  public void anyNumberOfThreadsFindsTheSame() {
    Random random = new Random(4);
    double[][] rows = rows(1500, 10, random::nextGaussian);
    Neighbours one = with(1, rows);
    Neighbours four = with(4, rows);
    assertArrayEquals(one.indices(), four.indices());
    assertArrayEquals(one.distances(), four.distances());
  }

  private static Neighbours with(int threads, double[][] rows) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> Neighbours.of(rows, 20, EmbeddingProgress.NONE)).join();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  public void itCanBeCancelled() {
    double[][] rows = rows(3000, 4, new Random(5)::nextGaussian);
    AtomicInteger heard = new AtomicInteger();
    assertThrows(
        CancellationException.class,
        () -> Neighbours.of(rows, 5, (fraction, points) -> heard.incrementAndGet() < 2));
    assertEquals(2, heard.get());
  }

  @Test
  public void whatCannotBeIsRefused() {
    double[][] rows = rows(5, 2, new Random(6)::nextGaussian);
    for (int k : new int[] {-1, 0, 5})
      assertMessage("5 rows have 1–4 neighbours each, got " + k, rows, k);
    assertMessage("There are no rows to embed", new double[0][], 1);
    assertMessage("The rows have no columns", new double[3][0], 1);
    assertMessage("Row 2 has 1 columns, the first has 2", new double[][] {{1, 2}, {1}}, 1);
    for (double bad : List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1e200))
      assertMessage(
          "Row 2, column 1 is " + bad + "; every feature must be a finite number, at most 1.0E150",
          new double[][] {{1, 2}, {bad, 2}},
          1);
  }

  private static void assertMessage(String message, double[][] rows, int k) {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> Neighbours.of(rows, k, EmbeddingProgress.NONE));
    assertEquals(message, error.getMessage());
  }

  private static void assertFound(double[][] rows, int k) {
    Neighbours found = Neighbours.of(rows, k, EmbeddingProgress.NONE);
    assertEquals(k, found.k());
    for (int i = 0; i < rows.length; i += 1 + rows.length / 200) {
      int row = i;
      double[] far = new double[rows.length];
      for (int j = 0; j < far.length; j++) far[j] = FeatureRows.squaredDistance(rows[i], rows[j]);
      int[] expected =
          IntStream.range(0, rows.length)
              .filter(j -> j != row)
              .boxed()
              .sorted(Comparator.<Integer>comparingDouble(j -> far[j]).thenComparing(j -> j))
              .mapToInt(j -> j)
              .limit(k)
              .toArray();
      assertArrayEquals("row " + i, expected, found.indices()[i]);
      for (int j = 0; j < k; j++) {
        double squares = 0;
        for (int c = 0; c < rows[i].length; c++)
          squares += Math.pow(rows[i][c] - rows[expected[j]][c], 2);
        double distance = Math.sqrt(squares);
        assertEquals(distance, found.distances()[i][j], ROUNDING * distance);
        assertTrue(j == 0 || found.distances()[i][j] >= found.distances()[i][j - 1]);
      }
    }
  }

  private static double[][] rows(int n, int columns, DoubleSupplier value) {
    double[][] rows = new double[n][columns];
    for (double[] row : rows) for (int c = 0; c < columns; c++) row[c] = value.getAsDouble();
    return rows;
  }
}
