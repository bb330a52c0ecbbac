package org.unstained.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.unstained.embedding.Embedding;
import org.unstained.embedding.EmbeddingProgress;
import org.unstained.embedding.KullbackLeibler;
import org.unstained.embedding.TSne;
import org.unstained.embedding.Trustworthiness;
import org.unstained.embedding.Umap;

/** t-SNE and UMAP; how true the points are is judged by our exact code, for both. */
final class EmbeddingSpeed implements Part {
  private static final int ROWS = 5_000;
  private static final int COLUMNS = 50;
  private static final int CLUSTERS = 20;
  private static final int TRUSTED = 15;
  private static final double PERPLEXITY = 30;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    double[][] rows = Rows.uneven(effort.size(ROWS, ROWS / 5), COLUMNS, CLUSTERS);
    Path folder = Files.createTempDirectory("embedding");
    Path csv = folder.resolve("rows.csv");
    Path points = folder.resolve("points.csv");
    try {
      Rows.write(rows, csv);
      report.accept(
          "## Embeddings\n\n%,d rows of %d columns. Found: Kullback-Leibler divergence at perplexity %.0f (less is better), trustworthiness for %d neighbours.\n\n"
              .formatted(rows.length, COLUMNS, PERPLEXITY, TRUSTED));
      TSne tsne = TSne.DEFAULT.withPerplexity(PERPLEXITY);
      compare("t-SNE", "tsne", PERPLEXITY, tsne, rows, csv, points, effort, report);
      Umap umap = new Umap(1);
      compare("UMAP", "umap", Umap.NEIGHBOURS, umap, rows, csv, points, effort, report);
    } finally {
      Files.deleteIfExists(points);
      Files.delete(csv);
      Files.delete(folder);
    }
  }

  private static void compare(
      String name,
      String method,
      double number,
      Embedding ours,
      double[][] rows,
      Path csv,
      Path points,
      Effort effort,
      Consumer<String> report)
      throws Exception {
    // A short run lets the compiler work before anything is timed.
    ours.embed(Rows.uneven(500, COLUMNS, CLUSTERS), EmbeddingProgress.NONE);
    try (Peer peer = Peer.start("embedding", method, csv, number, points)) {
      Contender theirs =
          Peer.contender(method.equals("tsne") ? "scikit-learn" : "umap-learn", peer);
      Contender judged =
          theirs.missing() != null
              ? theirs
              : Contender.of(
                  theirs.name(),
                  () -> {
                    Turn turn = theirs.work().call();
                    return new Turn(turn.seconds(), judge(rows, Rows.read(points)));
                  });
      report.accept(
          new Comparison(name, 0, effort.turns(3))
              .with(
                  Contender.of(
                      "ours",
                      () -> {
                        long start = System.nanoTime();
                        double[][] found = ours.embed(rows, EmbeddingProgress.NONE);
                        double seconds = (System.nanoTime() - start) / 1e9;
                        return new Turn(seconds, judge(rows, found));
                      }))
              .with(judged)
              .run());
    }
  }

  private static String judge(double[][] rows, double[][] points) {
    return String.format(
        Locale.ROOT,
        "%.3f, %.4f",
        KullbackLeibler.divergence(rows, PERPLEXITY, points),
        Trustworthiness.of(rows, points, TRUSTED));
  }
}
