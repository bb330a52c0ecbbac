package org.unstained.clusters;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.Test;

public class KMeansTest {
  /** Rounding of sums in another order. */
  private static final double SAME = 1e-9;

  @Test
  public void clustersAreScikitLearnsFromTheSameCentres() throws Exception {
    for (JsonObject c : Figures.cases("kmeans")) {
      KMeans ours =
          KMeans.from(
              Figures.rows(c.get("x")), Figures.rows(c.get("starts")), ClusterProgress.NONE);
      assertArrayEquals(Figures.labels(c.get("labels")), ours.labels());
      double inertia = c.get("inertia").getAsDouble();
      assertEquals(inertia, ours.sumOfSquares(), SAME * inertia);
      double[][] centres = Figures.rows(c.get("centres"));
      for (int i = 0; i < centres.length; i++)
        for (int f = 0; f < centres[i].length; f++)
          assertEquals(centres[i][f], ours.centres()[i][f], SAME * (1 + Math.abs(centres[i][f])));
    }
  }

  @Test
  public void theBestOfItsStartsIsAsGoodAsScikitLearns() throws Exception {
    JsonObject curve = Figures.of("curve").getAsJsonObject();
    double[][] rows = Figures.rows(curve.get("x"));
    double[] inertia = Figures.numbers(curve.get("inertia"));
    for (int k = 1; k <= inertia.length; k++) {
      double ours = KMeans.of(rows, k, 1).sumOfSquares();
      assertTrue(k + " clusters: " + ours, ours <= inertia[k - 1] * 1.005);
    }
  }

  @Test
  public void boundsSpareDistancesWithoutChangingAnything() {
    for (int columns : new int[] {1, 2, 3, 8, 30}) {
      double[][] rows = Figures.blobs(3000, columns, 7, 1.5, columns);
      double[][] starts = Arrays.copyOf(rows, 11);
      KMeans ours = KMeans.from(rows, starts, ClusterProgress.NONE);
      assertArrayEquals(plainly(rows, starts), ours.labels());
    }
  }

  /** Every distance measured in every round. */
  private static int[] plainly(double[][] rows, double[][] starts) {
    double[][] centres = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    int[] labels = new int[rows.length];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < rows.length; i++) {
        int best = 0;
        for (int c = 1; c < centres.length; c++)
          if (Rows.squared(rows[i], centres[c]) < Rows.squared(rows[i], centres[best])) best = c;
        changed |= best != labels[i];
        labels[i] = best;
      }
      for (int c = 0; c < centres.length; c++) {
        int at = c;
        int[] members = IntStream.range(0, rows.length).filter(i -> labels[i] == at).toArray();
        for (int f = 0; f < centres[c].length; f++) {
          int feature = f;
          centres[c][f] =
              IntStream.of(members).mapToDouble(i -> rows[i][feature]).average().orElse(0);
        }
      }
    }
    return labels;
  }

  @Test
  public void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    double[][] rows = Figures.blobs(30_000, 6, 5, 1, 3);
    KMeans one = with(1, rows);
    KMeans many = with(5, rows);
    assertArrayEquals(one.labels(), many.labels());
    assertEquals(one.sumOfSquares(), many.sumOfSquares(), 0);
    for (int c = 0; c < one.centres().length; c++)
      assertArrayEquals(one.centres()[c], many.centres()[c], 0);
  }

  private static KMeans with(int threads, double[][] rows) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> KMeans.of(rows, 6, 11)).get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  public void findsClustersFarApartAmongManyCells() {
    int n = KMeans.MOST_AT_START + 5000;
    KMeans found = KMeans.of(Figures.blobs(n, 4, 5, 30, 5), 5, 1);
    int[] truth = IntStream.range(0, n).map(i -> i % 5).toArray();
    assertEquals(1, Agreement.of(truth, found.labels()).adjustedRand(), 0);
  }

  @Test
  public void theLargestClusterIsTheFirst() {
    double[][] rows = {{0}, {0.1}, {9}, {9.1}, {9.2}, {50}};
    assertArrayEquals(new int[] {1, 1, 0, 0, 0, 2}, KMeans.of(rows, 3, 1).labels());
  }

  @Test
  public void equalCellsStayTogether() {
    double[][] rows = {{1, 1}, {1, 1}, {2, 2}, {1, 1}, {2, 2}};
    KMeans found = KMeans.of(rows, 2, 1);
    assertArrayEquals(new int[] {0, 0, 1, 0, 1}, found.labels());
    assertEquals(0, found.sumOfSquares(), 0);
  }

  @Test
  public void saysWhatIsWrong() {
    double[][] rows = {{1, 1}, {1, 1}, {2, 2}};
    says("3 clusters need that many different cells, there are 2", () -> KMeans.of(rows, 3, 1));
    says("There must be 1 cluster or more, got 0", () -> KMeans.of(rows, 0, 1));
    says("There are no cells", () -> KMeans.of(new double[0][], 1, 1));
    says("cell 2 has 1", () -> KMeans.of(new double[][] {{1, 2}, {1}}, 1, 1));
    says("Feature 2 of cell 1 is NaN", () -> KMeans.of(new double[][] {{1, Double.NaN}}, 1, 1));
  }

  private static void says(String message, Runnable work) {
    String said = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(said, said.contains(message));
  }

  @Test
  public void canBeEnded() {
    double[][] rows = Figures.blobs(1000, 3, 3, 1, 1);
    assertThrows(
        CancellationException.class, () -> KMeans.of(rows, 4, 1, fraction -> fraction < 0.2));
  }
}
