package org.unstained.workflow.exploration;

import org.unstained.embedding.Embedding;
import org.unstained.embedding.PrincipalPlane;
import org.unstained.embedding.TSne;
import org.unstained.embedding.Umap;

/**
 * How cells come to be points of a plane.
 *
 * @param components features are first reduced to this many principal components if there are more;
 *     0 for never
 * @param perplexity t-SNE: about how many neighbours a cell has; the usual 30 is lowered if there
 *     are too few cells for it
 * @param rate t-SNE: learning rate, 0 for automatic
 * @param iterations t-SNE
 * @param neighbours UMAP: how many of a cell are looked at; the usual 15 is lowered likewise
 * @param distance UMAP: the least distance of points
 * @param seed of all that is random
 */
public record EmbeddingOptions(
    EmbeddingMethod method,
    int components,
    double perplexity,
    double rate,
    int iterations,
    int neighbours,
    double distance,
    long seed) {

  /** Perplexity and learning rate of the paper on circulating tumour cells are 50 and 100. */
  public static final EmbeddingOptions DEFAULTS =
      new EmbeddingOptions(EmbeddingMethod.TSNE, 50, 30, 0, 1000, 15, 0.1, 1);

  /** How much stronger neighbours attract each other at first, as the papers have it. */
  private static final double EXAGGERATION = 12;

  /**
   * @throws IllegalArgumentException if there are too few cells for the settings
   */
  Embedding embedding(int cells) {
    double least = Math.floor(TSne.largestPerplexity(cells));
    // The usual values give way to few cells; others were meant and are refused.
    double perplexity =
        this.perplexity == DEFAULTS.perplexity && least >= 2
            ? Math.min(this.perplexity, least)
            : this.perplexity;
    int neighbours =
        this.neighbours == DEFAULTS.neighbours && cells > 2
            ? Math.min(this.neighbours, cells - 1)
            : this.neighbours;
    return switch (method) {
      case PCA -> new PrincipalPlane();
      case TSNE -> {
        if (perplexity > TSne.largestPerplexity(cells))
          throw new IllegalArgumentException(
              "'perplexity' can't be %s with %,d cells: %s. Take less, or more cells."
                  .formatted(
                      text(perplexity), cells, most(Math.floor(TSne.largestPerplexity(cells)))));
        yield new TSne(
            perplexity, rate, iterations, EXAGGERATION, 0, TSne.Start.PRINCIPAL_PLANE, seed);
      }
      case UMAP -> {
        if (neighbours >= cells)
          throw new IllegalArgumentException(
              "'neighbours' can't be %d with %,d cells: %s. Take less, or more cells."
                  .formatted(neighbours, cells, most(cells - 1.0)));
        yield new Umap(neighbours, distance, 0, seed);
      }
    };
  }

  private static String most(double greatest) {
    return greatest < 2 ? "they are too few for it" : "it takes up to %s".formatted(text(greatest));
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
