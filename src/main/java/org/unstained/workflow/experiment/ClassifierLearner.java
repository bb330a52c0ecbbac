package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassificationSettings.Question;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.JudgedCell;
import org.unstained.learning.LabelledPlane;
import org.unstained.learning.Lessons;
import org.unstained.learning.TrainingResult.Ending;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.training.EpochLine;
import org.unstained.workflow.training.TrainWorkflow;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/**
 * A network that says what cells are. The epoch is chosen on the validation images.
 *
 * @param name see {@link Learner#name}
 * @param settings see {@link Learner#settings}
 * @param setup makes what a training takes
 */
public record ClassifierLearner(String name, Map<String, String> settings, Setup setup)
    implements Learner.OfCells {

  /** Makes what the training of one task takes. */
  public interface Setup {
    Prepared of(Task task) throws IOException;
  }

  /** What a training of a classifier takes. */
  public record Prepared(TrainWorkflow.Plan plan, Lessons lessons) {}

  @Override
  public List<Answers> learn(Task task) throws IOException {
    Prepared prepared = setup.of(task);
    ClassifierTraining.Trained trained = trained(prepared, task, Optional.empty());
    List<JudgedCell> cells = new ArrayList<>();
    ModelDescription model = trained.model().description();
    try (ClassifierModel network = load(trained.model(), prepared.plan())) {
      for (TrainingImage image : task.test()) {
        task.requireGoingOn();
        if (image.classes().isEmpty()) continue;
        LabelledPlane plane = image.plane(model, prepared.plan().channels());
        cells.addAll(judged(plane, network));
      }
    }
    Map<String, Double> chosen = new LinkedHashMap<>();
    chosen.put("epoch", (double) trained.result().bestEpoch());
    return List.of(new Answers.OfCells(name, chosen, cells));
  }

  /** Trains to the end. */
  static ClassifierTraining.Trained trained(
      Prepared prepared, Task task, Optional<ModelPackage> detector) throws IOException {
    // images without cells teach what is no cell, and nothing else
    TrainingImages images = prepared.plan().rejects() ? task.images() : task.images().withCells();
    ClassifierTraining.Trained trained =
        TrainWorkflow.classifier(
            prepared.plan(),
            images,
            prepared.lessons(),
            detector,
            (epoch, scores, judged) -> task.said().accept(EpochLine.of("classifier", epoch)),
            task.canceled());
    if (trained.result().ending() == Ending.CANCELED) throw new CancellationException();
    return trained;
  }

  static ClassifierModel load(ModelPackage model, TrainWorkflow.Plan plan) throws IOException {
    Path weights = model.weights();
    return ClassifierModel.load(
        weights, ClassifierFormat.of(model.description()), plan.device().djl());
  }

  private static List<JudgedCell> judged(LabelledPlane plane, ClassifierModel network)
      throws IOException {
    List<Box> boxes = plane.boxes().stream().map(AnnotatedBox::box).toList();
    List<ClassScores> said = classified(plane, boxes, network, Question.WHICH_CLASS);
    List<JudgedCell> cells = new ArrayList<>();
    for (int i = 0; i < said.size(); i++)
      cells.add(
          new JudgedCell(
              plane.name(), i + 1, boxes.get(i), plane.boxes().get(i).className(), said.get(i)));
    return cells;
  }

  static List<ClassScores> classified(
      LabelledPlane plane, List<Box> boxes, ClassifierModel network, Question question)
      throws IOException {
    return CellClassifier.classify(
        plane.picture(),
        boxes,
        network,
        ClassificationSettings.defaults().asking(question),
        p -> {},
        () -> false);
  }
}
