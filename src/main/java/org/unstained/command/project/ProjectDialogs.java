package org.unstained.command.project;

import ij.gui.GenericDialog;
import java.awt.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.command.Documentation;
import org.unstained.command.ModelChoice;
import org.unstained.models.ModelTask;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;

/**
 * What a user is asked before an action on a project: inputs of {@link AnnotationProjectCommand} by
 * their keys, or nothing if he cancels. They wait, so not on the event thread.
 */
final class ProjectDialogs {
  private static final int WIDE = 30;
  private final Frame parent;

  ProjectDialogs(Frame parent) {
    this.parent = parent;
  }

  Optional<Map<String, String>> create() {
    GenericDialog dialog = dialog("New Project", "project.md");
    dialog.addDirectoryField("Folder of the project", "", WIDE);
    dialog.addDirectoryField("Folder of images", "", WIDE);
    dialog.addCheckbox("Copy the images into the project", true);
    dialog.addStringField("Classes, with commas between", "Living Cell, Dead Cell", WIDE);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("project", dialog.getNextString().strip());
    inputs.put("action", "new");
    inputs.put("images", dialog.getNextString().strip());
    inputs.put("copy", Boolean.toString(dialog.getNextBoolean()));
    inputs.put("classes", dialog.getNextString().strip());
    return Optional.of(inputs);
  }

