package org.unstained.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.unstained.clusters.ClusterCurve;
import org.unstained.clusters.ClusterProgress;
import org.unstained.clusters.Dbscan;
import org.unstained.clusters.KDistance;
import org.unstained.clusters.KMeans;

/**
 * k-means and DBSCAN of ours and of scikit-learn in turn: wall and processor times and what they
 * found, medians of several runs. Without {@code /usr/bin/python3} and scikit-learn only ours run.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.ClusterBenchmark -Dexec.args="3"}
 */
public final class ClusterBenchmark {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/test/resources/benchmark/clusters.py");
  private static final int CLUSTERS = 10;

  private ClusterBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int repeats = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    double[][] plane = rows(100_000, 2, 8);
    double[][] few = rows(10_000, 50, 1);
    double[][] many = rows(100_000, 50, 1);
    Path folder = Files.createTempDirectory("clusters");
    Path csv = folder.resolve("rows.csv");
    write(plane, csv);
    kMeans(plane, csv, repeats);
    dbscan(plane, csv, 0.3, repeats);
    write(few, csv);
    kMeans(few, csv, repeats);
    dbscan(few, csv, 8, repeats);
    dbscan(few, csv, 7, repeats);
    ours("k-distance", few, repeats, rows -> KDistance.of(rows, 5).suggestedEps());
    ours(
        "curve to 12",
        few,
        repeats,
        rows -> ClusterCurve.of(rows, 12, 1, ClusterProgress.NONE).bestSilhouette());
    write(many, csv);
    kMeans(many, csv, repeats);
  }

  private static void kMeans(double[][] rows, Path csv, int repeats)
      throws IOException, InterruptedException {
    ToDoubleFunction<double[][]> work = r -> KMeans.of(r, CLUSTERS, 1).sumOfSquares();
    double[] ours = ours("k-means", rows, repeats, work);
    theirs(ours, repeats, "kmeans", csv, "" + CLUSTERS, "" + KMeans.STARTS);
  }

  private static void dbscan(double[][] rows, Path csv, double eps, int repeats)
      throws IOException, InterruptedException {
    double[] ours = ours("DBSCAN " + eps, rows, repeats, r -> Dbscan.of(r, eps, 5).clusters());
    theirs(ours, repeats, "dbscan", csv, "" + eps, "5");
  }

  private static double[] ours(
      String name, double[][] rows, int repeats, ToDoubleFunction<double[][]> work) {
    work.applyAsDouble(rows); // the compiler's run
    double[][] runs = new double[3][repeats];
    for (int i = 0; i < repeats; i++) {
      double cpu = processorSeconds();
      long start = System.nanoTime();
      runs[2][i] = work.applyAsDouble(rows);
      runs[0][i] = (System.nanoTime() - start) / 1e9;
      runs[1][i] = processorSeconds() - cpu;
    }
    double[] middle = Arrays.stream(runs).mapToDouble(ClusterBenchmark::median).toArray();
    System.out.printf(
        "%-12s %,7d × %2d  ours    %7.2f s, processor %7.2f s, found %.6g%n",
        name, rows.length, rows[0].length, middle[0], middle[1], middle[2]);
    return middle;
  }

  private static double processorSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  private static void theirs(
      double[] ours, int repeats, String method, Path csv, String first, String second)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON)) {
      System.out.println("No " + PYTHON + ", so nothing to compare with");
      return;
    }
    double[][] runs = new double[3][repeats];
    for (int i = 0; i < repeats; i++) {
      ProcessBuilder builder =
          new ProcessBuilder(
              PYTHON.toString(), SCRIPT.toString(), method, csv.toString(), first, second);
      builder.environment().remove("OMP_NUM_THREADS");
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes()).strip();
      if (process.waitFor() != 0 || said.isEmpty()) {
        System.out.println(method + ": Python's library is missing or failed");
        return;
      }
      for (int f = 0; f < 3; f++) runs[f][i] = Double.parseDouble(said.split(" ")[f]);
    }
    double[] middle = Arrays.stream(runs).mapToDouble(ClusterBenchmark::median).toArray();
    System.out.printf(
        "%26s theirs  %7.2f s, processor %7.2f s, found %.6g; ours takes %.2f of the time%n",
        "", middle[0], middle[1], middle[2], ours[0] / middle[0]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double[][] rows(int n, int columns, double apart) {
    Random random = new Random(3);
    double[][] means = new double[CLUSTERS][columns];
    for (double[] mean : means)
      for (int c = 0; c < columns; c++) mean[c] = apart * random.nextGaussian();
    double[][] rows = new double[n][columns];
    for (int i = 0; i < n; i++)
      for (int c = 0; c < columns; c++) rows[i][c] = means[i % CLUSTERS][c] + random.nextGaussian();
    return rows;
  }

  private static void write(double[][] rows, Path csv) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
      for (double[] row : rows) {
        StringBuilder line = new StringBuilder();
        for (double value : row) line.append(line.length() > 0 ? "," : "").append(value);
        out.println(line);
      }
    }
  }
}
