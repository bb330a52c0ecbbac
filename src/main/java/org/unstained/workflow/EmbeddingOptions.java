package org.unstained.workflow;

import org.unstained.embedding.Embedding;
import org.unstained.embedding.PrincipalPlane;
import org.unstained.embedding.TSne;
import org.unstained.embedding.Umap;

/**
 * How cells come to be points of a plane.
 *
 * @param components features are first reduced to this many principal components if there are more;
 *     0 for never
 * @param perplexity t-SNE: about how many neighbours a cell has
 * @param rate t-SNE: learning rate, 0 for automatic
 * @param iterations t-SNE
 * @param neighbours UMAP: how many of a cell are looked at
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

  Embedding embedding(int cells) {
    return switch (method) {
      case PCA -> new PrincipalPlane();
      case TSNE -> {
        requireCells(cells, perplexity * 3 + 1, "perplexity", perplexity);
        yield TSne.withDefaults(perplexity, rate, iterations, seed);
      }
      case UMAP -> {
        requireCells(cells, neighbours + 1, "neighbours", neighbours);
        yield new Umap(neighbours, distance, 0, seed);
      }
    };
  }

  private void requireCells(int cells, double needed, String key, double value) {
    if (cells < needed)
      throw new IllegalArgumentException(
          "'%s' can't be %s with %,d cells: %s needs %,.0f cells for it. Take less, or more cells."
              .formatted(
                  key,
                  value == Math.rint(value) ? Long.toString((long) value) : value,
                  cells,
                  method,
                  needed));
  }
}
