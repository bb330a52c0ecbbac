package org.unstained.learning;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a network is trained.
 *
 * @param epochs from 1
 * @param batch examples a step, from 1; the examples of an epoch are shared out evenly
 * @param optimizer see {@link Optimizer}
 * @param schedule see {@link Schedule}
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
    Optimizer optimizer,
    Schedule schedule,
    double rate,
    double weightDecay,
    double averaging,
    int patience,
    long seed) {

  /** How gradients change the weights. */
  public enum Optimizer {
    /** Weight decay apart from the gradient (Loshchilov and Hutter 2019, arXiv:1711.05101). */
    ADAMW,
    /** Weight decay within the gradient (Kingma and Ba 2015, arXiv:1412.6980). */
    ADAM
  }

  /** How the learning rate changes over a run. */
  public enum Schedule {
    /**
     * Up along a cosine from a 25th in the first quarter of the run, then down to a thousandth
     * (Smith and Topin 2019, arXiv:1708.07120).
     */
    ONE_CYCLE {
      @Override
      double part(double at) {
        return at < 0.25 ? between(1.0 / 25, 1, at / 0.25) : between(1, 1e-3, (at - 0.25) / 0.75);
      }
    },
    /**
     * Straight up in the first 20th of the run, a tenth after its half, and a hundredth after three
     * quarters.
     */
    STEP {
      @Override
      double part(double at) {
        double warm = Math.min(1, (at + 1e-3) / 0.05);
        return warm * (at < 0.5 ? 1 : at < 0.75 ? 0.1 : 0.01);
      }
    };

    /** Of the greatest rate, at a part of the run, 0–1. */
    abstract double part(double at);

    private static double between(double from, double to, double part) {
      return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
    }
  }

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

  /** AdamW with one cycle. */
  public TrainingSettings(
      int epochs,
      int batch,
      double rate,
      double weightDecay,
      double averaging,
      int patience,
      long seed) {
    this(
        epochs,
        batch,
        Optimizer.ADAMW,
        Schedule.ONE_CYCLE,
        rate,
        weightDecay,
        averaging,
        patience,
        seed);
  }

  public static TrainingSettings defaults() {
    return new TrainingSettings(60, 8, 0.003, 0.01, 0.99, 20, 1);
  }

  public TrainingSettings withEpochs(int number) {
    return with(number, batch, rate, patience, seed);
  }

  public TrainingSettings withBatch(int examples) {
    return with(epochs, examples, rate, patience, seed);
  }

  public TrainingSettings withRate(double greatest) {
    return with(epochs, batch, greatest, patience, seed);
  }

  public TrainingSettings withPatience(int number) {
    return with(epochs, batch, rate, number, seed);
  }

  public TrainingSettings withSeed(long other) {
    return with(epochs, batch, rate, patience, other);
  }

  private TrainingSettings with(int number, int examples, double greatest, int wait, long random) {
    return new TrainingSettings(
        number, examples, optimizer, schedule, greatest, weightDecay, averaging, wait, random);
  }

  /** The rate at a step of a run. */
  double rate(long step, long steps) {
    return rate * schedule.part(steps < 2 ? 1 : (double) step / (steps - 1));
  }

  /** For the record of a training; without the seed, which has its own place there. */
  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("epochs", Integer.toString(epochs));
    all.put("batch", Integer.toString(batch));
    all.put("optimizer", optimizer.name().toLowerCase(Locale.ROOT));
    all.put("schedule", schedule.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    all.put("rate", Double.toString(rate));
    all.put("weight decay", Double.toString(weightDecay));
    all.put("averaging", Double.toString(averaging));
    all.put("patience", Integer.toString(patience));
    return all;
  }
}
