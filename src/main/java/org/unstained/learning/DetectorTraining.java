package org.unstained.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.unstained.inference.CellDetector;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.learning.TrainingResult.Epoch;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;

/**
 * The whole training of a detector: from labelled planes to a package. After each epoch the cells
 * of the validation planes are detected just as {@link CellDetector} will do it later; the weights
 * with the best mAP50 are kept, and the score with the best F1 becomes the package's own.
 */
public final class DetectorTraining {
  private DetectorTraining() {}

  /** Detections with less than this score change no figure that is looked at. */
  private static final double LEAST_SCORE = 0.02;

  private static final int TILE = 512;

  /** Part of the network's window by which tiles overlap; the greatest cells fit into a window. */
  private static final int OVERLAP = 128;

  private static final ModelOutput MAPS = new ModelOutput(OutputFormat.MAPS, 4);

  /** Hears how training goes, on the thread that trains. */
  public interface Listener {
    /** After each step. */
    default void step(int epoch, int step, int steps) {}

    /**
     * After each epoch.
     *
     * @param scores on the validation planes
     * @param judged what was found in each of them, in their order
     */
    void epoch(Epoch epoch, DetectionScores scores, List<JudgedImage> judged);
  }

  /**
   * What came of it.
   *
   * @param model the package
   * @param scores of its weights on the validation planes, at its own score
   */
  public record Trained(ModelPackage model, TrainingResult result, DetectionScores scores) {}

  /**
   * Trains and writes the package.
   *
   * @param draft what it will say; its name's key is the name of the folder
   * @param start weights to begin with
   * @param folder for the checkpoint and the package; a checkpoint that lies there is gone on with
   * @param canceled the best weights so far become the package
   * @throws IllegalArgumentException if there is no plane to learn from or to validate with, or a
   *     class has no cell
   * @throws CancellationException if cancelled before the first epoch ended
   * @throws IOException if the network can't be trained, or a file can't be written
   */
  public static Trained run(
      ModelDraft draft,
      Path start,
      List<LabelledPlane> training,
      List<LabelledPlane> validation,
      Windows windows,
      TrainingSettings settings,
      ComputeDevice device,
      Path folder,
      Listener listener,
      BooleanSupplier canceled)
      throws IOException {
    ModelDescription untrained = draft.untrained(ModelTask.DETECTION, MAPS);
    DetectorFormat format = DetectorFormat.of(untrained);
    requireCells(validation);
    List<LabelledPicture> pictures = new ArrayList<>();
    for (LabelledPlane plane : training)
      pictures.add(plane.toPicture(draft.classes(), format.scale()));
    Validation score = new Validation(validation, format, device);
    TrainingResult result =
        DetectorTrainer.train(
            new TrainingJob(start, folder, device, draft.classes(), settings),
            pictures,
            windows,
            score,
            new TrainingProgress() {
              @Override
              public void step(int epoch, int step, int steps) {
                listener.step(epoch, step, steps);
              }

              @Override
              public void epoch(Epoch epoch) {
                listener.epoch(epoch, score.scores, score.judged);
              }
            },
            canceled);
    if (result.bestEpoch() == 0) throw new CancellationException();
    score.of(result.weights());
    double best = score.scores.best().score();
    double kept = Double.isFinite(best) ? rounded(best) : ModelDefaults.STANDARD.score();
    DetectionScores scores = DetectionScores.of(score.judged, kept, MatchSettings.VOC);
    ModelDescription description =
        draft.trained(
            ModelTask.DETECTION,
            MAPS,
            ModelDefaults.STANDARD.withScore(kept),
            result,
            settings,
            names(training),
            names(validation),
            windows.described(),
            figures(scores));
    ModelPackage model =
        ModelPackage.write(folder.resolve(description.key()), description, result.weights());
    Files.deleteIfExists(result.weights());
    return new Trained(model, result, scores);
  }

  private static void requireCells(List<LabelledPlane> validation) {
    if (validation.stream().allMatch(plane -> plane.boxes().isEmpty()))
      throw new IllegalArgumentException(
          "No validation image shows a cell, so nothing says which weights are best; choose other"
              + " validation images");
  }

  static List<String> names(List<LabelledPlane> planes) {
    return planes.stream().map(LabelledPlane::name).toList();
  }

  /** Down, so that the detection with this very score stays. */
  static double rounded(double score) {
    return Math.floor(score * 1000) / 1000;
  }

  /** The figures of a model card. */
  static Map<String, Double> figures(DetectionScores scores) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("val_map50", scores.map50());
    figures.put("val_map50_95", scores.map50To95());
    figures.put("val_ap50_any_class", scores.ap50());
    scores.ap50ByClass().forEach((name, ap) -> figures.put("val_ap50 " + name, ap));
    figures.put("val_f1", scores.counts().f1());
    figures.put("val_precision", scores.counts().precision());
    figures.put("val_recall", scores.counts().recall());
    figures.put("val_class_accuracy", scores.classes().accuracy());
    figures.values().removeIf(figure -> !Double.isFinite(figure));
    return figures;
  }

  /** Detects the cells of the validation planes and keeps what it found for those who look. */
  private static final class Validation implements ValidationScore {
    private final List<LabelledPlane> planes;
    private final DetectorFormat format;
    private final ComputeDevice device;
    private List<JudgedImage> judged;
    private DetectionScores scores;

    Validation(List<LabelledPlane> planes, DetectorFormat format, ComputeDevice device) {
      this.planes = planes;
      this.format = format;
      this.device = device;
    }

    @Override
    public double of(Path weights) throws IOException {
      DetectionSettings settings =
          DetectionSettings.defaults()
              .withScore(LEAST_SCORE)
              .withTiles(TILE, OVERLAP)
              .withBatch(1, 2);
      List<JudgedImage> found = new ArrayList<>();
      try (DetectorModel model = DetectorModel.load(weights, format, device.djl())) {
        for (LabelledPlane plane : planes)
          found.add(
              new JudgedImage(
                  plane.name(),
                  CellDetector.detect(plane.picture(), model, settings, p -> {}, () -> false),
                  plane.boxes()));
      }
      judged = found;
      scores = DetectionScores.of(found, ModelDefaults.STANDARD.score(), MatchSettings.VOC);
      return scores.map50();
    }
  }
}
