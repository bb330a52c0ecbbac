package org.unstained.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.unstained.embedding.Embedding;
import org.unstained.embedding.EmbeddingProgress;
import org.unstained.embedding.KullbackLeibler;
import org.unstained.embedding.TSne;
import org.unstained.embedding.Trustworthiness;
import org.unstained.embedding.Umap;

/**
 * Embeddings of ours and of Python's libraries in turn: times, divergence (t-SNE) and
 * trustworthiness of both, all judged by our exact code. Without {@code /usr/bin/python3} and its
 * libraries only ours run.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.EmbeddingBenchmark -Dexec.args="10000 3"}
 *
 * <p>Arguments: rows (10,000 with 50 columns in 20 clusters are made if nothing is said) or a CSV
 * file of numbers without a heading; repeats (3).
 */
public final class EmbeddingBenchmark {
  private static final int COLUMNS = 50;
  private static final int TRUSTED = 15;
  private static final double PERPLEXITY = 30;
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/test/resources/benchmark/embedding.py");

  /** How one run went. */
  private record Run(double seconds, double divergence, double trustworthiness) {}

  /**
   * A method, its settings for the script, and our way to do the same.
   *
   * @param number perplexity or neighbours
   */
  private record Rival(String method, double number, Embedding ours) {}

  private EmbeddingBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String source = args.length > 0 ? args[0] : "10000";
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    double[][] rows =
        source.matches("\\d+") ? rows(Integer.parseInt(source), 1) : read(Path.of(source));
    System.out.printf(
        "%,d rows × %d columns, %d runs, %d processors%n",
        rows.length, rows[0].length, repeats, Runtime.getRuntime().availableProcessors());
    List<Rival> rivals =
        List.of(
            new Rival("tsne", PERPLEXITY, TSne.DEFAULT.withPerplexity(PERPLEXITY)),
            new Rival("umap", Umap.NEIGHBOURS, new Umap(1)));
    Path folder = Files.createTempDirectory("embedding");
    write(rows, folder.resolve("rows.csv"));
    // A short run lets the compiler work before anything is timed.
    double[][] few = rows(1000, 2);
    for (Rival rival : rivals) {
      rival.ours().embed(few, EmbeddingProgress.NONE);
      compare(rival, rows, folder, repeats);
    }
  }

  private static void compare(Rival rival, double[][] rows, Path folder, int repeats)
      throws IOException, InterruptedException {
    List<Run> ours = new ArrayList<>();
    List<Run> theirs = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      double[][] points = rival.ours().embed(rows, EmbeddingProgress.NONE);
      ours.add(judge((System.nanoTime() - start) / 1e9, rows, points));
      print(rival.method(), "ours", ours.get(i));
      Run run = python(rival, rows, folder, i + 1);
      if (run == null) continue;
      theirs.add(run);
      print(rival.method(), "Python", run);
    }
    print(rival.method(), "ours, median", median(ours));
    if (theirs.isEmpty()) return;
    print(rival.method(), "Python, median", median(theirs));
    System.out.printf(
        "%s: ours takes 1/%.1f of the time; divergence %+.4f, trustworthiness %+.4f%n",
        rival.method(),
        median(theirs).seconds() / median(ours).seconds(),
        median(ours).divergence() - median(theirs).divergence(),
        median(ours).trustworthiness() - median(theirs).trustworthiness());
  }

  private static Run judge(double seconds, double[][] rows, double[][] points) {
    return new Run(
        seconds,
        KullbackLeibler.divergence(rows, PERPLEXITY, points),
        Trustworthiness.of(rows, points, TRUSTED));
  }

  /** Null if Python or a library is missing. */
  private static Run python(Rival rival, double[][] rows, Path folder, int seed)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PYTHON)) {
      System.out.println("No " + PYTHON + ", so nothing to compare with");
      return null;
    }
    Path result = folder.resolve(rival.method() + ".csv");
    String number =
        rival.number() == Math.rint(rival.number())
            ? Integer.toString((int) rival.number())
            : Double.toString(rival.number());
    ProcessBuilder builder =
        new ProcessBuilder(
            PYTHON.toString(),
            SCRIPT.toString(),
            rival.method(),
            folder.resolve("rows.csv").toString(),
            number,
            Integer.toString(seed),
            result.toString());
    // Both may use all processors, whatever is set for other work.
    builder.environment().remove("OMP_NUM_THREADS");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    if (process.waitFor() != 0 || said.isEmpty()) {
      System.out.println(rival.method() + ": Python's library is missing or failed");
      return null;
    }
    String[] lines = said.split("\\R");
    double seconds = Double.parseDouble(lines[lines.length - 1].split(" ")[0]);
    return judge(seconds, rows, read(result));
  }

  private static Run median(List<Run> runs) {
    return new Run(
        middle(runs.stream().mapToDouble(Run::seconds).toArray()),
        middle(runs.stream().mapToDouble(Run::divergence).toArray()),
        middle(runs.stream().mapToDouble(Run::trustworthiness).toArray()));
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void print(String method, String whose, Run run) {
    System.out.printf(
        "%-5s %-15s %8.1f s   divergence %.4f   trustworthiness %.4f%n",
        method, whose, run.seconds(), run.divergence(), run.trustworthiness());
  }

  /** Clusters of unequal size, place and shape, with columns that go together. */
  private static double[][] rows(int n, int seed) {
    Random random = new Random(seed);
    int clusters = 20;
    double[][] centres = new double[clusters][COLUMNS];
    double[][][] shapes = new double[clusters][5][COLUMNS];
    for (int k = 0; k < clusters; k++) {
      for (int c = 0; c < COLUMNS; c++) centres[k][c] = 1.5 * random.nextGaussian();
      for (double[] shape : shapes[k])
        for (int c = 0; c < COLUMNS; c++) shape[c] = random.nextGaussian() * (1 + k % 3) / 3;
    }
    double[][] rows = new double[n][COLUMNS];
    for (double[] row : rows) {
      int k = (int) (clusters * Math.pow(random.nextDouble(), 1.5));
      for (int c = 0; c < COLUMNS; c++) row[c] = centres[k][c] + 0.3 * random.nextGaussian();
      for (double[] shape : shapes[k]) {
        double along = random.nextGaussian();
        for (int c = 0; c < COLUMNS; c++) row[c] += along * shape[c];
      }
    }
    return rows;
  }

  private static double[][] read(Path csv) throws IOException {
    try (var lines = Files.lines(csv)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    }
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
