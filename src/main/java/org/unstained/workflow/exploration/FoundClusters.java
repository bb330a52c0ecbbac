package org.unstained.workflow.exploration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.unstained.clusters.ClusterCurve;
import org.unstained.clusters.ClusterProgress;
import org.unstained.clusters.Dbscan;
import org.unstained.clusters.KDistance;
import org.unstained.clusters.KMeans;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.Series;

/**
 * Clusters of cells, and the curves that say how many there may be.
 *
 * @param labels one a cell, from 1; 0 for cells that are in none
 * @param count how many clusters there are; 0 if none were sought
 * @param curves of the sum of squares and the silhouette over k, or the k-distance curve
 * @param note what was found, a sentence
 */
public record FoundClusters(int[] labels, int count, List<LinePlot> curves, String note) {
  /** Up to so many clusters are tried to choose their number. */
  static final int MOST_TRIED = 12;

  /** Nothing was sought. */
  static FoundClusters none(int cells) {
    return new FoundClusters(new int[cells], 0, List.of(), "");
  }

  /**
   * @param rows one a cell
   * @throws IllegalArgumentException if there are too few cells for the settings
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  static FoundClusters of(double[][] rows, ClusterOptions options, ClusterProgress progress) {
    return switch (options.method()) {
      case NONE -> none(rows.length);
      case KMEANS -> kMeans(rows, options, progress);
      case DBSCAN -> dbscan(rows, options, progress);
    };
  }

  private static FoundClusters kMeans(
      double[][] rows, ClusterOptions options, ClusterProgress progress) {
    if (options.k() > rows.length)
      throw new IllegalArgumentException(
          "'k' can't be %d with %,d cells. Take fewer clusters."
              .formatted(options.k(), rows.length));
    ClusterCurve curve = ClusterCurve.of(rows, MOST_TRIED, options.seed(), progress.part(0, 0.8));
    int k = options.k();
    String how = "";
    if (k == 0) {
      boolean knee = options.choice() == ClusterOptions.Choice.KNEE;
      k = Math.max(1, knee ? curve.knee() : curve.bestSilhouette());
      how = knee ? ", by the knee of the sum of squares" : ", by the best silhouette";
    }
    KMeans found = KMeans.of(rows, k, options.seed(), progress.part(0.8, 1));
    return new FoundClusters(
        Arrays.stream(found.labels()).map(l -> l + 1).toArray(),
        k,
        curves(curve, k),
        "k-means: %d clusters%s (knee at %s, best silhouette at %s)."
            .formatted(k, how, at(curve.knee()), at(curve.bestSilhouette())));
  }

  private static String at(int k) {
    return k < 1 ? "none" : Integer.toString(k);
  }

  private static List<LinePlot> curves(ClusterCurve curve, int k) {
    double[] x = curve.points().stream().mapToDouble(ClusterCurve.Point::k).toArray();
    double[] squares =
        curve.points().stream().mapToDouble(ClusterCurve.Point::sumOfSquares).toArray();
    double[] silhouettes =
        curve.points().stream().mapToDouble(ClusterCurve.Point::silhouette).toArray();
    Axis clusters = Axis.around("Clusters k", x);
    return List.of(
        plot("Sum of squares within clusters", clusters, "Sum of squares", x, squares, k),
        plot("Mean silhouette", clusters, "Silhouette", x, silhouettes, k));
  }

  private static LinePlot plot(
      String title, Axis x, String label, double[] k, double[] values, int chosen) {
    Axis y = label.startsWith("Sum") ? Axis.fromZero(label, values) : Axis.around(label, values);
    List<Series> series = new ArrayList<>();
    series.add(Series.of("", Series.Style.MARKED, k, values));
    if (chosen >= x.low() && chosen <= x.high())
      series.add(Series.reference("k = " + chosen, chosen, y.low(), chosen, y.high()));
    return new LinePlot(title, x, y, series);
  }

  private static FoundClusters dbscan(
      double[][] rows, ClusterOptions options, ClusterProgress progress) {
    int least = options.minPoints();
    if (least > rows.length)
      throw new IllegalArgumentException(
          "'minpoints' can't be %d with %,d cells. Take fewer.".formatted(least, rows.length));
    KDistance distances = KDistance.of(rows, least, options.seed(), progress.part(0, 0.5));
    double eps = options.eps() > 0 ? options.eps() : distances.suggestedEps();
    if (!(eps > 0))
      throw new IllegalArgumentException(
          "The k-distance curve of the %,d cells has no knee. Give 'eps'.".formatted(rows.length));
    Dbscan found = Dbscan.of(rows, eps, least, progress.part(0.5, 1));
    double[] y = distances.distances();
    double[] x = IntStream.range(0, y.length).mapToDouble(i -> i + 1).toArray();
    Axis up = Axis.fromZero("Distance", y);
    Axis along = new Axis("Cells by their distance", 0, Math.max(2, y.length), false);
    LinePlot plot =
        new LinePlot(
            "Distance to the neighbour number %d, itself counted".formatted(least),
            along,
            up,
            Series.of("", Series.Style.LINE, x, y),
            Series.reference(
                String.format(Locale.ROOT, "eps = %.3g", eps),
                along.low(),
                eps,
                along.high(),
                eps));
    return new FoundClusters(
        Arrays.stream(found.labels()).map(l -> l + 1).toArray(),
        found.clusters(),
        List.of(plot),
        String.format(
            Locale.ROOT,
            "DBSCAN: %d clusters with eps = %.3g%s, %,d cells in none.",
            found.clusters(),
            eps,
            options.eps() > 0 ? "" : " (the knee)",
            found.noise()));
  }
}
