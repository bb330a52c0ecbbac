package org.unstained.embedding;

/**
 * t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008, Journal of Machine
 * Learning Research 9:2579) with the approximation of Barnes and Hut (van der Maaten 2014, ibid.
 * 15:3221): near rows become near points. Who is whose neighbour is to be trusted; distances
 * between groups, their sizes and their densities aren't.
 *
 * <p>It starts from the first two principal components (Kobak and Berens 2019,
 * doi:10.1038/s41467-019-13056-x) or from chance; affinities are exaggerated during the first
 * quarter, at most 250 iterations, with a momentum of 0.5, afterwards 0.8; each coordinate has a
 * gain as in Jacobs 1988.
 *
 * @param perplexity about how many neighbours a row minds, 1 to (n − 1) / 3
 * @param learningRate of the whole gradient with its factor 4, as in the papers and scikit-learn; 0
 *     for n / exaggeration / 4, but 50 at least (Belkina et al. 2019,
 *     doi:10.1038/s41467-019-13055-y), and n / 4 once nothing is exaggerated any more (Poličar et
 *     al. 2024, doi:10.18637/jss.v109.i03)
 * @param iterations 1 or more
 * @param exaggeration of the affinities at first, 1 or more
 * @param components to which rows with more columns are reduced first (their first principal
 *     components); 0 for no reduction
 * @param start where points are at first
 * @param seed of a start by chance
 */
public record TSne(
    double perplexity,
    double learningRate,
    int iterations,
    double exaggeration,
    int components,
    Start start,
    long seed)
    implements Embedding {

  /** Where points are at first. */
  public enum Start {
    /** Along the first two principal components, very close together. */
    PRINCIPAL_PLANE,
    /** By chance, very close together. */
    RANDOM
  }

  /** What suits most tables of cells. */
  public static final TSne DEFAULT = new TSne(30, 0, 1000, 12, 50, Start.PRINCIPAL_PLANE, 1);

  /**
   * Perplexity and learning rate of Wang et al.'s pictures of tumour cells and white blood cells
   * (CTC paper).
   */
  public static final TSne CTC_PAPER = new TSne(50, 100, 1000, 12, 50, Start.PRINCIPAL_PLANE, 1);

  public TSne {
    if (!(perplexity >= 1) || !Double.isFinite(perplexity))
      throw new IllegalArgumentException("Perplexity must be 1 or more, got " + perplexity);
    if (!(learningRate >= 0) || !Double.isFinite(learningRate))
      throw new IllegalArgumentException(
          "Learning rate must be positive, or 0 for automatic, got " + learningRate);
    if (iterations < 1)
      throw new IllegalArgumentException("Iterations must be 1 or more, got " + iterations);
    if (!(exaggeration >= 1) || !Double.isFinite(exaggeration))
      throw new IllegalArgumentException("Exaggeration must be 1 or more, got " + exaggeration);
    if (components < 0 || components == 1)
      throw new IllegalArgumentException(
          "Components must be 2 or more, or 0 for all columns, got " + components);
    if (start == null) throw new IllegalArgumentException("There is no start");
  }

  /** The greatest perplexity for so many rows; below 1 if they are too few for t-SNE. */
  public static double largestPerplexity(int rows) {
    return Affinities.largestPerplexity(rows);
  }

  public TSne withPerplexity(double value) {
    return new TSne(value, learningRate, iterations, exaggeration, components, start, seed);
  }

  public TSne withLearningRate(double value) {
    return new TSne(perplexity, value, iterations, exaggeration, components, start, seed);
  }

  public TSne withIterations(int value) {
    return new TSne(perplexity, learningRate, value, exaggeration, components, start, seed);
  }

  public TSne withStart(Start value) {
    return new TSne(perplexity, learningRate, iterations, exaggeration, components, value, seed);
  }

  public TSne withSeed(long value) {
    return new TSne(perplexity, learningRate, iterations, exaggeration, components, start, value);
  }

  /**
   * @param progress hears each iteration with the points by then
   * @throws IllegalArgumentException if there are fewer than 4 rows or too few for the perplexity
   * @throws IllegalStateException if the learning rate is so large that points fly apart
   */
  @Override
  public double[][] embed(double[][] rows, EmbeddingProgress progress) {
    int columns = FeatureRows.columns(rows);
    Affinities.check(rows.length, perplexity);
    progress.report(0, null);
    double[][] reduced = rows;
    if (components > 0 && columns > components)
      reduced = PrincipalAxes.of(rows, components).apply(rows);
    Affinities near = Affinities.of(reduced, perplexity, progress.between(0, 0.1));
    Descent descent = new Descent(near, StartingPoints.of(reduced, start, seed));
    int exaggerated = Math.min(250, iterations / 4);
    for (int i = 0; i < iterations; i++) {
      if (i < exaggerated) descent.step(exaggeration, 0.5, rate(rows.length, exaggeration));
      else descent.step(1, 0.8, rate(rows.length, 1));
      progress.report(0.1 + 0.9 * (i + 1) / iterations, descent.points());
    }
    return descent.points();
  }

  private double rate(int rows, double exaggeration) {
    return learningRate > 0 ? learningRate : Math.max(50, rows / exaggeration / 4);
  }
}
