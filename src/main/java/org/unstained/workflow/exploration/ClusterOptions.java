package org.unstained.workflow.exploration;

/**
 * How cells come to be in clusters.
 *
 * @param method none, k-means or DBSCAN
 * @param k k-means: how many clusters; 0 for {@code choice}
 * @param choice k-means: by what their number is chosen
 * @param eps DBSCAN: how far cells of a cluster are from one another; 0 for the knee of the
 *     k-distance curve
 * @param minPoints DBSCAN: how many cells are as near as that to a cell within a cluster, 2 or more
 * @param onPlane whether clusters are sought on the embedded plane, not among the features
 * @param seed of k-means
 */
public record ClusterOptions(
    Method method, int k, Choice choice, double eps, int minPoints, boolean onPlane, long seed) {

  /** No clusters are looked for. */
  public static final ClusterOptions NONE =
      new ClusterOptions(Method.NONE, 0, Choice.SILHOUETTE, 0, 5, false, 1);

  /** Ways to find clusters. */
  public enum Method {
    NONE("None"),
    KMEANS("k-means"),
    DBSCAN("DBSCAN");

    private final String title;

    Method(String title) {
      this.title = title;
    }

    /** As it stands in macros. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** By what the number of clusters is chosen. */
  public enum Choice {
    SILHOUETTE,
    KNEE;

    /** As it stands in macros. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The same with the number of clusters that a text says.
   *
   * @param text a number of 1 or more, {@code silhouette} or {@code knee}
   * @throws IllegalArgumentException if it says something else
   */
  public ClusterOptions withK(String text) {
    String word = text.strip();
    for (Choice one : Choice.values())
      if (one.key().equalsIgnoreCase(word))
        return new ClusterOptions(method, 0, one, eps, minPoints, onPlane, seed);
    if (!word.matches("[1-9]\\d{0,4}"))
      throw new IllegalArgumentException(
          "'k' can't be '%s': it takes a whole number of 1 or more, or knee or silhouette to choose it."
              .formatted(text));
    return new ClusterOptions(
        method, Integer.parseInt(word), choice, eps, minPoints, onPlane, seed);
  }
}
