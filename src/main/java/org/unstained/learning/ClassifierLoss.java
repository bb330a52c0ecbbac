package org.unstained.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Cross-entropy of a classifier's logits with label smoothing and class weights: the mean over the
 * batch of −Σ t·log p, weighted by the weight of each crop's class. The target t is 1 − smoothing +
 * smoothing/n for the crop's class and smoothing/n for the others (Szegedy et al. 2016,
 * doi:10.1109/CVPR.2016.308).
 */
final class ClassifierLoss {
  private ClassifierLoss() {}

  /**
   * @param logits (B, classes)
   * @param types class of each crop
   * @param smoothing 0 to below 1
   * @param weights of each class, 0 or more
   * @return a single number with its gradient
   * @throws IllegalArgumentException if the shape doesn't fit, a class isn't there, or no crop of
   *     the batch has a weight
   */
  static NDArray of(NDArray logits, int[] types, double smoothing, double[] weights) {
    int classes = weights.length;
    Shape shape = new Shape(types.length, classes);
    if (!logits.getShape().equals(shape))
      throw new IllegalArgumentException(
          "The network returned %s; logits %s are needed to train a classifier"
              .formatted(logits.getShape(), shape));
    if (!(smoothing >= 0 && smoothing < 1))
      throw new IllegalArgumentException("Smoothing is 0 to below 1, got " + smoothing);
    float[] targets = new float[types.length * classes];
    double sum = 0;
    for (int type : types) {
      if (type < 0 || type >= classes)
        throw new IllegalArgumentException(
            "A crop has class %d and the network has %d classes, from 0".formatted(type, classes));
      sum += weights[type];
    }
    if (!(sum > 0)) throw new IllegalArgumentException("No crop of the batch has a weight above 0");
    for (int i = 0; i < types.length; i++)
      for (int c = 0; c < classes; c++) {
        double t = smoothing / classes + (c == types[i] ? 1 - smoothing : 0);
        targets[i * classes + c] = (float) (t * weights[types[i]] / sum);
      }
    return logits.logSoftmax(1).mul(logits.getManager().create(targets, shape)).sum().neg();
  }
}
