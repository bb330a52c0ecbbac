package org.unstained.command.project;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.command.Inputs;
import org.unstained.command.MacroOptions;
import org.unstained.command.training.TrainCells;
import org.unstained.command.training.TrainDetector;
import org.unstained.command.training.TrainingView;
import org.unstained.models.ModelPackage;
import org.unstained.project.Agreement;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;
import org.unstained.project.Importing;
import org.unstained.project.Listing;
import org.unstained.project.Merging;
import org.unstained.project.ProjectHistory;
import org.unstained.project.ProjectImages;
import org.unstained.project.ProjectSettings;
import org.unstained.project.ProjectStates;
import org.unstained.project.Proposing;
import org.unstained.project.RoundScores;
import org.unstained.project.TrainingRound;
import org.unstained.workflow.analysis.DetectOptions;

/** What {@link AnnotationProjectCommand} can do to a project. */
final class ProjectActions {
  private ProjectActions() {}

  /** Options of the training that the project settles itself. */
  private static final List<String> OWN = List.of("folder", "training", "validation", "without");

  static void run(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    switch (inputs.action()) {
      case "new" -> create(inputs, view);
      case "add" -> add(inputs, view);
      case "classes" -> inputs.opened().addClasses(names(inputs.classes()));
      case "annotator" ->
          inputs.opened().setAnnotator(new Annotator(inputs.annotator(), inputs.experience()));
      case "import" -> importAnnotations(inputs, view);
      case "propose" -> propose(inputs, view);
      case "train" -> train(inputs, view);
      case "judge" -> judge(inputs, view);
      case "rounds" -> view.listed(RoundScores.of(inputs.opened()));
      case "agreement" -> agreement(inputs, view);
      case "merge" -> merge(inputs, view);
      case "history" -> view.listed(ProjectHistory.of(inputs.opened()));
      default -> {
        AnnotationProject project = inputs.opened();
        view.listed(ProjectStates.listing(project, ProjectStates.of(project)));
      }
    }
  }

  private static List<String> names(String classes) {
    List<String> names = TrainCells.list(classes);
    if (names.isEmpty())
      throw new IllegalArgumentException(
          "'classes' is empty. Give the names with commas between them, such as 'Living Cell, Dead Cell'.");
    return names;
  }

  private static void create(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    if (inputs.images().isPresent() && !Files.isDirectory(inputs.images().get()))
      throw new IOException("There is no folder " + inputs.images().get());
    boolean stay = !inputs.copies() && inputs.images().isPresent();
    AnnotationProject project =
        AnnotationProject.create(
            inputs.folder(),
            ProjectSettings.classes(names(inputs.classes())),
            stay ? inputs.images() : Optional.empty());
    if (!stay && inputs.images().isPresent()) ProjectImages.add(project, inputs.images().get());
    view.said("%s: a project of %d images".formatted(project.name(), project.images().size()));
  }

  private static void add(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    if (inputs.images().isEmpty())
      throw new IllegalArgumentException("'images' is empty. Give a folder of images.");
    AnnotationProject project = inputs.opened();
    int added = ProjectImages.add(project, inputs.images().get());
    view.said(
        "%d images added to %s, which has %d now"
            .formatted(added, project.name(), project.images().size()));
  }

  private static void importAnnotations(AnnotationProjectCommand inputs, ProjectView view)
      throws IOException {
    Importing.Result result =
        Importing.run(inputs.opened(), inputs.annotator(), inputs.annotations());
    result.notes().forEach(view::said);
    view.said(
        "%d annotations taken as finished by %s%s"
            .formatted(result.images(), inputs.annotator(), passed(result.passed())));
  }

  private static String passed(int images) {
    return images == 0 ? "" : "; %d images were done already and stay".formatted(images);
  }

  private static void propose(AnnotationProjectCommand inputs, ProjectView view)
      throws IOException {
    Proposing.Result result =
        Proposing.run(
            inputs.opened(), inputs.annotator(), inputs.detection(), inputs.replaces(), view);
    view.said(
        "%s proposes %d cells in %d images%s"
            .formatted(result.model(), result.cells(), result.images(), passed(result.passed())));
  }

