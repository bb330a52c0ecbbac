package org.unstained.embedding;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.junit.Test;

/** Figures are umap-learn's; {@code umap_figures.py} made them. */
public class UmapTest {
  private static JsonObject figures() throws IOException {
    try (InputStreamReader in =
        new InputStreamReader(
            UmapTest.class.getResourceAsStream("/embedding/umap_figures.json"),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(in).getAsJsonObject();
    }
  }

  private static double[][] embed(double[][] rows, long seed) {
    return new Umap(seed).embed(rows, EmbeddingProgress.NONE);
  }

  @Test
  public void neighboursAreKeptAsWellAsByUmapLearn() throws Exception {
    for (JsonElement e : figures().getAsJsonArray("cases")) {
      double[][] rows = ReferenceFigures.table(e.getAsJsonObject().get("x"));
      double[] theirs = ReferenceFigures.row(e.getAsJsonObject().get("trustworthiness"));
      double[] ours = new double[theirs.length];
      for (int s = 0; s < ours.length; s++)
        ours[s] = Trustworthiness.of(rows, embed(rows, s + 1), 15);
      double mean = Arrays.stream(theirs).average().orElseThrow();
      assertTrue(
          Arrays.toString(ours) + " but " + mean,
          Arrays.stream(ours).average().orElseThrow() > mean - 0.01);
    }
  }

  @Test
  public void curvesAreUmapLearns() throws Exception {
    for (JsonElement e : figures().getAsJsonArray("curves")) {
      double[] c = ReferenceFigures.row(e);
      UmapCurve ours = UmapCurve.fit(c[0], 1);
      assertEquals(c[1], ours.a(), 1e-4 * c[1]);
      assertEquals(c[2], ours.b(), 1e-4 * c[2]);
    }
  }

  /** Their weights are single precision and their search for widths ends at 1e-5. */
  @Test
  public void theGraphIsUmapLearns() throws Exception {
    JsonObject graph = figures().getAsJsonObject("graph");
    double[][] rows = ReferenceFigures.table(graph.get("x"));
    double[] from = ReferenceFigures.row(graph.get("row"));
    double[] to = ReferenceFigures.row(graph.get("column"));
    double[] weight = ReferenceFigures.row(graph.get("weight"));
    double[][] theirs = new double[rows.length][rows.length];
    for (int i = 0; i < from.length; i++) theirs[(int) from[i]][(int) to[i]] = weight[i];
    FuzzyGraph ours = FuzzyGraph.of(Neighbours.of(rows, 9, EmbeddingProgress.NONE));
    double[][] full = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++)
      for (int e = ours.starts()[i]; e < ours.starts()[i + 1]; e++)
        full[i][ours.ends()[e]] = ours.weights()[e];
    for (int i = 0; i < rows.length; i++) {
      assertArrayEquals(theirs[i], full[i], 1e-4);
      for (int j = 0; j < i; j++) assertEquals(full[i][j], full[j][i], 0);
    }
  }

  @Test
  public void noTwoEdgesOfASetShareACell() {
    FuzzyGraph graph = FuzzyGraph.of(Neighbours.of(blobs(500, 5, 3, 2), 9, EmbeddingProgress.NONE));
    GraphEdges edges = GraphEdges.of(graph);
    assertEquals(graph.ends().length, 2 * edges.from().length);
    for (int s = 0; s < edges.sets(); s++) {
      boolean[] used = new boolean[500];
      for (int e = edges.starts()[s]; e < edges.starts()[s + 1]; e++)
        for (int cell : new int[] {edges.from()[e], edges.to()[e]}) {
          assertTrue(!used[cell]);
          used[cell] = true;
        }
    }
  }

  @Test
  public void waysOfATableAreThoseOfTheCurve() {
    UmapCurve curve = UmapCurve.fit(0.1, 1);
    ForceTable table = new ForceTable(curve::attraction);
    for (double square = 1e-5; square < 1e5; square *= 1.37)
      assertEquals(curve.attraction(square), table.at(square), 1e-3 * curve.attraction(square));
  }

