package org.unstained.workflow.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.unstained.embedding.EmbeddingProgress;
import org.unstained.embedding.PrincipalAxes;

/**
 * Cells as points of a plane and in clusters. The same cells, settings and seed give the same.
 *
 * @param method that placed them
 * @param points one a cell, n × 2
 * @param clusters of the cells
 * @param notes a sentence for each thing that people should know
 */
public record Exploration(
    EmbeddingMethod method, double[][] points, FoundClusters clusters, List<String> notes) {

  /** The part of the work that is placing. */
  private static final double PLACING = 0.9;

  /**
   * @param progress hears how far it is and sees the points on their way
   * @throws CancellationException if {@code progress} ended it
   * @throws IllegalArgumentException if there are too few cells for the settings, or no feature
   *     tells cells apart
   */
  public static Exploration of(
      FeatureTable features,
      EmbeddingOptions placing,
      ClusterOptions clustering,
      EmbeddingProgress progress) {
    Prepared prepared = prepare(features, placing);
    boolean clusters = clustering.method() != ClusterOptions.Method.NONE;
    double share = clusters ? PLACING : 1;
    double[][] points =
        placing
            .embedding(prepared.rows.length)
            .embed(prepared.rows, (part, now) -> progress.at(share * part, now));
    return new Exploration(
        placing.method(),
        points,
        FoundClusters.of(
            clustering.onPlane() ? points : prepared.rows,
            clustering,
            part -> progress.at(share + (1 - share) * part, null)),
        prepared.notes);
  }

  /** The same points with other clusters. */
  public Exploration with(
      FeatureTable features,
      EmbeddingOptions placing,
      ClusterOptions clustering,
      EmbeddingProgress progress) {
    Prepared prepared = prepare(features, placing);
    return new Exploration(
        method,
        points,
        FoundClusters.of(
            clustering.onPlane() ? points : prepared.rows,
            clustering,
            part -> progress.at(part, null)),
        prepared.notes);
  }

  private record Prepared(double[][] rows, List<String> notes) {}

  private static Prepared prepare(FeatureTable features, EmbeddingOptions placing) {
    if (features.rows().length < 3)
      throw new IllegalArgumentException(
          "%d cells are too few to explore. Take 3 or more, of several images for instance."
              .formatted(features.rows().length));
    FeatureTable useful = features.useful();
    double[][] rows = useful.standard();
    List<String> notes = new ArrayList<>(useful.notes());
    int d = useful.columns().size();
    if (placing.components() > 0 && d > placing.components()) {
      rows = PrincipalAxes.of(rows, placing.components()).apply(rows);
      notes.add(
          "%d features were reduced to %d principal components first."
              .formatted(d, rows[0].length));
    }
    return new Prepared(rows, notes);
  }
}
