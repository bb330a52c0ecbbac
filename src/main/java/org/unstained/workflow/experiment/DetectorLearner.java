package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings.Question;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Detection;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.LabelledPlane;
import org.unstained.learning.SecondStage;
import org.unstained.learning.TrainingJob;
import org.unstained.learning.TrainingResult.Ending;
import org.unstained.learning.Windows;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.training.EpochLine;
import org.unstained.workflow.training.TrainWorkflow;

/**
 * A network that finds cells, alone or with a classifier that looks at each cell again. Epochs,
 * scores and the classifier's weight ω are chosen on the validation images.
 *
 * <p>With a classifier there are three answers, the columns of table 4 of Piansaddhayanon et al.
 * 2023, doi:10.1038/s41597-023-02482-8: the detector alone, the classifier alone (ω = 1) on what
 * the detector proposes, and both at the best ω.
 *
 * @param name see {@link Learner#name}
 * @param settings see {@link Learner#settings}
 * @param setup makes what a training of the detector takes
 * @param classifier what looks again, or empty
 */
public record DetectorLearner(
    String name,
    Map<String, String> settings,
    Setup setup,
    Optional<ClassifierLearner.Setup> classifier)
    implements Learner {

  /** Makes what the training of one task takes. */
  public interface Setup {
    Prepared of(Task task) throws IOException;
  }

  /** What a training of a detector takes. */
  public record Prepared(TrainWorkflow.Plan plan, Windows windows) {}

  @Override
  public List<Answers> learn(Task task) throws IOException {
    Prepared prepared = setup.of(task);
    TrainWorkflow.Plan plan = prepared.plan();
    ModelPackage detector = detector(prepared, task);
    Optional<ClassifierTraining.Trained> second = Optional.empty();
    ClassifierLearner.Prepared looking = null;
    if (classifier.isPresent()) {
      looking = classifier.get().of(task);
      second = Optional.of(ClassifierLearner.trained(looking, task, Optional.of(detector)));
    }
    task.requireGoingOn();
    List<List<Detection>> found = TrainWorkflow.proposals(detector, task.test(), plan);
    List<LabelledPlane> planes =
        TrainWorkflow.planes(task.test(), detector.description(), plan.channels());
    if (second.isEmpty()) {
      List<JudgedImage> judged = new ArrayList<>();
      for (int i = 0; i < planes.size(); i++)
        judged.add(new JudgedImage(planes.get(i).name(), found.get(i), planes.get(i).boxes()));
      double score = detector.description().defaults().score();
      return List.of(new Answers.OfImages(name, Map.of("score", score), judged, score));
    }
    var proposals = new SecondStage.Proposals(found, detector.description().defaults().overlap());
    List<List<ClassScores>> said = classified(task, looking.plan(), second.get().model(), found);
    SecondStage chosen = second.get().secondStage().orElseThrow();
    SecondStage.Row alone = chosen.rows().get(0);
    SecondStage.Row only = chosen.rows().get(chosen.rows().size() - 1);
    return List.of(
        answers(name + ", detector alone", alone, proposals, said, planes),
        answers(name + ", weight 1", only, proposals, said, planes),
        answers(name + ", best weight", chosen.best(), proposals, said, planes));
  }

  private static Answers answers(
      String method,
      SecondStage.Row row,
      SecondStage.Proposals proposals,
      List<List<ClassScores>> said,
      List<LabelledPlane> planes) {
    Map<String, Double> chosen = new LinkedHashMap<>();
    chosen.put("weight", row.weight());
    chosen.put("score", row.scores().score());
    return new Answers.OfImages(
        method,
        chosen,
        SecondStage.fused(proposals, said, planes, row.weight()),
        row.scores().score());
  }

  private static List<List<ClassScores>> classified(
      Task task, TrainWorkflow.Plan plan, ModelPackage model, List<List<Detection>> found)
      throws IOException {
    List<List<ClassScores>> said = new ArrayList<>();
    List<LabelledPlane> planes =
        TrainWorkflow.planes(task.test(), model.description(), plan.channels());
    try (ClassifierModel network = ClassifierLearner.load(model, plan)) {
      for (int i = 0; i < planes.size(); i++) {
        List<Box> boxes = found.get(i).stream().map(Detection::box).toList();
        said.add(
            ClassifierLearner.classified(planes.get(i), boxes, network, Question.CELL_AND_CLASS));
      }
    }
    return said;
  }

  /** The trained detector; that of a task which was cut off later is taken as it is. */
  private static ModelPackage detector(Prepared prepared, Task task) throws IOException {
    TrainWorkflow.Plan plan = prepared.plan();
    Path folder = plan.folder().resolve(keyOf(plan));
    Path checkpoint =
        new TrainingJob(
                folder, plan.folder(), plan.device(), plan.draft().classes(), plan.settings())
            .checkpoint();
    if (Files.exists(folder.resolve(ModelPackage.DESCRIPTION)) && !Files.exists(checkpoint))
      return ModelPackage.read(folder);
    DetectorTraining.Trained trained =
        TrainWorkflow.detector(
            plan,
            task.images(),
            prepared.windows(),
            (epoch, scores, judged) -> task.said().accept(EpochLine.of("detector", epoch)),
            task.canceled());
    if (trained.result().ending() == Ending.CANCELED) throw new CancellationException();
    return trained.model();
  }

  private static String keyOf(TrainWorkflow.Plan plan) {
    return org.unstained.models.ModelDescription.keyOf(plan.draft().name());
  }
}
