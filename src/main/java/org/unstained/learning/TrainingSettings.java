package org.unstained.learning;

/**
 * How a network is trained: AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) with a one-cycle
 * rate (Smith and Topin 2019, arXiv:1708.07120) and averaged weights.
 *
 * @param epochs from 1
 * @param batch examples a step, from 1; the examples of an epoch are shared out evenly
 * @param rate greatest learning rate, above 0
 * @param weightDecay from 0; kernels and gains alike
 * @param averaging part of the averaged weights that stays at each step, 0 (no averaging) to below
 *     1; less in the first steps
 * @param patience epochs without a better validation score after which training stops, from 1
 * @param seed of everything random
 * @throws IllegalArgumentException if a number is out of range
 */
public record TrainingSettings(
    int epochs,
    int batch,
    double rate,
    double weightDecay,
    double averaging,
    int patience,
    long seed) {
  private static final double WARM_UP = 0.25;
  private static final double START = 1.0 / 25;
  private static final double END = 1e-3;

  public TrainingSettings {
    if (epochs < 1 || batch < 1 || patience < 1)
      throw new IllegalArgumentException(
          "Epochs, batch and patience are 1 or more, got %d, %d and %d"
              .formatted(epochs, batch, patience));
    if (!(rate > 0 && rate <= 10))
      throw new IllegalArgumentException("A learning rate is above 0, up to 10, got " + rate);
    if (!(weightDecay >= 0 && weightDecay <= 1))
      throw new IllegalArgumentException("Weight decay is 0 to 1, got " + weightDecay);
    if (!(averaging >= 0 && averaging < 1))
      throw new IllegalArgumentException("Averaging is 0 to below 1, got " + averaging);
  }

  public static TrainingSettings defaults() {
    return new TrainingSettings(60, 8, 0.003, 0.01, 0.99, 20, 1);
  }

  public TrainingSettings withEpochs(int number) {
    return new TrainingSettings(number, batch, rate, weightDecay, averaging, patience, seed);
  }

  public TrainingSettings withBatch(int examples) {
    return new TrainingSettings(epochs, examples, rate, weightDecay, averaging, patience, seed);
  }

  public TrainingSettings withRate(double greatest) {
    return new TrainingSettings(epochs, batch, greatest, weightDecay, averaging, patience, seed);
  }

  public TrainingSettings withPatience(int number) {
    return new TrainingSettings(epochs, batch, rate, weightDecay, averaging, number, seed);
  }

  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(epochs, batch, rate, weightDecay, averaging, patience, other);
  }

  /**
   * The rate at a step: up along a cosine from a 25th in the first quarter of the run, then down to
   * a thousandth of the greatest.
   */
  double rate(long step, long steps) {
    double at = steps < 2 ? 1 : (double) step / (steps - 1);
    return at < WARM_UP
        ? between(START, 1, at / WARM_UP)
        : between(1, END, (at - WARM_UP) / (1 - WARM_UP));
  }

  private double between(double from, double to, double part) {
    return rate * (to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2);
  }
}
