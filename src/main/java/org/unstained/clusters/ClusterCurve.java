package org.unstained.clusters;

import java.util.ArrayList;
import java.util.List;

/**
 * How k-means fares with each number of clusters: a help in choosing one.
 *
 * @param points by growing k, from 1 on
 * @param knee the k after which more clusters gain little: where the sum of squares lies farthest
 *     below the line from first to last, axes scaled to 0–1 (the knee of "Kneedle", Satopää and
 *     others 2011, doi:10.1109/ICDCSW.2011.20, without smoothing); -1 if there is none
 * @param bestSilhouette the k of the greatest silhouette, of equal ones the smallest; -1 if there
 *     is no silhouette
 */
public record ClusterCurve(List<Point> points, int knee, int bestSilhouette) {

  /**
   * One number of clusters.
   *
   * @param sumOfSquares of the distances between cells and their centres
   * @param silhouette mean over cells, see {@link Silhouette}; not a number for k = 1
   */
  public record Point(int k, double sumOfSquares, double silhouette) {}

  public ClusterCurve {
    points = List.copyOf(points);
  }

  /**
   * Makes k-means for 1 to {@code maxK} clusters, for as many as there are different cells at most.
   *
   * @param rows one a cell, all finite, standardised if units differ
   * @param maxK 2 or more
   * @param seed that of {@link KMeans#of}: the same clusters
   * @throws IllegalArgumentException if {@code maxK} is too small, rows differ in length or a
   *     number isn't finite
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static ClusterCurve of(double[][] rows, int maxK, long seed, ClusterProgress progress) {
    if (maxK < 2)
      throw new IllegalArgumentException("A curve needs 2 clusters at least, got " + maxK);
    Rows.check(rows);
    int most = KMeans.different(rows, maxK);
    List<KMeans> made = new ArrayList<>();
    // The work grows with k.
    double all = most * (most + 1.0) / 2 + most;
    for (int k = 1; k <= most; k++)
      made.add(
          KMeans.of(
              rows, k, seed, progress.part(k * (k - 1.0) / 2 / all, k * (k + 1.0) / 2 / all)));
    double[] silhouettes =
        Silhouette.means(
            rows,
            Sample.draw(rows.length, Silhouette.MOST, seed),
            made.stream().map(KMeans::labels).toList(),
            progress.part(1 - most / all, 1));
    List<Point> points = new ArrayList<>();
    for (int k = 1; k <= most; k++)
      points.add(new Point(k, made.get(k - 1).sumOfSquares(), silhouettes[k - 1]));
    progress.tell(1);
    return new ClusterCurve(points, knee(points), best(points));
  }

  private static int knee(List<Point> points) {
    int at =
        Knee.of(
            points.stream().mapToDouble(Point::k).toArray(),
            points.stream().mapToDouble(Point::sumOfSquares).toArray());
    return at < 0 ? -1 : points.get(at).k();
  }

  private static int best(List<Point> points) {
    int best = -1;
    double greatest = Double.NEGATIVE_INFINITY;
    for (Point point : points)
      if (point.silhouette() > greatest) {
        greatest = point.silhouette();
        best = point.k();
      }
    return best;
  }
}
