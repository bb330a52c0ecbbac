package org.unstained.clusters;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.Test;

public class DbscanTest {

  @Test
  public void labelsAreScikitLearns() throws Exception {
    for (JsonObject c : Figures.cases("dbscan")) {
      double[][] rows = Figures.rows(c.get("x"));
      for (JsonElement e : c.getAsJsonArray("fits")) {
        JsonObject fit = e.getAsJsonObject();
        double eps = fit.get("eps").getAsDouble();
        int least = fit.get("min_points").getAsInt();
        Dbscan found = Dbscan.of(rows, eps, least);
        String which = rows.length + " cells, eps " + eps + ", " + least;
        assertArrayEquals(which, Figures.labels(fit.get("labels")), found.labels());
        assertArrayEquals(
            which,
            Figures.labels(fit.get("core")),
            IntStream.range(0, rows.length).filter(i -> found.core()[i]).toArray());
      }
    }
  }

  @Test
  public void kDistancesAreScikitLearns() throws Exception {
    for (JsonObject c : Figures.cases("dbscan"))
      for (int least : new int[] {2, 5, 12})
        assertArrayEquals(
            Figures.numbers(c.getAsJsonObject("distances").get(String.valueOf(least))),
            KDistance.of(Figures.rows(c.get("x")), least).distances(),
            1e-9);
  }

  @Test
  public void labelsAreThoseOfPlainSearch() {
    Random random = new Random(5);
    for (int trial = 0; trial < 60; trial++) {
      int columns = 1 + random.nextInt(4);
      double[][] rows = Figures.blobs(50 + random.nextInt(700), columns, 4, 2, random.nextLong());
      // Many ties: on a coarse grid.
      if (trial % 2 == 0)
        for (double[] row : rows) for (int c = 0; c < columns; c++) row[c] = Math.round(4 * row[c]);
      double eps = (trial % 2 == 0 ? 4 : 1) * (0.1 + random.nextDouble());
      int least = trial % 6 == 5 ? 40 : 1 + random.nextInt(12);
      assertArrayEquals(plainly(rows, eps, least), Dbscan.of(rows, eps, least).labels());
    }
  }

  @Test
  public void labelsAreThoseOfPlainSearchInManyDimensions() {
    Random random = new Random(6);
    int clusters = 0;
    for (int trial = 0; trial < 36; trial++) {
      int columns = 9 + random.nextInt(60);
      double[][] rows = Figures.blobs(600 + random.nextInt(900), columns, 4, 1, random.nextLong());
      switch (trial % 6) {
        case 1 -> farFromTheOrigin(rows);
        case 2 -> onAGrid(rows);
        case 3 -> repeated(rows, random);
        case 4 -> rows[7][3] = Math.pow(10, random.nextInt(40));
        default -> {}
      }
      double[] distances =
          IntStream.range(1, rows.length)
              .mapToDouble(i -> Math.sqrt(Rows.squared(rows[0], rows[i])))
              .filter(d -> d > 0)
              .sorted()
              .toArray();
      double eps = distances[(int) (distances.length * 0.3 * random.nextDouble())];
      int least = trial % 9 == 8 ? 200 : trial % 9 == 7 ? 40 : 1 + random.nextInt(12);
      Dbscan found = Dbscan.of(rows, eps, least);
      clusters += found.clusters();
      assertArrayEquals("trial " + trial, plainly(rows, eps, least), found.labels());
    }
    assertTrue("" + clusters, clusters > 36);
  }

  private static void farFromTheOrigin(double[][] rows) {
    for (double[] row : rows) for (int c = 0; c < row.length; c++) row[c] += 1e7 * (c + 1);
  }

  /** With ties at exactly eps. */
  private static void onAGrid(double[][] rows) {
    for (double[] row : rows) for (int c = 0; c < row.length; c++) row[c] = Math.round(2 * row[c]);
  }

  private static void repeated(double[][] rows, Random random) {
    for (int i = 0; i < rows.length; i++)
      if (i % 3 > 0) rows[i] = rows[random.nextInt(rows.length / 20)].clone();
  }

  /** Where squares of distances lose their digits, or don't fit. */
  @Test
  public void unitsMayBeTinyOrHuge() {
    for (double unit : new double[] {1e-170, 1e-159, 1e-125, 1e-30, 1, 1e30, 1e125, 1e200}) {
      double[][] rows = Figures.blobs(900, 20, 4, 1, 8);
      for (double[] row : rows) for (int c = 0; c < row.length; c++) row[c] *= unit;
      Dbscan found = Dbscan.of(rows, 4.2 * unit, 4);
      assertArrayEquals("" + unit, plainly(rows, 4.2 * unit, 4), found.labels());
    }
  }

