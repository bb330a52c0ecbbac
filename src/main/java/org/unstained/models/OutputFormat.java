package org.unstained.models;

import java.util.Locale;

/** What a network returns. N is the batch, K the number of classes. */
public enum OutputFormat {
  /**
   * Detection: score maps (N, K, h, w) as logits, which the logistic function makes probabilities,
   * each class by itself; and distances left, top, right and bottom (N, 4, h, w) in pixels of the
   * input, from the middle of a place to the sides of its box, 0 or more.
   */
  MAPS(ModelTask.DETECTION),
  /**
   * Detection: boxes (n, 4) as x1, y1, x2, y2 in pixels of the input, scores (n) as probabilities,
   * classes (n) as numbers from {@link ModelOutput#firstClass}.
   */
  BOXES(ModelTask.DETECTION),
  /** Classification: (N, K), any numbers; softmax makes them probabilities. */
  LOGITS(ModelTask.CLASSIFICATION),
  /** Classification: (N, K), 0–1, each row sums to 1. */
  PROBABILITIES(ModelTask.CLASSIFICATION),
  /**
   * Classification by measurements instead of pixels: no network, but a classifier in JSON that
   * takes one number for each channel of the input, which are columns of the table of cells.
   */
  MEASURED(ModelTask.CLASSIFICATION);

  private final ModelTask task;

  OutputFormat(ModelTask task) {
    this.task = task;
  }

  public ModelTask task() {
    return task;
  }

  /** The word in rdf.yaml. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
