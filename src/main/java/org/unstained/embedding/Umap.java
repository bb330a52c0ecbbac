package org.unstained.embedding;

/**
 * UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426, doi:10.21105/joss.00861): neighbours of
 * the features stay neighbours in the plane. Distances are Euclidean, neighbours exact. Unlike
 * umap-learn each cell moves itself only, by where the others were before, so the same seed gives
 * the same points for any number of threads.
 *
 * @param neighbours of each cell, itself counted; few show fine structure, many the whole. 2 or
 *     more, less than there are cells
 * @param minimumDistance how close points may lie, 0–0.99, in a plane where near neighbours are
 *     about 1 apart
 * @param epochs rounds of moving; 0 for 500 up to 10,000 cells and 200 beyond
 * @param seed of all chances
 */
public record Umap(int neighbours, double minimumDistance, int epochs, long seed)
    implements Embedding {
  public static final int NEIGHBOURS = 15;
  public static final double MINIMUM_DISTANCE = 0.1;

  private static final int FEW_CELLS = 10_000;
  private static final int MANY_EPOCHS = 500;
  private static final int FEW_EPOCHS = 200;

  /** With {@value #NEIGHBOURS} neighbours, {@value #MINIMUM_DISTANCE} apart. */
  public Umap(long seed) {
    this(NEIGHBOURS, MINIMUM_DISTANCE, 0, seed);
  }

  public Umap {
    if (neighbours < 2)
      throw new IllegalArgumentException("UMAP needs 2 neighbours or more, got " + neighbours);
    if (!(minimumDistance >= 0 && minimumDistance <= 0.99))
      throw new IllegalArgumentException(
          "The minimum distance of UMAP must be 0–0.99, got " + minimumDistance);
    if (epochs < 0)
      throw new IllegalArgumentException(
          "UMAP needs 1 epoch or more, or 0 to choose by itself, got " + epochs);
  }

  @Override
  public double[][] embed(double[][] rows, EmbeddingProgress progress) {
    FeatureRows.columns(rows);
    if (rows.length <= neighbours)
      throw new IllegalArgumentException(
          "UMAP with %d neighbours needs more than %d cells, got %d; take fewer neighbours"
              .formatted(neighbours, neighbours, rows.length));
    int rounds = epochs > 0 ? epochs : rows.length <= FEW_CELLS ? MANY_EPOCHS : FEW_EPOCHS;
    Neighbours near = Neighbours.of(rows, neighbours - 1, progress.between(0, 0.3));
    FuzzyGraph graph = FuzzyGraph.of(near).without(1.0 / rounds);
    progress.report(0.32, null);
    double[][] points = SpectralLayout.of(graph, rows, seed, progress.between(0.32, 0.4));
    new UmapRounds(graph, UmapCurve.fit(minimumDistance, 1), rounds, seed)
        .run(points, progress.between(0.4, 1));
    return points;
  }
}