  @Test
  public void theSlowestWavesOfAChainAreCosines() {
    int n = 60;
    double[][] chain = new double[n][n];
    for (int i = 0; i + 1 < n; i++) chain[i][i + 1] = chain[i + 1][i] = 0.5;
    double[][] found =
        LeadingEigenvectors.of(
            v -> Arrays.stream(chain).mapToDouble(r -> LeadingEigenvectors.dot(r, v)).toArray(),
            n,
            2,
            null,
            1,
            EmbeddingProgress.NONE);
    for (int v = 0; v < 2; v++) {
      double[] sine = new double[n];
      for (int i = 0; i < n; i++)
        sine[i] = Math.sqrt(2.0 / (n + 1)) * Math.sin((v + 1) * (i + 1) * Math.PI / (n + 1));
      assertEquals(1, Math.abs(LeadingEigenvectors.dot(found[v], sine)), 1e-3);
    }
  }

  @Test
  public void anyNumberOfThreadsGivesTheSamePoints() throws Exception {
    double[][] rows = blobs(3000, 6, 4, 2);
    double[][] one = with(1, rows);
    double[][] many = with(5, rows);
    for (int i = 0; i < one.length; i++) assertArrayEquals(one[i], many[i], 0);
    assertNotEquals(
        one[0][0], new Umap(15, 0.1, 60, 2).embed(rows, EmbeddingProgress.NONE)[0][0], 0);
  }

  private static double[][] with(int threads, double[][] rows) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> new Umap(15, 0.1, 60, 1).embed(rows, EmbeddingProgress.NONE)).get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  public void groupsThatDoNotTouchStayApart() {
    double[][] rows = blobs(300, 4, 5, 40);
    double[][] points = embed(rows, 1);
    int[][] nearest = Neighbours.of(points, 5, EmbeddingProgress.NONE).indices();
    for (int i = 0; i < rows.length; i++) for (int j : nearest[i]) assertEquals(i % 5, j % 5);
  }

  @Test
  public void equalCellsSurvive() {
    double[][] all = new double[40][3];
    assertFinite(embed(all, 1));
    double[][] many = blobs(200, 3, 2, 3);
    for (int i = 0; i < 60; i++) many[i] = many[0].clone();
    assertFinite(embed(many, 1));
  }

  @Test
  public void aFewCellsSurvive() {
    for (int n = 3; n < 12; n++)
      assertFinite(new Umap(2, 0.1, 0, 1).embed(blobs(n, 3, 2, 1), EmbeddingProgress.NONE));
  }

  private static void assertFinite(double[][] points) {
    for (double[] point : points)
      assertTrue(Double.isFinite(point[0]) && Double.isFinite(point[1]));
  }

  @Test
  public void saysWhatIsWrong() {
    says("needs more than 15 cells, got 15", () -> embed(blobs(15, 3, 1, 1), 1));
    says("2 neighbours or more, got 1", () -> new Umap(1, 0.1, 0, 1));
    says("0–0.99, got 1.5", () -> new Umap(15, 1.5, 0, 1));
    says("got -1", () -> new Umap(15, 0.1, -1, 1));
    says("finite", () -> embed(new double[][] {{Double.NaN}}, 1));
  }

  private static void says(String message, Runnable work) {
    String said = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(said, said.contains(message));
  }

  @Test
  public void progressGrowsWithPointsAndMayEndIt() {
    double[][] rows = blobs(400, 3, 2, 2);
    List<Double> told = new ArrayList<>();
    boolean[] points = new boolean[1];
    new Umap(1)
        .embed(
            rows,
            (fraction, at) -> {
              points[0] |= at != null && at.length == 400;
              return told.add(fraction);
            });
    assertTrue(points[0]);
    for (int i = 1; i < told.size(); i++) assertTrue(told.get(i) >= told.get(i - 1) - 1e-9);
    assertEquals(1, told.get(told.size() - 1), 1e-9);
    for (double end : new double[] {0.1, 0.35, 0.7})
      assertThrows(CancellationException.class, () -> new Umap(1).embed(rows, (f, at) -> f < end));
  }

  /** Cell i in cluster i mod {@code clusters}. */
  private static double[][] blobs(int n, int columns, int clusters, double apart) {
    Random random = new Random(n);
    double[][] means = new double[clusters][columns];
    for (double[] mean : means)
      for (int c = 0; c < columns; c++) mean[c] = apart * random.nextGaussian();
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++)
      for (int c = 0; c < columns; c++) rows[i][c] = means[i % clusters][c] + random.nextGaussian();
    return rows;
  }
}
