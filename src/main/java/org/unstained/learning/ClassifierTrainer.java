package org.unstained.learning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.unstained.learning.NetworkTrainer.Batch;

/** Trains a classifier that returns logits. */
public final class ClassifierTrainer {
  private ClassifierTrainer() {}

  /**
   * Trains until the epochs are over, the score stays, or it is cancelled.
   *
   * @param crops of one size, at least the lessons'
   * @throws IllegalArgumentException if there is no crop, sizes or channels differ, a value isn't
   *     finite, or a class has no crop
   * @throws IOException if the network can't be trained, the loss isn't finite, or the folder can't
   *     be written
   */
  public static TrainingResult train(
      TrainingJob job,
      List<LabelledCrop> crops,
      Lessons lessons,
      ValidationScore validation,
      TrainingProgress progress,
      BooleanSupplier canceled)
      throws IOException {
    if (crops.isEmpty())
      throw new IllegalArgumentException(
          "There is no crop to learn from; choose a folder with crops by class");
    LabelledCrop first = crops.get(0);
    for (LabelledCrop crop : crops) {
      TrainingValues.check(crop.name(), crop.channels(), first.channels().size());
      if (crop.width() != first.width() || crop.height() != first.height())
        throw new IllegalArgumentException(
            "%s has %d x %d pixels and the first crop %d x %d; bring them to one size"
                .formatted(
                    crop.name(), crop.width(), crop.height(), first.width(), first.height()));
    }
    int[] types = crops.stream().mapToInt(LabelledCrop::type).toArray();
    job.requireClasses(types, "crop");
    double[] weights = new double[job.classes().size()];
    Arrays.fill(weights, 1);
    if (!lessons.weights().isEmpty()) {
      if (lessons.weights().size() != weights.length)
        throw new IllegalArgumentException(
            "There are %d classes and weights for %d"
                .formatted(weights.length, lessons.weights().size()));
      weights = lessons.weights().stream().mapToDouble(w -> w).toArray();
    }
    double[] classWeights = weights;
    long seed = job.settings().seed();
    return RunTrainer.train(
        job,
        epoch -> {
          int[] chosen = lessons.sampling().epoch(types, new Random(Seeds.mix(seed, epoch, 0)));
          List<Callable<Batch>> batches = new ArrayList<>();
          for (int[] part : TrainingValues.parts(chosen.length, job.settings().batch()))
            batches.add(
                () -> {
                  List<LabelledCrop> changed = new ArrayList<>();
                  for (int i = part[0]; i < part[1]; i++) {
                    Random random = new Random(Seeds.mix(seed, epoch, i + 1));
                    changed.add(lessons.of(crops.get(chosen[i]), random));
                  }
                  return batch(changed, lessons.smoothing(), classWeights);
                });
          return batches;
        },
        lessons + " " + Arrays.hashCode(types),
        validation,
        progress,
        canceled);
  }

  private static Batch batch(List<LabelledCrop> crops, double smoothing, double[] weights) {
    LabelledCrop first = crops.get(0);
    int[] types = crops.stream().mapToInt(LabelledCrop::type).toArray();
    return new Batch(
        TrainingValues.joined(crops.stream().map(LabelledCrop::channels).toList()),
        crops.size(),
        first.channels().size(),
        first.height(),
        first.width(),
        out -> ClassifierLoss.of(out.get(0), types, smoothing, weights));
  }
}