  private static void train(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    AnnotationProject project = inputs.opened();
    Map<String, String> options = MacroOptions.parse(inputs.training());
    for (String key : OWN)
      if (options.containsKey(key))
        throw new IllegalArgumentException(
            "'options' can't have '%s': the project says which images are learned from."
                .formatted(key));
    TrainDetector training = new TrainDetector();
    Inputs.read(training, inputs.training());
    TrainingRound round = TrainingRound.prepare(project, inputs.part(), inputs.seed());
    round.notes().forEach(view::said);
    Inputs.set(training, "folder", project.folder().toString());
    Inputs.set(training, "training", round.list());
    Inputs.set(training, "validation", TrainingRound.VALIDATION);
    if (!options.containsKey("name")) Inputs.set(training, "name", nameOf(project, round.number()));
    if (!options.containsKey("classes"))
      Inputs.set(training, "classes", String.join(",", learned(project)));
    Inputs.check(training);
    TrainingView window = view.training();
    ModelPackage model;
    try {
      model = training.train(window);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      window.failed("Failed: " + (e.getMessage() == null ? e : e.getMessage()));
      throw e;
    }
    judged(
        project,
        DetectOptions.of(model.description().key()),
        round.number(),
        "%d images to learn from, ".formatted(round.training().size()),
        view);
  }

  /** In the order of the project, without those that no finished image has. */
  private static List<String> learned(AnnotationProject project) throws IOException {
    var cells =
        ProjectStates.of(project).stream()
            .filter(state -> !state.done().isEmpty())
            .flatMap(state -> state.cells().keySet().stream())
            .toList();
    return project.settings().classNames().stream().filter(cells::contains).toList();
  }

  /** A name that the library takes. */
  static String nameOf(AnnotationProject project, int round) {
    String plain = project.name().replaceAll("[^A-Za-z0-9 _.()+-]", " ").strip();
    return "%s round %d".formatted(plain.isEmpty() ? "project" : plain, round);
  }

  private static void judge(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    AnnotationProject project = inputs.opened();
    TrainingRound.prepareValidation(project, inputs.part(), inputs.seed());
    judged(project, inputs.detection(), 0, "", view);
  }

  private static void judged(
      AnnotationProject project, DetectOptions options, int round, String said, ProjectView view)
      throws IOException {
    RoundScores.Judged judged = RoundScores.judge(project, options, round, view);
    judged.notes().forEach(view::said);
    view.said(said + judged.summary());
    view.listed(RoundScores.of(project));
  }

  private static void agreement(AnnotationProjectCommand inputs, ProjectView view)
      throws IOException {
    Agreement agreement =
        Agreement.of(inputs.opened(), inputs.first(), inputs.second(), inputs.overlap());
    agreement.notes().forEach(view::said);
    view.said(agreement.summary());
    conflicts(agreement, view);
    view.listed(agreement.images());
  }

  private static void conflicts(Agreement agreement, ProjectView view) {
    for (List<Object> row : agreement.conflicts().rows())
      view.said(
          "%s, cell at (%s, %s): %s by %s, %s by %s"
              .formatted(
                  row.get(0),
                  plain(row.get(1)),
                  plain(row.get(2)),
                  row.get(5),
                  agreement.first().name(),
                  row.get(6),
                  agreement.second().name()));
  }

  private static String plain(Object value) {
    return Listing.text(value);
  }

  private static void merge(AnnotationProjectCommand inputs, ProjectView view) throws IOException {
    Merging.Result result =
        Merging.run(
            inputs.opened(),
            inputs.first(),
            inputs.second(),
            inputs.overlap(),
            inputs.confirmed(),
            inputs.replaces());
    result.agreement().notes().forEach(view::said);
    view.said(result.agreement().summary());
    conflicts(result.agreement(), view);
    view.said(
        "%d images merged%s; where both drew a cell, the box of %s stays"
            .formatted(
                result.images().rows().size(),
                passed(result.passed()),
                result.agreement().first().name()));
    view.listed(result.images());
  }
}
