package org.unstained.learning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.unstained.learning.NetworkTrainer.Batch;

/** Trains a detector whose maps have a stride of 4, as the networks of this suite. */
public final class DetectorTrainer {
  private static final int STRIDE = 4;
  private static final double ANYWHERE = 0.1;

  private DetectorTrainer() {}

  /** A window to cut: around a cell, or anywhere (-1). */
  private record Target(int picture, int box) {}

  /**
   * Trains until the epochs are over, the score stays, or it is cancelled.
   *
   * @throws IllegalArgumentException if there is no picture, their channels differ, a value isn't
   *     finite, or a class has no cell
   * @throws IOException if the network can't be trained, the loss isn't finite, or the folder can't
   *     be written
   */
  public static TrainingResult train(
      TrainingJob job,
      List<LabelledPicture> pictures,
      Windows windows,
      ValidationScore validation,
      TrainingProgress progress,
      BooleanSupplier canceled)
      throws IOException {
    if (pictures.isEmpty())
      throw new IllegalArgumentException(
          "There is no picture to learn from; choose a folder with annotated images");
    List<Target> cells = new ArrayList<>();
    List<Target> whole = new ArrayList<>();
    for (int p = 0; p < pictures.size(); p++) {
      LabelledPicture picture = pictures.get(p);
      TrainingValues.check(picture.name(), picture.channels(), pictures.get(0).channels().size());
      whole.add(new Target(p, -1));
      for (int b = 0; b < picture.boxes().size(); b++) cells.add(new Target(p, b));
    }
    int[] types =
        cells.stream().mapToInt(t -> pictures.get(t.picture).boxes().get(t.box).type()).toArray();
    job.requireClasses(types, "picture");
    boolean each = windows.sampling().rule() == Sampling.Rule.EACH;
    List<Target> targets = each ? whole : cells;
    int[] classes = each ? new int[whole.size()] : types;
    long seed = job.settings().seed();
    int batch = job.settings().batch();
    return RunTrainer.train(
        job,
        epoch -> {
          int[] chosen = windows.sampling().epoch(classes, new Random(Seeds.mix(seed, epoch, 0)));
          List<Callable<Batch>> batches = new ArrayList<>();
          for (int[] part : TrainingValues.parts(chosen.length, batch))
            batches.add(
                () -> {
                  List<LabelledPicture> cut = new ArrayList<>();
                  for (int i = part[0]; i < part[1]; i++) {
                    Random random = new Random(Seeds.mix(seed, epoch, i + 1));
                    Target target = targets.get(chosen[i]);
                    int focus = random.nextDouble() < ANYWHERE ? -1 : target.box;
                    int side = windows.side();
                    LabelledPicture picture = pictures.get(target.picture);
                    cut.add(windows.augmentation().apply(picture, side, side, focus, random));
                  }
                  return batch(cut, job.classes().size());
                });
          return batches;
        },
        windows + " " + pictures.size() + " " + Arrays.hashCode(types),
        validation,
        progress,
        canceled);
  }

  private static Batch batch(List<LabelledPicture> pictures, int classes) {
    LabelledPicture first = pictures.get(0);
    DetectorTargets targets =
        DetectorTargets.of(
            pictures.stream().map(LabelledPicture::boxes).toList(),
            classes,
            first.width() / STRIDE,
            first.height() / STRIDE,
            STRIDE);
    return new Batch(
        TrainingValues.joined(pictures.stream().map(LabelledPicture::channels).toList()),
        pictures.size(),
        first.channels().size(),
        first.height(),
        first.width(),
        out -> DetectorLoss.of(out, targets));
  }
}
