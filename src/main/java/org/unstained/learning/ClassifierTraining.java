package org.unstained.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassificationSettings.Question;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.learning.TrainingResult.Ending;
import org.unstained.learning.TrainingResult.Epoch;
import org.unstained.models.ComputeDevice;
import org.unstained.models.LastLayer;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;

/**
 * The whole training of a classifier: from labelled planes to a package. After each epoch the cells
 * of the validation planes are classified just as {@link CellClassifier} will do it later; the
 * weights with the best mean of balanced accuracy and AUROC are kept.
 *
 * <p>If the classifier is to look again at what a detector finds, its weight ω beside that detector
 * and the score of the fused detections are chosen on the validation planes, too ({@link
 * SecondStage}).
 */
public final class ClassifierTraining {
  private ClassifierTraining() {}

  /** What a card and a message call it. */
  private static final String NO_CELL = "no cell";

  /** Hears how training goes, on the thread that trains. */
  public interface Listener {
    /** After each step. */
    default void step(int epoch, int step, int steps) {}

    /**
     * After each epoch.
     *
     * @param scores on the validation planes
     * @param judged their cells, plane by plane, box by box
     */
    void epoch(Epoch epoch, ClassifierScores scores, List<JudgedCrop> judged);
  }

  /**
   * What came of it.
   *
   * @param model the package
   * @param scores of its weights on the validation planes
   * @param secondStage what it adds to the detector; empty without one
   */
  public record Trained(
      ModelPackage model,
      TrainingResult result,
      ClassifierScores scores,
      Optional<SecondStage> secondStage) {}

  /**
   * Trains and writes the package; parameters and errors as {@link DetectorTraining#run}.
   *
   * @param noCells from which it learns what is no cell, or empty
   * @param detector whose detections it is to look at again, or empty
   */
  public static Trained run(
      ModelDraft draft,
      Path start,
      List<LabelledPlane> training,
      List<LabelledPlane> validation,
      Lessons lessons,
      TrainingSettings settings,
      ComputeDevice device,
      Optional<NoCells> noCells,
      Optional<SecondStage.Proposals> detector,
      Path folder,
      Listener listener,
      BooleanSupplier canceled)
      throws IOException {
    ModelOutput output = ModelOutput.ofLogits(noCells.isPresent());
    ClassifierFormat format =
        ClassifierFormat.of(draft.untrained(ModelTask.CLASSIFICATION, output));
    if (validation.stream().allMatch(plane -> plane.boxes().isEmpty()))
      throw new IllegalArgumentException(
          "There is no cell to validate with, so nothing says which weights are best; choose other"
              + " validation images");
    List<LabelledCrop> crops = new ArrayList<>();
    for (LabelledPlane plane : training) crops.addAll(plane.toCrops(format, lessons.border()));
    int cells = crops.size();
    List<String> outputs = new ArrayList<>(draft.classes());
    if (noCells.isPresent()) {
      outputs.add(NO_CELL);
      crops.addAll(none(noCells.get(), training, format, lessons.border(), settings.seed()));
    }
    Validation score = new Validation(validation, format, device);
    TrainingResult result =
        ClassifierTrainer.train(
            new TrainingJob(start, folder, device, outputs, settings),
            crops,
            lessons,
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
    Optional<SecondStage> second =
        detector.isEmpty()
            ? Optional.empty()
            : Optional.of(SecondStage.of(detector.get(), validation, score.perPlane(result)));
    ModelDefaults defaults =
        second.isEmpty()
            ? ModelDefaults.STANDARD
            : new ModelDefaults(
                second.get().score(), detector.get().overlap(), second.get().weight());
    Map<String, Double> figures = figures(score.scores);
    second.ifPresent(s -> figures.putAll(s.figures()));
    Map<String, String> described = lessons.described();
    noCells.ifPresent(
        n -> described.put(NO_CELL, crops.size() - cells + " places to " + cells + " cells"));
    ModelDescription description =
        draft.trained(
            ModelTask.CLASSIFICATION,
            output.withLastLayer(lastLayer(result.weights(), format, device)),
            defaults,
            result,
            settings,
            DetectorTraining.names(training),
            DetectorTraining.names(validation),
            described,
            figures);
    ModelPackage model =
        ModelPackage.write(folder.resolve(description.key()), description, result.weights());
    // a run that was cancelled can be gone on with, from its checkpoint and these weights
    if (result.ending() != Ending.CANCELED) Files.deleteIfExists(result.weights());
    return new Trained(model, result, score.scores, second);
  }

  /** Our own networks show their last layer; somebody's own may not. */
  private static Optional<LastLayer> lastLayer(
      Path weights, ClassifierFormat format, ComputeDevice device) throws IOException {
    try (ClassifierModel model = ClassifierModel.load(weights, format, device.djl())) {
      return Optional.of(LastLayer.STANDARD).filter(model::shows);
    }
  }

  private static List<LabelledCrop> none(
      NoCells noCells,
      List<LabelledPlane> training,
      ClassifierFormat format,
      int border,
      long seed) {
    List<Box> sizes = new ArrayList<>();
    for (LabelledPlane plane : training)
      for (AnnotatedBox box : plane.boxes()) sizes.add(box.box());
    List<LabelledCrop> crops = new ArrayList<>();
    for (int i = 0; i < training.size() && !sizes.isEmpty(); i++) {
      LabelledPlane plane = training.get(i);
      List<Box> boxes = noCells.in(plane, i, sizes, new Random(Seeds.mix(seed, i, 0)));
      crops.addAll(plane.toCropsOfNone(boxes, format, border));
    }
    return crops;
  }

  private static Map<String, Double> figures(ClassifierScores scores) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("val_accuracy", scores.confusion().accuracy());
    figures.put("val_balanced_accuracy", scores.confusion().balancedAccuracy());
    figures.put("val_auroc", scores.auroc());
    for (String name : scores.confusion().classes())
      figures.put("val_f1 " + name, scores.confusion().f1(name));
    figures.values().removeIf(figure -> !Double.isFinite(figure));
    return figures;
  }

