package org.unstained.workflow.exploration;

import java.util.Arrays;

/** How cells are placed in the plane. */
public enum EmbeddingMethod {
  PCA("pca", "PCA", "pc"),
  TSNE("tsne", "t-SNE", "tsne"),
  UMAP("umap", "UMAP", "umap");

  private final String key;
  private final String title;
  private final String axis;

  EmbeddingMethod(String key, String title, String axis) {
    this.key = key;
    this.title = title;
    this.axis = axis;
  }

  /** As it stands in macros. */
  public String key() {
    return key;
  }

  /** For people. */
  @Override
  public String toString() {
    return title;
  }

  /** The column of x (0) or y (1) in tables. */
  public String column(int axisNumber) {
    return axis + "_" + (axisNumber + 1);
  }

  /** The name of x (0) or y (1) for people. */
  public String axis(int axisNumber) {
    return (this == PCA ? "Principal component " : title + " ") + (axisNumber + 1);
  }

  /**
   * @throws IllegalArgumentException if there is none of this name
   */
  public static EmbeddingMethod of(String key) {
    return Arrays.stream(values())
        .filter(m -> m.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no embedding '" + key + "'."));
  }
}