  @Test
  public void labelsAreTheSameForAnyNumberOfThreads() throws Exception {
    for (int columns : new int[] {2, 36}) {
      double[][] rows = Figures.blobs(columns == 2 ? 20_000 : 5_000, columns, 6, 1, 7);
      double eps = columns == 2 ? 0.08 : 6.4;
      Dbscan one = on(1, rows, eps);
      assertTrue("" + one.clusters(), one.clusters() > 1 && one.noise() > 10);
      for (int turn = 0; turn < 5; turn++) {
        Dbscan many = on(8, rows, eps);
        assertArrayEquals(one.labels(), many.labels());
        assertArrayEquals(one.core(), many.core());
      }
    }
  }

  private static Dbscan on(int threads, double[][] rows, double eps) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> Dbscan.of(rows, eps, 5)).get();
    } finally {
      pool.shutdown();
    }
  }

  /** As Ester and others tell it. */
  private static int[] plainly(double[][] rows, double eps, int least) {
    int[] labels = new int[rows.length];
    Arrays.fill(labels, -1);
    int clusters = 0;
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] >= 0 || near(rows, i, eps).length < least) continue;
      Deque<Integer> open = new ArrayDeque<>();
      open.add(i);
      labels[i] = clusters;
      while (!open.isEmpty()) {
        int[] near = near(rows, open.pop(), eps);
        if (near.length < least) continue;
        for (int j : near)
          if (labels[j] < 0) {
            labels[j] = clusters;
            open.push(j);
          }
      }
      clusters++;
    }
    return labels;
  }

  private static int[] near(double[][] rows, int i, double eps) {
    return IntStream.range(0, rows.length)
        .filter(j -> Rows.squared(rows[i], rows[j]) <= eps * eps)
        .toArray();
  }

  @Test
  public void findsALongClusterThatKMeansWouldCut() {
    double[][] rows = new double[2000][];
    Random random = new Random(2);
    for (int i = 0; i < rows.length; i++) {
      double turn = 2 * Math.PI * random.nextDouble();
      double radius = (i % 2 == 0 ? 1 : 3) + 0.1 * random.nextGaussian();
      rows[i] = new double[] {radius * Math.cos(turn), radius * Math.sin(turn)};
    }
    Dbscan found = Dbscan.of(rows, 0.4, 5);
    assertEquals(2, found.clusters());
    assertEquals(0, found.noise());
    assertArrayEquals(IntStream.range(0, 2000).map(i -> i % 2).toArray(), found.labels());
  }

  @Test
  public void theKneeOfTheDistancesPartsClustersFromNoise() {
    Random random = new Random(4);
    double[][] rows = Figures.blobs(1000, 2, 3, 20, 4);
    for (int i = 0; i < rows.length; i += 20)
      rows[i] = new double[] {200 * random.nextDouble() - 100, 200 * random.nextDouble() - 100};
    KDistance curve = KDistance.of(rows, 5);
    Dbscan found = Dbscan.of(rows, curve.suggestedEps(), 5);
    assertEquals(3, found.clusters());
    assertEquals(50, found.noise(), 15);
    int cores = (int) IntStream.range(0, 1000).filter(i -> found.core()[i]).count();
    assertEquals(
        cores, Arrays.stream(curve.distances()).filter(d -> d <= curve.suggestedEps()).count());
  }

  @Test
  public void equalCellsAreNear() {
    double[][] rows = {{1, 2}, {1, 2}, {1, 2}, {7, 7}};
    Dbscan found = Dbscan.of(rows, 1e-9, 3);
    assertArrayEquals(new int[] {0, 0, 0, -1}, found.labels());
    assertTrue(Double.isNaN(KDistance.of(Arrays.copyOf(rows, 3), 2).suggestedEps()));
    assertArrayEquals(new int[] {0}, Dbscan.of(new double[][] {{3}}, 1, 1).labels());
    assertArrayEquals(new int[] {-1}, Dbscan.of(new double[][] {{3}}, 1, 2).labels());
  }

  @Test
  public void saysWhatIsWrong() {
    double[][] rows = {{1}, {2}, {3}};
    says("eps must be a number above 0, got 0.0", () -> Dbscan.of(rows, 0, 3));
    says("eps must be a number above 0, got NaN", () -> Dbscan.of(rows, Double.NaN, 3));
    says("must be 1 or more, got 0", () -> Dbscan.of(rows, 1, 0));
    says("There are no cells", () -> Dbscan.of(new double[0][], 1, 1));
    says("must be 2–3, as many as there are cells, got 4", () -> KDistance.of(rows, 4));
  }

  private static void says(String message, Runnable work) {
    String said = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(said, said.contains(message));
  }

  @Test
  public void canBeEnded() {
    double[][] rows = Figures.blobs(20_000, 2, 3, 1, 1);
    double[][] wide = Figures.blobs(5_000, 20, 3, 1, 1);
    for (double end : new double[] {0.2, 0.6, 0.9}) {
      assertThrows(
          CancellationException.class, () -> Dbscan.of(rows, 0.1, 4, fraction -> fraction < end));
      assertThrows(
          CancellationException.class, () -> Dbscan.of(wide, 4, 4, fraction -> fraction < end));
    }
    assertThrows(CancellationException.class, () -> KDistance.of(rows, 4, 1, f -> f < 0.5));
  }
}
