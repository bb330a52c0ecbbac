package org.unstained.command.experiment;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.training.TrainCells;
import org.unstained.models.ModelTask;
import org.unstained.workflow.counts.GroupRule;
import org.unstained.workflow.experiment.Experiment;
import org.unstained.workflow.experiment.ExperimentImages;
import org.unstained.workflow.experiment.ExperimentPlan;
import org.unstained.workflow.experiment.ExperimentPlan.Division;
import org.unstained.workflow.experiment.ExperimentResult;
import org.unstained.workflow.experiment.Learner;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.TrainingChecks;
import org.unstained.workflow.training.TrainingImages;

/**
 * Says how well something can be learned: trains again and again and tests on what is held back.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Run Experiment...", weight = 43)
    })
public class RunExperiment extends CellCommand {

  @Parameter(
      label = "Folder with examples",
      description =
          "Images with Pascal VOC annotations (XML), a folder of crops for each class, or a folder"
              + " with several of these, one for each patient or plate.",
      style = "directory",
      required = false,
      persist = false)
  private File folder;

  @Parameter(
      label = "Folder of the experiment",
      description =
          "For settings, splits, predictions, scores and report. An experiment that was stopped goes"
              + " on if it is started again with the same settings.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "What is learned",
      description =
          "classifier: what cells are. detector: where they are. both: a detector and a classifier"
              + " that looks at each cell again.",
      choices = {"classifier", "detector", "both"},
      persist = false)
  private String task = "classifier";

  @Parameter(
      label = "Networks and methods",
      description =
          "What is compared, with commas between: small, resnet18 and so on, or knn, forest, svm for"
              + " measurements; for task=detector or both: detector, detector-light. Installed"
              + " models, too. Empty: small or detector.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String networks = "";

  @Parameter(
      label = "Test",
      description =
          "folds: each image once, in turns. groups: each group once (patients, plates). list: the"
              + " images of a list.",
      choices = {"folds", "groups", "list"},
      persist = false)
  private String split = "folds";

  @Parameter(
      label = "Folds",
      description = "For folds: into how many parts the images are divided, without unit.",
      min = "2",
      max = "1000",
      persist = false)
  private int folds = 5;

  @Parameter(
      label = "List of test images",
      description = "For list: its name beside the annotations (ImageSets/Main or splits).",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String test = "";

  @Parameter(
      label = "Images belong together by",
      description =
          "Never divided between training and test. image: crops of one image. name: what the"
              + " pattern finds in the name. folder: the first folder. table: a column of a table.",
      choices = {"image", "name", "folder", "table"},
      persist = false)
  private String by = "image";

  @Parameter(
      label = "Rounds",
      description = "How often all is done, with other random numbers, without unit.",
      min = "1",
      max = "1000",
      persist = false)
  private int seeds = 1;

  @Parameter(
      label = "Parts of the images",
      description =
          "For a learning curve: parts of the images that aren't tested, such as 0.1,0.25,0.5,1.",
      style = Input.FREE_TEXT,
      persist = false)
  private String fractions = "1";

  @Parameter(
      label = "Epochs",
      description = "How often each training goes through its examples, at most.",
      min = "1",
      max = "100000",
      persist = false)
  private int epochs = 30;

  @Parameter(
      label = "Options of the training",
      description =
          "Others of Train Classifier or Train Detector by their macro keys, such as side=30"
              + " patience=8.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String options = "";

  @Advanced
  @Parameter(
      label = "Options of the second look",
      description =
          "For both: options of Train Classifier for the classifier behind the detector, such as"
              + " start=resnet18 epochs=20.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String second = "";

  @Advanced
  @Parameter(
      label = "Measurements",
      description =
          "For knn, forest and svm, with commas between, such as area,solidity; all for all but"
              + " those of place and direction. The cells need outlines.",
      style = Input.FREE_TEXT,
      persist = false)
  private String features = ChosenFeatures.EPFL;

  @Advanced
  @Parameter(
      label = "Channels",
      description =
          "Channels as in training. Several choices to compare have a semicolon between: 1;2;1,2.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String channels = "";

  @Advanced
  @Parameter(
      label = "Classes",
      description = "Classes to learn, with commas between them. Empty: all of the examples.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String classes = "";

  @Advanced
  @Parameter(
      label = "Positive class",
      description = "F1 and AUC are those of this class. Empty: the mean over all classes.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String positive = "";

  @Advanced
  @Parameter(
      label = "List of other images",
      description = "For list: the images to learn from. Empty: all that aren't tested.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String training = "";

  @Advanced
  @Parameter(
      label = "Pattern",
      description =
          "For name: a regular expression; its first bracket is the group, such as (plate[0-9]+)_.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String pattern = "";

  @Advanced
  @Parameter(
      label = "Table of groups",
      description = "For table: a CSV file with a column image and one of groups.",
      style = Input.FILE,
      required = false,
      persist = false)
  private File groups;

  @Advanced
  @Parameter(
      label = "Column",
      description = "For table: the column that says which group an image is of.",
      style = Input.FREE_TEXT,
      persist = false)
  private String column = "group";

  @Advanced
  @Parameter(
      label = "Seed",
      description = "Of the first round, without unit; the others count on from it.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = 1;

  @Advanced
  @Parameter(
      label = "Device",
      description = "auto takes the fastest that works.",
      choices = {"auto", "cpu", "cuda", "mps"},
      persist = false)
  private String device = "auto";

  @Override
  public String page() {
    return "experiments.md";
  }

  @Override
  protected void execute() throws IOException {
    run(
        line -> {
          IJ.log(line);
          IJ.showStatus(line.strip() + " (Esc stops)");
        },
        IJ::escapePressed);
    IJ.showStatus("The experiment is done");
  }

  /**
   * Does what the inputs say.
   *
   * @param lines hears how it goes and what comes of it
   * @throws IOException also if a trial failed; the others are done then
   */
  public ExperimentResult run(Consumer<String> lines, BooleanSupplier canceled) throws IOException {
    ExperimentPlan plan = plan();
    plan.images().notes().forEach(lines);
    ExperimentLines view = new ExperimentLines(lines);
    ExperimentResult result = Experiment.run(plan, view, canceled);
    view.table(result, plan);
    lines.accept("Report: " + plan.folder().resolve(Experiment.REPORT));
    if (result.failed())
      throw new IOException(
          "Some trials failed; the report in %s says why. The others are done. Run it again to try only the failed ones."
              .formatted(plan.folder()));
    return result;
  }

  /** What is to be done. */
  ExperimentPlan plan() throws IOException {
    if (folder == null)
      throw new IllegalArgumentException("'folder' is empty. Choose the folder with examples.");
    if (output == null)
      throw new IllegalArgumentException(
          "'output' is empty. Choose a folder for the experiment, a new one for each.");
    ExperimentImages images =
        ExperimentImages.read(folder.toPath(), TrainCells.list(classes), rule());
    if (!task.equals("classifier") && images.hasCrops())
      throw new IllegalArgumentException(
          "%s holds crops, which say nothing of where cells lie. Choose task=classifier, or a folder of images with annotations (XML)."
              .formatted(folder));
    List<Learner> learners = learners(images.hasCrops());
    if (split.equals("list") && !training.isBlank()) {
      Set<String> there = TrainingImages.listed(folder.toPath(), training);
      there.addAll(TrainingImages.listed(folder.toPath(), test));
      images = images.only(there::contains);
    }
    return new ExperimentPlan(
        output.getName(),
        images.withNotes(requireNetworks(images)),
        learners,
        division(),
        LongStream.range(seed, seed + (long) seeds).boxed().toList(),
        parts(),
        positive.strip(),
        output.toPath());
  }

  private List<String> starts() {
    List<String> wanted = TrainCells.list(networks);
    if (!wanted.isEmpty()) return wanted;
    return List.of(task.equals("classifier") ? "small" : "detector");
  }

  /** Looks for all networks before hours are spent; notes which of them know the test images. */
  private List<String> requireNetworks(ExperimentImages images) throws IOException {
    List<String> notes = new ArrayList<>();
    ModelTask wanted = task.equals("classifier") ? ModelTask.CLASSIFICATION : ModelTask.DETECTION;
    for (String network : starts()) {
      if (task.equals("classifier") && ExperimentLearners.ofMeasurements(network).isPresent())
        continue;
      TrainingChecks.start(Installation.models(), network, wanted)
          .model()
          .flatMap(model -> images.knownTo(model))
          .ifPresent(notes::add);
    }
    return notes;
  }

  private List<Learner> learners(boolean crops) {
    ExperimentLearners.Common common =
        new ExperimentLearners.Common(
            starts(),
            Arrays.stream(channels.split(";")).map(String::strip).toList(),
            epochs,
            options,
            device,
            features,
            crops);
    if (task.equals("classifier")) return ExperimentLearners.classifiers(common);
    return ExperimentLearners.detectors(
        common, task.equals("both") ? Optional.of(second) : Optional.empty());
  }

  private GroupRule rule() throws IOException {
    return switch (by) {
      case "name" -> {
        if (pattern.isBlank())
          throw new IllegalArgumentException(
              "'pattern' is empty. Give the regular expression that finds the group in a name.");
        yield GroupRule.name(pattern);
      }
      case "folder" -> GroupRule.folder();
      case "table" -> {
        if (groups == null)
          throw new IllegalArgumentException(
              "'groups' is empty. Choose the table (CSV) with the columns image and %s."
                  .formatted(column));
        yield GroupRule.table(groups.toPath(), column.strip());
      }
      default -> GroupRule.image();
    };
  }

  private Division division() throws IOException {
    if (!split.equals("list") && !(test + training).isBlank())
      throw new IllegalArgumentException(
          "The lists 'test' and 'training' belong to split=list; leave them empty otherwise.");
    return switch (split) {
      case "groups" -> Division.leaveOneGroupOut();
      case "list" -> {
        if (test.isBlank())
          throw new IllegalArgumentException(
              "'test' is empty. Name the list of the images to test on.");
        yield Division.heldOut(test.strip(), TrainingImages.listed(folder.toPath(), test.strip()));
      }
      default -> Division.folds(folds);
    };
  }

  private List<Double> parts() {
    List<Double> parts = new ArrayList<>();
    for (String text : TrainCells.list(fractions)) {
      double part;
      try {
        part = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        part = Double.NaN;
      }
      if (!(part > 0 && part <= 1))
        throw new IllegalArgumentException(
            "'fractions' are numbers above 0, up to 1, with commas between; got '%s'."
                .formatted(text));
      if (!parts.contains(part)) parts.add(part);
    }
    if (parts.isEmpty())
      throw new IllegalArgumentException("'fractions' is empty. Say 1 for all images.");
    return parts.stream().sorted().toList();
  }
}
