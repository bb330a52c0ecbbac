package org.unstained.command.project;

import ij.plugin.frame.Recorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.models.ComputeDevices;
import org.unstained.project.AnnotationProject;
import org.unstained.workflow.analysis.DetectOptions;

/**
 * Annotates images together with other people and with models: annotate some, train, let the model
 * propose on the rest, correct, train again. Without a macro it opens a window.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Annotation Project...", weight = 26)
    })
public class AnnotationProjectCommand extends CellCommand implements AsksItself {
  /** As in macros. */
  static final String NAME = "Annotation Project...";

  @Parameter(
      label = "Folder of the project",
      description = "The folder that holds the project, or that becomes one (action new).",
      style = "directory",
      required = false,
      persist = false)
  private File project;

  @Parameter(
      label = "Action",
      description =
          "What to do: list shows how far the images are; new makes a project; add copies images"
              + " into it; classes and annotator add some; import takes annotations of other tools;"
              + " propose lets a model propose cells for images that nobody has begun; train trains a"
              + " detector with the finished images and judges it; judge only judges a model; rounds"
              + " shows how good the models were; agreement compares two annotators; merge makes one"
              + " annotation of theirs; history shows who did what.",
      choices = {
        "list",
        "new",
        "add",
        "classes",
        "annotator",
        "import",
        "propose",
        "train",
        "judge",
        "rounds",
        "agreement",
        "merge",
        "history"
      },
      persist = false)
  private String action = "list";

  @Parameter(
      label = "Folder of images",
      description = "new, add: images for the project.",
      style = "directory",
      required = false,
      persist = false)
  private File images;

  @Parameter(
      label = "Copy the images",
      description =
          "new: copy the images into the project; otherwise they stay where they are, and their"
              + " folder is noted.",
      persist = false)
  private boolean copy = true;

  @Parameter(
      label = "Classes",
      description = "new, classes: what cells may be, with commas between the names.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String classes = "";

  @Parameter(
      label = "Annotator",
      description =
          "annotator, import: whose name it is about. propose: who is noted in the history; empty for"
              + " the model itself.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String annotator = "";

  @Parameter(
      label = "Experience",
      description =
          "annotator: years of experience, or on any other scale without unit on which more is more."
              + " Where two people disagree, the one with more is right.",
      min = "0",
      max = "1000000",
      persist = false)
  private double experience = 0;

  @Parameter(
      label = "Folder of annotations",
      description =
          "import: Pascal VOC files (XML) with the names of the project's images, which count as"
              + " finished by the annotator.",
      style = "directory",
      required = false,
      persist = false)
  private File annotations;

  @Parameter(
      label = "Model",
      description = "propose, judge: the detector, an installed model by its name.",
      required = false,
      persist = false)
  private DetectorChoice model = DetectorChoice.NONE;

  @Parameter(
      label = "Classifier",
      description = "propose, judge: a model that looks at each cell again; none for none.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice classifier = ClassifierChoice.NONE;

  @Parameter(
      label = "Least score (0-1)",
      description =
          "propose, judge: cells with a lower score are left out, without unit (0-1). Empty for the"
              + " model's own.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String score = "";

  @Parameter(
      label = "First annotator",
      description = "agreement, merge: one of the two people.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String first = "";

  @Parameter(
      label = "Second annotator",
      description = "agreement, merge: the other one.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String second = "";

  @Parameter(
      label = "Overlap (IoU)",
      description =
          "agreement, merge: two boxes are the same cell if their intersection over union is more"
              + " than this, without unit (0-1).",
      min = "0.01",
      max = "0.99",
      persist = false)
  private double overlap = 0.5;

  @Parameter(
      label = "Only cells that the more experienced one drew",
      description =
          "merge: leave out cells that only the less experienced annotator has drawn; otherwise they"
              + " stay.",
      persist = false)
  private boolean confirmed = false;

  @Parameter(
      label = "Replace",
      description =
          "propose, merge: do it anew for images for which it is done; otherwise they stay as they"
              + " are.",
      persist = false)
  private boolean replace = false;

  @Parameter(
      label = "Options of the training",
      description =
          "train: options of Train Detector as in a macro, such as name=[my cells] start=detector"
              + " epochs=100; not those that say which images.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String options = "";

  @Parameter(
      label = "Part that validates",
      description =
          "train, judge: part of the finished images that judges all rounds. It is drawn once, the"
              + " first time, and then stays.",
      min = "0.01",
      max = "0.9",
      persist = false)
  private double part = 0.2;

  @Parameter(
      label = "Seed",
      description = "train, judge: of that draw, without unit.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = 1;

  /** Opens the window, which does all that is to be done. */
  @Override
  public boolean ask() {
    Recorder.disableCommandRecording();
    ProjectWindow.open(Optional.ofNullable(project).map(File::toPath));
    return false;
  }

  @Override
  public String page() {
    return "project.md";
  }

  @Override
  protected void execute() throws IOException {
    ProjectLog view = new ProjectLog();
    act(view);
    view.end();
  }

  /** Does what the inputs say and tells the view. */
  public void act(ProjectView view) throws IOException {
    Inputs.check(this);
    ProjectActions.run(this, view);
  }

  String action() {
    return action;
  }

  Path folder() {
    if (project == null)
      throw new IllegalArgumentException("'project' is empty. Give the folder of the project.");
    return project.toPath();
  }

  AnnotationProject opened() throws IOException {
    return AnnotationProject.open(folder());
  }

  Optional<Path> images() {
    return Optional.ofNullable(images).map(File::toPath);
  }

  boolean copies() {
    return copy;
  }

  String classes() {
    return classes;
  }

  String annotator() {
    return annotator.strip();
  }

  double experience() {
    return experience;
  }

  Path annotations() {
    if (annotations == null)
      throw new IllegalArgumentException(
          "'annotations' is empty. Give the folder of the annotations.");
    return annotations.toPath();
  }

  /** The model and how it is used. */
  DetectOptions detection() {
    if (model.text().isEmpty())
      throw new IllegalArgumentException(
          "'model' is empty. Give a detector, see Plugins > Unstained > Models...");
    return new DetectOptions(
        model.text(),
        classifier.text(),
        OptionalDouble.empty(),
        Inputs.numberIfGiven(score),
        OptionalDouble.empty(),
        0,
        "",
        false,
        false,
        ComputeDevices.AUTO);
  }

  String first() {
    return person("first", first);
  }

  String second() {
    return person("second", second);
  }

  private static String person(String key, String name) {
    if (name.isBlank())
      throw new IllegalArgumentException("'%s' is empty. Name an annotator.".formatted(key));
    return name.strip();
  }

  double overlap() {
    return overlap;
  }

  boolean confirmed() {
    return confirmed;
  }

  boolean replaces() {
    return replace;
  }

  String training() {
    return options;
  }

  double part() {
    return part;
  }

  int seed() {
    return seed;
  }
}
