package org.unstained.models;

/** What a model does. */
public enum ModelTask {
  /** Finds cells in a plane: boxes, classes, scores. */
  DETECTION,
  /** Says what one cell is, from a crop. */
  CLASSIFICATION;

  /** The word in rdf.yaml. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