  Optional<Map<String, String>> annotator(AnnotationProject project) {
    GenericDialog dialog = dialog("Annotator", "project.md");
    for (Annotator one : project.settings().annotators())
      dialog.addMessage("%s, experience %s".formatted(one.name(), plain(one.experience())));
    dialog.addStringField("Name", System.getProperty("user.name", ""), WIDE / 2);
    dialog.addNumericField("Experience (years)", 1, 1);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "annotator");
    inputs.put("annotator", dialog.getNextString().strip());
    inputs.put("experience", plain(dialog.getNextNumber()));
    return Optional.of(inputs);
  }

  Optional<Map<String, String>> classes(AnnotationProject project) {
    GenericDialog dialog = dialog("Classes", "project.md");
    dialog.addMessage("There are: " + String.join(", ", project.settings().classNames()));
    dialog.addStringField("Further classes, with commas between", "", WIDE / 2);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "classes");
    inputs.put("classes", dialog.getNextString().strip());
    return Optional.of(inputs);
  }

  Optional<Map<String, String>> add(AnnotationProject project) {
    GenericDialog dialog = dialog("Add Images", "project.md");
    dialog.addDirectoryField("Folder of images", "", WIDE);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "add");
    inputs.put("images", dialog.getNextString().strip());
    return Optional.of(inputs);
  }

  Optional<Map<String, String>> importing(AnnotationProject project, String annotator) {
    GenericDialog dialog = dialog("Import Annotations", "project.md");
    dialog.addMessage("Pascal VOC files (XML), which count as finished");
    dialog.addDirectoryField("Folder of annotations", "", WIDE);
    people(dialog, "Drawn by", project, annotator);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "import");
    inputs.put("annotations", dialog.getNextString().strip());
    inputs.put("annotator", dialog.getNextChoice());
    return Optional.of(inputs);
  }

  /**
   * @throws IOException if the models can't be listed
   */
  Optional<Map<String, String>> propose(
      AnnotationProject project, String annotator, Optional<String> newest) throws IOException {
    GenericDialog dialog = dialog("Propose", "project.md");
    List<String> detectors = ModelChoice.installed(ModelTask.DETECTION);
    if (detectors.isEmpty())
      throw new IOException("There is no detector yet. Train one, or install one (Models...).");
    dialog.addChoice(
        "Detector",
        detectors.toArray(String[]::new),
        newest.filter(detectors::contains).orElse(detectors.get(0)));
    List<String> classifiers = new ArrayList<>(List.of("none"));
    classifiers.addAll(ModelChoice.installed(ModelTask.CLASSIFICATION));
    dialog.addChoice("Classifier", classifiers.toArray(String[]::new), "none");
    dialog.addStringField("Least score (empty: the model's own)", "", 6);
    dialog.addCheckbox("Propose anew where it has proposed", false);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "propose");
    inputs.put("model", dialog.getNextChoice());
    String classifier = dialog.getNextChoice();
    if (!classifier.equals("none")) inputs.put("classifier", classifier);
    String score = dialog.getNextString().strip();
    if (!score.isEmpty()) inputs.put("score", score);
    if (dialog.getNextBoolean()) inputs.put("replace", "true");
    if (!annotator.isEmpty()) inputs.put("annotator", annotator);
    return Optional.of(inputs);
  }

  /**
   * @param round that is next
   * @param drawn whether the validation images are there already
   */
  Optional<Map<String, String>> train(AnnotationProject project, int round, boolean drawn)
      throws IOException {
    GenericDialog dialog = dialog("Train with the Finished Images", "train-detector.md");
    dialog.addStringField("Name of the model", ProjectActions.nameOf(project, round), WIDE);
    List<String> starts = new ArrayList<>(List.of("detector", "detector-light"));
    starts.addAll(ModelChoice.installed(ModelTask.DETECTION));
    dialog.addChoice("Start with", starts.toArray(String[]::new), "detector");
    dialog.addNumericField("Epochs", 100, 0);
    dialog.addStringField("Further options of Train Detector", "", WIDE);
    if (!drawn) dialog.addNumericField("Part of the finished images that validates", 0.2, 2);
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, "train");
    String options =
        "name=[%s] start=[%s] epochs=%s %s"
            .formatted(
                dialog.getNextString().strip(),
                dialog.getNextChoice(),
                plain(dialog.getNextNumber()),
                dialog.getNextString().strip());
    inputs.put("options", options.strip());
    if (!drawn) inputs.put("part", plain(dialog.getNextNumber()));
    return Optional.of(inputs);
  }

  /** For a comparison of two annotators, or their merge. */
  Optional<Map<String, String>> two(AnnotationProject project, boolean merge) {
    GenericDialog dialog = dialog(merge ? "Merge" : "Agreement", "project.md");
    List<Annotator> all = project.settings().byExperience();
    if (all.size() < 2)
      throw new IllegalArgumentException(
          "This takes two annotators, and the project has %d. Add one with 'People...'."
              .formatted(all.size()));
    people(dialog, "First annotator", project, all.get(0).name());
    people(dialog, "Second annotator", project, all.get(1).name());
    dialog.addNumericField("The same cell from an overlap (IoU) of", 0.5, 2);
    if (merge) {
      dialog.addMessage("Where both drew a cell, the box of the more experienced one stays.");
      dialog.addCheckbox("Leave out cells that only the less experienced one drew", false);
      dialog.addCheckbox("Merge anew what is merged already", false);
    }
    if (cancelled(dialog)) return Optional.empty();
    Map<String, String> inputs = of(project, merge ? "merge" : "agreement");
    inputs.put("first", dialog.getNextChoice());
    inputs.put("second", dialog.getNextChoice());
    inputs.put("overlap", plain(dialog.getNextNumber()));
    if (merge && dialog.getNextBoolean()) inputs.put("confirmed", "true");
    if (merge && dialog.getNextBoolean()) inputs.put("replace", "true");
    return Optional.of(inputs);
  }

  static Map<String, String> of(AnnotationProject project, String action) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("project", project.folder().toString());
    inputs.put("action", action);
    return inputs;
  }

  private GenericDialog dialog(String title, String page) {
    GenericDialog dialog = new GenericDialog(title, parent);
    dialog.addHelp(Documentation.address(page));
    return dialog;
  }

  private static boolean cancelled(GenericDialog dialog) {
    dialog.showDialog();
    return dialog.wasCanceled();
  }

  private static void people(
      GenericDialog dialog, String label, AnnotationProject project, String first) {
    String[] names =
        project.settings().annotators().stream().map(Annotator::name).toArray(String[]::new);
    if (names.length == 0)
      throw new IllegalArgumentException("The project has no annotator. Add one with 'People...'.");
    dialog.addChoice(label, names, first);
  }

  /** NaN where no number was typed; the input refuses it by its name. */
  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