  /** Classifies the cells of the validation planes and keeps what it said for those who look. */
  private static final class Validation implements ValidationScore {
    private final List<LabelledPlane> planes;
    private final ClassifierFormat format;
    private final ComputeDevice device;
    private List<JudgedCrop> judged;
    private ClassifierScores scores;

    Validation(List<LabelledPlane> planes, ClassifierFormat format, ComputeDevice device) {
      this.planes = planes;
      this.format = format;
      this.device = device;
    }

    @Override
    public double of(Path weights) throws IOException {
      List<JudgedCrop> all = new ArrayList<>();
      try (ClassifierModel model = ClassifierModel.load(weights, format, device.djl())) {
        for (LabelledPlane plane : planes) {
          List<Box> boxes = plane.boxes().stream().map(AnnotatedBox::box).toList();
          List<ClassScores> said = classified(plane, boxes, model, Question.WHICH_CLASS);
          for (int i = 0; i < said.size(); i++)
            all.add(new JudgedCrop(plane.name(), plane.boxes().get(i).className(), said.get(i)));
        }
      }
      judged = all;
      scores = ClassifierScores.of(format.classes(), all);
      double auroc = Double.isFinite(scores.auroc()) ? scores.auroc() : 0;
      return (scores.confusion().balancedAccuracy() + auroc) / 2;
    }

    SecondStage.Look perPlane(TrainingResult result) {
      return (plane, boxes) -> {
        try (ClassifierModel model = ClassifierModel.load(result.weights(), format, device.djl())) {
          return classified(plane, boxes, model, Question.CELL_AND_CLASS);
        }
      };
    }

    private static List<ClassScores> classified(
        LabelledPlane plane, List<Box> boxes, ClassifierModel model, Question question)
        throws IOException {
      return CellClassifier.classify(
          plane.picture(),
          boxes,
          model,
          ClassificationSettings.defaults().asking(question),
          p -> {},
          () -> false);
    }
  }
}
