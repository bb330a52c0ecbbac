package org.unstained.embedding;

/**
 * Rows along their first two principal components: the plane that keeps most of their variance. How
 * much it keeps, {@link PrincipalAxes} says. A row or column alone is enough; what isn't there is
 * 0.
 */
public record PrincipalPlane() implements Embedding {

  @Override
  public double[][] embed(double[][] rows, EmbeddingProgress progress) {
    progress.report(0, null);
    double[][] points = PrincipalAxes.of(rows, 2).apply(rows);
    progress.report(1, points);
    return points;
  }
}
