package org.unstained.workflow.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.unstained.inference.CellDetector;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.FreshModel;
import org.unstained.inference.NetworkScale;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.LabelledPlane;
import org.unstained.learning.Lessons;
import org.unstained.learning.ModelDraft;
import org.unstained.learning.NoCells;
import org.unstained.learning.SecondStage;
import org.unstained.learning.TrainingSettings;
import org.unstained.learning.Windows;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelOutput;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;
import org.unstained.workflow.networks.BeforeNetworks;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.NetworkModels;

/** Trains models from annotated images: what the commands and the command line do. */
public final class TrainWorkflow {
  private TrainWorkflow() {}

  /** Why such a model may run without a question. */
  private static final String TRAINED = "trained here";

  /** Down to this score a detector proposes cells to the classifier that is trained for it. */
  private static final double LEAST_PROPOSAL = 0.05;

  /** So many crops there are of a cell and of places that hold none, about. */
  private static final int WITH_NO_CELLS = 3;

  /**
   * What is trained, and where.
   *
   * @param draft of the package
   * @param channels the user's choice among the channels of the images, see {@code channels} of the
   *     commands
   * @param architecture of {@link FreshModel#ARCHITECTURES}; has no meaning if there is a model
   * @param model whose weights to begin with (fine-tuning), or empty for fresh ones
   * @param settings of the run
   * @param device that does the work
   * @param folder for checkpoint and package
   * @param rejects whether a classifier learns what is no cell, too
   */
  public record Plan(
      ModelDraft draft,
      String channels,
      String architecture,
      Optional<ModelPackage> model,
      TrainingSettings settings,
      ComputeDevice device,
      Path folder,
      boolean rejects) {

    /**
     * @throws IllegalArgumentException if a model is to learn what it can't
     */
    public Plan {
      if (model.isPresent()) TrainingChecks.requireSame(model.get(), draft, rejects);
    }
  }

  /**
   * Trains a detector and writes its package.
   *
   * @throws IllegalArgumentException if the images don't fit the plan
   * @throws java.util.concurrent.CancellationException if cancelled before the first epoch ended;
   *     later the best weights so far become the package
   * @throws IOException if an image can't be read, the network can't be trained or a file can't be
   *     written
   */
  public static DetectorTraining.Trained detector(
      Plan plan,
      TrainingImages images,
      Windows windows,
      DetectorTraining.Listener listener,
      BooleanSupplier canceled)
      throws IOException {
    Installation.freeNetworks();
    ModelDescription model =
        plan.draft().untrained(ModelTask.DETECTION, new ModelOutput(OutputFormat.MAPS, 4));
    NetworkScale scale = NetworkScale.of(model.input());
    List<LabelledPlane> training = planes(images.training(), model, plan.channels());
    TrainingChecks.requireWindow(training, scale, windows.side());
    TrainingChecks.requireMemory(training.size(), TrainingChecks.bytes(training, scale));
    DetectorTraining.Trained trained =
        DetectorTraining.run(
            plan.draft(),
            start(plan),
            training,
            planes(images.validation(), model, plan.channels()),
            windows,
            plan.settings(),
            plan.device(),
            plan.folder(),
            listener,
            canceled);
    BeforeNetworks.agree(Installation.models(), trained.model(), TRAINED);
    return trained;
  }

  /**
   * Trains a classifier and writes its package; errors as {@link #detector}.
   *
   * @param detector whose detections it is to look at again, or empty
   */
  public static ClassifierTraining.Trained classifier(
      Plan plan,
      TrainingImages images,
      Lessons lessons,
      Optional<ModelPackage> detector,
      ClassifierTraining.Listener listener,
      BooleanSupplier canceled)
      throws IOException {
    Installation.freeNetworks();
    ModelDescription model =
        plan.draft().untrained(ModelTask.CLASSIFICATION, ModelOutput.ofLogits(plan.rejects()));
    if (detector.isPresent()) {
      NetworkModels.requireDetector(detector.get());
      NetworkModels.requireClasses(detector.get().description(), model);
    }
    TrainingChecks.requireMemory(
        images.training().size(),
        (plan.rejects() ? WITH_NO_CELLS : 1)
            * images.cells()
            * lessons.bytes(plan.draft().input().channels().size()));
    Optional<SecondStage.Proposals> proposals =
        detector.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new SecondStage.Proposals(
                    proposals(detector.get(), images.validation(), plan),
                    detector.get().description().defaults().overlap()));
    Optional<NoCells> noCells =
        plan.rejects() ? Optional.of(noCells(detector, images.training(), plan)) : Optional.empty();
    ClassifierTraining.Trained trained =
        ClassifierTraining.run(
            plan.draft(),
            start(plan),
            planes(images.training(), model, plan.channels()),
            planes(images.validation(), model, plan.channels()),
            lessons,
            plan.settings(),
            plan.device(),
            noCells,
            proposals,
            plan.folder(),
            listener,
            canceled);
    BeforeNetworks.agree(Installation.models(), trained.model(), TRAINED);
    return trained;
  }

  /**
   * The planes of all images, as the model sees them.
   *
   * @param channels as {@link TrainingImage#plane} has them
   */
  public static List<LabelledPlane> planes(
      List<TrainingImage> images, ModelDescription model, String channels) throws IOException {
    List<LabelledPlane> planes = new ArrayList<>();
    for (TrainingImage image : images) planes.add(image.plane(model, channels));
    return planes;
  }

  private static NoCells noCells(
      Optional<ModelPackage> detector, List<TrainingImage> images, Plan plan) throws IOException {
    return new NoCells(
        detector.isPresent()
            ? proposals(detector.get(), images, plan)
            : Collections.nCopies(images.size(), List.of()));
  }

  /** What a detector finds in each image, down to a small score. */
  public static List<List<Detection>> proposals(
      ModelPackage detector, List<TrainingImage> images, Plan plan) throws IOException {
    ModelDescription description = detector.description();
    DetectionSettings settings =
        DetectionSettings.defaults().withScore(LEAST_PROPOSAL).withBatch(1, 2);
    List<List<Detection>> found = new ArrayList<>();
    Installation.requireConsent(detector);
    try (DetectorModel network =
        DetectorModel.load(
            detector.weights(), DetectorFormat.of(description), plan.device().djl())) {
      for (LabelledPlane plane : planes(images, description, plan.channels()))
        found.add(CellDetector.detect(plane.picture(), network, settings, p -> {}, () -> false));
    }
    return found;
  }

  /** Fresh weights in the folder of the run, or those of the model. */
  private static Path start(Plan plan) throws IOException {
    if (plan.model().isPresent()) {
      Installation.requireConsent(plan.model().get());
      return plan.model().get().weights();
    }
    Files.createDirectories(plan.folder());
    Path fresh = plan.folder().resolve("start.torchscript");
    FreshModel.write(
        plan.architecture(),
        plan.draft().input().channels().size(),
        plan.draft().classes().size() + (plan.rejects() ? 1 : 0),
        plan.settings().seed(),
        fresh);
    return fresh;
  }
}
