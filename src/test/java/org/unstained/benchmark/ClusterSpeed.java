package org.unstained.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.unstained.clusters.Dbscan;
import org.unstained.clusters.KMeans;

/** k-means and DBSCAN. */
final class ClusterSpeed implements Part {
  private static final int CLUSTERS = 10;
  private static final int CORE = 5;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    report.accept("## Clusters\n\n");
    double[][] plane = Rows.round(effort.size(100_000, 10_000), 2, CLUSTERS, 8);
    double[][] wide = Rows.round(effort.size(10_000, 3_000), 50, CLUSTERS, 1);
    Path csv = Files.createTempFile("rows", ".csv");
    try {
      Rows.write(plane, csv);
      kMeans(plane, csv, effort, report);
      dbscan(plane, csv, 0.3, effort, report);
      Rows.write(wide, csv);
      kMeans(wide, csv, effort, report);
      dbscan(wide, csv, 8, effort, report);
      dbscan(wide, csv, 7, effort, report);
    } finally {
      Files.delete(csv);
    }
  }

  private static void kMeans(double[][] rows, Path csv, Effort effort, Consumer<String> report)
      throws Exception {
    try (Peer peer = Peer.start("clusters", "kmeans", csv, CLUSTERS, KMeans.STARTS)) {
      report.accept(
          new Comparison("k-means, " + size(rows), 1, effort.turns(5))
              .with(
                  Contender.timed(
                      "ours",
                      () ->
                          String.format(
                              Locale.ROOT,
                              "sum of squares %.6g",
                              KMeans.of(rows, CLUSTERS, 1).sumOfSquares())))
              .with(Peer.contender("scikit-learn", peer))
              .run());
    }
  }

  private static void dbscan(
      double[][] rows, Path csv, double eps, Effort effort, Consumer<String> report)
      throws Exception {
    try (Peer peer = Peer.start("clusters", "dbscan", csv, eps, CORE)) {
      report.accept(
          new Comparison("DBSCAN, %s, eps %s".formatted(size(rows), eps), 1, effort.turns(5))
              .with(
                  Contender.timed(
                      "ours", () -> Dbscan.of(rows, eps, CORE).clusters() + " clusters"))
              .with(Peer.contender("scikit-learn", peer))
              .run());
    }
  }

  private static String size(double[][] rows) {
    return "%,d rows of %d columns".formatted(rows.length, rows[0].length);
  }
}
