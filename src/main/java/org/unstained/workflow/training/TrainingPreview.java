package org.unstained.workflow.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.NetworkScale;
import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.ClassBalance;
import org.unstained.learning.Lessons;
import org.unstained.learning.ModelDraft;
import org.unstained.learning.Windows;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;
import org.unstained.workflow.planes.InputChannels;

/** What can be looked at before a training: its classes, and what the network will be shown. */
public final class TrainingPreview {
  private TrainingPreview() {}

  /** Images that are opened for a preview, at most. */
  private static final int OPENED = 24;

  /** Counts cells without opening an image. */
  public static ClassBalance balance(TrainingImages images) {
    return ClassBalance.of(
        images.training().stream().map(TrainingImage::classes).toList(),
        images.validation().stream().map(TrainingImage::classes).toList());
  }

  /**
   * Crops of a classifier's training images.
   *
   * @param channels the user's choice, see {@link InputChannels}
   * @param rows examples, at most
   * @param variants of each
   * @param seed of the choice and the changes
   * @throws IOException if an image can't be read
   */
  public static AugmentationPreview crops(
      ModelDraft draft,
      String channels,
      TrainingImages images,
      Lessons lessons,
      int rows,
      int variants,
      long seed)
      throws IOException {
    ModelDescription model = draft.untrained(ModelTask.CLASSIFICATION, ModelOutput.ofLogits(false));
    List<TrainingImage> some = some(images.training(), OPENED, seed);
    return AugmentationPreview.ofCrops(
        TrainWorkflow.planes(some, model, channels),
        ClassifierFormat.of(model),
        lessons,
        rows,
        variants,
        seed);
  }

  /** Windows of a detector's training images; parameters and errors as {@link #crops}. */
  public static AugmentationPreview windows(
      ModelDraft draft,
      String channels,
      TrainingImages images,
      Windows windows,
      int rows,
      int variants,
      long seed)
      throws IOException {
    ModelDescription model =
        draft.untrained(ModelTask.DETECTION, new ModelOutput(OutputFormat.MAPS, 4));
    List<TrainingImage> some = some(images.training(), rows, seed);
    return AugmentationPreview.ofWindows(
        TrainWorkflow.planes(some, model, channels),
        draft.classes(),
        NetworkScale.of(model.input()),
        windows,
        variants,
        seed);
  }

  /** Drawn images with cells, first those that show a class that none before shows. */
  private static List<TrainingImage> some(List<TrainingImage> images, int most, long seed) {
    List<TrainingImage> drawn = new ArrayList<>(images);
    drawn.removeIf(image -> image.classes().isEmpty());
    Collections.shuffle(drawn, new Random(seed));
    List<TrainingImage> some = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (TrainingImage image : drawn) if (seen.addAll(image.classes())) some.add(image);
    for (TrainingImage image : drawn)
      if (some.size() < most && !some.contains(image)) some.add(image);
    return some.subList(0, Math.min(most, some.size()));
  }
}
