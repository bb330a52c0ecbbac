package org.unstained.clusters;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.Test;

public class ClusterCurveTest {
  private static final double SAME = 1e-9;

  @Test
  public void silhouettesAreScikitLearns() throws Exception {
    JsonObject curve = Figures.of("curve").getAsJsonObject();
    double[][] rows = Figures.rows(curve.get("x"));
    double[] silhouettes = Figures.numbers(curve.get("silhouette"));
    for (int k = 2; k <= silhouettes.length + 1; k++) {
      int[] labels = Figures.labels(curve.get("labels").getAsJsonArray().get(k - 1));
      assertEquals(silhouettes[k - 2], Silhouette.of(rows, labels, 1), SAME);
    }
    JsonObject odd = Figures.of("silhouette").getAsJsonObject();
    assertEquals(
        odd.get("silhouette").getAsDouble(),
        Silhouette.of(Figures.rows(odd.get("x")), Figures.labels(odd.get("labels")), 1),
        SAME);
  }

  @Test
  public void aDrawnPartTellsTheSilhouetteOfAll() {
    double[][] rows = Figures.blobs(12_000, 3, 3, 4, 8);
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) labels[i] = i % 3;
    int[] all = Sample.draw(rows.length, rows.length, 1);
    double exact = Silhouette.means(rows, all, List.of(labels), ClusterProgress.NONE)[0];
    // The deviation of the mean of 5,000 cells is below 0.005.
    assertEquals(exact, Silhouette.of(rows, labels, 1), 0.02);
    assertEquals(Silhouette.of(rows, labels, 1), Silhouette.of(rows, labels, 1), 0);
  }

  @Test
  public void noiseAndASingleClusterHaveNoSilhouette() {
    double[][] rows = {{0}, {1}, {10}, {11}, {5}};
    double clean = Silhouette.of(new double[][] {{0}, {1}, {10}, {11}}, new int[] {0, 0, 1, 1}, 1);
    assertEquals(clean, Silhouette.of(rows, new int[] {0, 0, 1, 1, -1}, 1), 0);
    assertTrue(Double.isNaN(Silhouette.of(rows, new int[5], 1)));
    assertTrue(Double.isNaN(Silhouette.of(rows, new int[] {-1, -1, -1, -1, -1}, 1)));
  }

  @Test
  public void findsHowManyClustersOfEqualDistancesThereAre() {
    for (int clusters = 2; clusters <= 6; clusters++) {
      double[][] rows = Figures.blobs(900, 8, 1, 0, clusters);
      for (int i = 0; i < rows.length; i++) rows[i][i % clusters] += 12;
      ClusterCurve curve = ClusterCurve.of(rows, 12, 1, ClusterProgress.NONE);
      assertEquals(12, curve.points().size());
      assertEquals(clusters, curve.bestSilhouette());
      assertEquals(clusters, curve.knee());
    }
  }

  @Test
  public void eachPointIsKMeans() {
    double[][] rows = Figures.blobs(400, 3, 3, 2, 4);
    ClusterCurve curve = ClusterCurve.of(rows, 5, 7, ClusterProgress.NONE);
    for (ClusterCurve.Point point : curve.points()) {
      KMeans one = KMeans.of(rows, point.k(), 7);
      assertEquals(one.sumOfSquares(), point.sumOfSquares(), 0);
      assertEquals(Silhouette.of(rows, one.labels(), 7), point.silhouette(), 0);
    }
    assertTrue(Double.isNaN(curve.points().get(0).silhouette()));
  }

  @Test
  public void endsAtTheNumberOfDifferentCells() {
    double[][] rows = {{0}, {0}, {1}, {1}, {5}};
    ClusterCurve curve = ClusterCurve.of(rows, 10, 1, ClusterProgress.NONE);
    assertEquals(3, curve.points().size());
    assertEquals(0, curve.points().get(2).sumOfSquares(), 0);
    ClusterCurve none = ClusterCurve.of(new double[][] {{1}, {1}}, 10, 1, ClusterProgress.NONE);
    assertEquals(-1, none.knee());
    assertEquals(-1, none.bestSilhouette());
  }

  @Test
  public void theKneeIsFarthestBelowTheChord() {
    double[] x = {1, 2, 3, 4, 5};
    assertEquals(1, Knee.of(x, new double[] {100, 20, 15, 10, 5}));
    assertEquals(3, Knee.of(x, new double[] {0, 1, 2, 3, 50}));
    assertEquals(-1, Knee.of(x, new double[] {5, 4, 3, 2, 1}));
    assertEquals(-1, Knee.of(x, new double[] {3, 3, 3, 3, 3}));
    assertEquals(-1, Knee.of(x, new double[] {1, 3, 4, 4.5, 4.6}));
    assertEquals(-1, Knee.of(new double[] {1, 2}, new double[] {3, 1}));
  }

  @Test
  public void progressGrowsAndMayEndIt() {
    double[][] rows = Figures.blobs(300, 3, 3, 2, 4);
    List<Double> told = new ArrayList<>();
    ClusterCurve.of(rows, 5, 1, told::add);
    double[] sorted = told.stream().mapToDouble(d -> d).sorted().toArray();
    assertArrayEquals(sorted, told.stream().mapToDouble(d -> d).toArray(), SAME);
    assertEquals(1, sorted[sorted.length - 1], 0);
    assertThrows(
        CancellationException.class, () -> ClusterCurve.of(rows, 5, 1, fraction -> fraction < 0.9));
    assertThrows(
        IllegalArgumentException.class, () -> ClusterCurve.of(rows, 1, 1, ClusterProgress.NONE));
  }
}
