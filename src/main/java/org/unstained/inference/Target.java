package org.unstained.inference;

import org.unstained.inference.ClassifierFormat.Output;

/**
 * The number that is explained, of what a network returns for a crop: the output of a class or the
 * logarithm of its probability.
 *
 * @param outputs numbers that the network returns for a crop
 * @param type which of them
 * @param logits whether a softmax makes them probabilities
 * @param logarithm the logarithm of the probability, or the output itself; of networks that return
 *     probabilities always the former
 */
record Target(int outputs, int type, boolean logits, boolean logarithm) {
  private static final double LEAST = 1e-12;

  static Target of(ClassifierFormat format, float[] returned, int type, boolean logarithm) {
    boolean logits =
        format.output() == Output.LOGITS
            || format.output() == Output.AUTO
                && !CellClassifier.areProbabilities(returned, format.outputs());
    return new Target(format.outputs(), type, logits, logarithm);
  }

  /** For each crop. */
  double[] of(float[] returned) {
    double[] all = new double[returned.length / outputs];
    for (int i = 0; i < all.length; i++) all[i] = of(returned, i * outputs);
    return all;
  }

  private double of(float[] returned, int at) {
    double own = returned[at + type];
    if (!logits) return Math.log(Math.max(LEAST, own));
    if (!logarithm) return own;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < outputs; k++) greatest = Math.max(greatest, returned[at + k]);
    double sum = 0;
    for (int k = 0; k < outputs; k++) sum += Math.exp(returned[at + k] - greatest);
    return own - greatest - Math.log(sum);
  }
}
