package org.unstained.command.training;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.scijava.plugin.Parameter;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.learning.Augmentation;
import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.ClassBalance;
import org.unstained.learning.ModelDraft;
import org.unstained.learning.Sampling;
import org.unstained.learning.TrainingSettings;
import org.unstained.learning.TrainingSettings.Optimizer;
import org.unstained.learning.TrainingSettings.Schedule;
import org.unstained.models.ComputeDevice;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.DeviceChoice;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelInput;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.PreprocessingStep;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;
import org.unstained.models.SizeRule;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.training.TrainWorkflow;
import org.unstained.workflow.training.TrainingChecks;
import org.unstained.workflow.training.TrainingImages;
import org.unstained.workflow.training.TrainingPreview;

/** What the two training commands have in common. */
public abstract class TrainCells extends CellCommand implements ShowsExamples {

  @Parameter(
      label = "Folder with examples",
      description =
          "Images with annotations (Pascal VOC, COCO, LabelMe, GeoJSON, ROI sets, label images or a"
              + " table; or a COCO file itself), or for a classifier a folder of crops for each"
              + " class. Empty: the ROIs with groups on the open images.",
      style = "directory",
      required = false,
      persist = false)
  private File folder;

  @Parameter(
      label = "List of training images",
      description =
          "Name of the list beside the annotations (ImageSets/Main or splits) that holds the images"
              + " to learn from. Empty: all but a fifth.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String training = "";

  @Parameter(
      label = "List of validation images",
      description =
          "Name of the list of images that say which weights are best. Empty: a fifth of all, drawn"
              + " by the seed.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String validation = "";

  @Parameter(
      label = "Name of the model",
      description = "Under this name it is installed: letters, digits, spaces and - _ . ( ) +.",
      style = Input.FREE_TEXT,
      persist = false)
  private String name;

  @Parameter(
      label = "Start with",
      description =
          "A fresh network (for detection detector or detector-light; for classification small,"
              + " local, resnet18, squeezenet, convnext-tiny, efficientnet-b0, densenet121,"
              + " inception), or an installed model to train further.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String start;

  @Parameter(
      label = "Classes",
      description = "Classes to learn, with commas between them. Empty: all of the examples.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String classes = "";

  @Parameter(
      label = "Channels",
      description =
          "Numbers of the channels to look at, such as 1 or 1,2, or all (of an RGB image red, green"
              + " and blue). Empty: the first, or the brightness of an RGB image.",
      required = false,
      style = Input.CHANNELS,
      persist = false)
  private String channels = "";

  @Parameter(
      label = "Shrink images by",
      description =
          "For large cells: pixels of the image across one pixel of the network, where the pixel"
              + " size isn't known. Cells should then be about 15 to 60 pixels.",
      min = "0.01",
      max = "100",
      persist = false)
  private double shrink = 1;

  @Parameter(
      label = "Epochs",
      description = "How often the examples are gone through.",
      min = "1",
      max = "100000",
      persist = false)
  private int epochs;

  @Parameter(
      label = "Augmentation",
      description =
          "Random changes of the examples: none; flips and quarter turns; standard (also free"
              + " turning, size, brightness, blur, noise); strong (more of it).",
      choices = {"none", "flips", "standard", "strong"},
      persist = false)
  private String augmentation = "standard";

  @Parameter(
      label = "Device",
      description = "auto takes the fastest that works.",
      choices = {"auto", "cpu", "cuda", "mps"},
      persist = false)
  private String device = "auto";

  @Advanced
  @Parameter(
      label = "Without the images of list",
      description = "Name of a list of images that are left out everywhere. Empty for none.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String without = "";

  @Advanced
  @Parameter(
      label = "Pixel size of the network (µm)",
      description =
          "Images with a known pixel size are brought to this one; 0 takes their pixels as they"
              + " are.",
      min = "0",
      max = "1000",
      persist = false)
  private double pixel = 0;

  @Advanced
  @Parameter(
      label = "Batch",
      description = "How many examples go through the network together in one step.",
      min = "1",
      max = "4096",
      persist = false)
  private int batch;

  @Advanced
  @Parameter(
      label = "Optimizer",
      description = "How gradients change the weights.",
      choices = {"adamw", "adam"},
      persist = false)
  private String optimizer = "adamw";

  @Advanced
  @Parameter(
      label = "Schedule",
      description =
          "How the learning rate changes: up and down in one cycle, or a tenth after half of the"
              + " epochs and a hundredth after three quarters.",
      choices = {"one-cycle", "step"},
      persist = false)
  private String schedule = "one-cycle";

  @Advanced
  @Parameter(
      label = "Learning rate",
      description = "The greatest learning rate.",
      min = "1e-7",
      max = "1",
      persist = false)
  private double rate = 0.003;

  @Advanced
  @Parameter(
      label = "Weight decay",
      description = "How strongly weights are drawn to 0, as a part of the learning rate.",
      min = "0",
      max = "1",
      persist = false)
  private double decay = 0.05;

  @Advanced
  @Parameter(
      label = "Averaging of weights",
      description =
          "Part of the averaged weights that stays at each step; 0 for no averaging. The averaged"
              + " weights are validated and kept.",
      min = "0",
      max = "0.99999",
      persist = false)
  private double averaging = 0.998;

  @Advanced
  @Parameter(
      label = "Patience",
      description =
          "Training stops after so many epochs without a better score on the validation images.",
      min = "1",
      max = "100000",
      persist = false)
  private int patience = 40;

  @Advanced
  @Parameter(
      label = "Sampling",
      description =
          "each: every example once an epoch. balanced: as many drawn, all classes alike often.",
      choices = {"each", "balanced"},
      persist = false)
  private String sampling;

  @Advanced
  @Parameter(
      label = "Seed",
      description =
          "Of everything random, without unit: the same seed gives the same model on the same computer.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = 1;

  @Advanced
  @Parameter(
      label = "Replace a model of this name",
      description = "An installed model of the same name is replaced. Otherwise it is an error.",
      persist = false)
  private boolean replace = false;

  @Advanced
  @Parameter(
      label = "Folder of the run",
      description =
          "For checkpoints and the package. A run that was cut off goes on if it is started again"
              + " with the same settings. Empty: a folder beside the installed models.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  private final ModelTask task;
  private boolean install = true;
  private String said = "";
  private List<String> chosen = List.of();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param architecture of the network to start with
   */
  TrainCells(
      ModelTask task, String name, String architecture, int epochs, int batch, String sampling) {
    this.task = task;
    this.name = name;
    start = architecture;
    this.epochs = epochs;
    this.batch = batch;
    this.sampling = sampling;
  }

  /** Whether the model becomes an installed one (the default), or only lies in its folder. */
  public final void install(boolean installed) {
    install = installed;
  }

  /** Sets the classes and their order, whatever is in their names. */
  public final void learns(List<String> names) {
    chosen = List.copyOf(names);
  }

  private List<String> wanted() {
    return chosen.isEmpty() ? list(classes) : chosen;
  }

  /** How the run was started, for the model card. */
  public final void startedBy(String command) {
    said = command;
  }

  @Override
  protected final void execute() throws IOException {
    boolean window = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
    TrainingView view =
        window ? new TrainingWindow() : new TrainingLines(IJ::log, IJ::escapePressed);
    try {
      train(view);
    } catch (CancellationException e) {
      view.failed("Stopped before the first epoch ended, so there is no model.");
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      view.failed("Failed: " + (e.getMessage() == null ? e : e.getMessage()));
      throw e;
    }
  }

  /** Trains with what the inputs say; returns the package. */
  public abstract ModelPackage train(TrainingView view) throws IOException;

  /** A command of the same kind with nothing set. */
  abstract TrainCells standard();

  /** "Finds cells" or "Says what cells are". */
  abstract String what();

  /** All that can be said without opening an image; to be called first. */
  public final TrainingChecks.Start start() throws IOException {
    ModelLibrary library = Installation.models();
    if (install) {
      TrainingChecks.requireName(library, name.strip(), replace);
      TrainingChecks.requireWritable(ModelLibrary.standardHome().resolve("models"));
    } else ModelDescription.requireName(name.strip());
    TrainingChecks.requireWritable(runFolder());
    return TrainingChecks.start(library, start.isBlank() ? standard().start : start, task);
  }

  /** The examples, from where the inputs say. */
  final TrainingImages images() throws IOException {
    return TrainingChecks.examples(found(), wanted());
  }

  private TrainingImages found() throws IOException {
    boolean lists = !(training + validation + without).isBlank();
    if (folder == null) {
      if (lists)
        throw new IllegalArgumentException(
            "Lists of images (training, validation, without) belong to a folder; choose it, too.");
      return TrainingImages.ofOpenImages(LabelledByHand.onOpenImages(), seed);
    }
    Path path = folder.toPath();
    if (!Files.exists(path)) throw new IOException("There is no folder " + path);
    if (!ofCrops()) {
      TrainingImages found = TrainingImages.ofAnnotations(path, training, validation, seed);
      return without.isBlank() ? found : found.without(TrainingImages.listed(path, without));
    }
    if (task == ModelTask.DETECTION)
      throw new IllegalArgumentException(
          path
              + " holds crops, which say nothing of where cells lie. A detector learns from images with annotations.");
    if (lists)
      throw new IllegalArgumentException(
          "Crops have no lists of images. Put them into two folders, train and val, with a folder for each class.");
    return TrainingImages.ofCrops(path, seed);
  }

  /** Whether the examples are crops by class. */
  final boolean ofCrops() throws IOException {
    return folder != null && TrainingImages.looksLikeCrops(folder.toPath());
  }

  /**
   * @param start what {@link #start} said
   * @param side of what the network takes
   */
  final TrainWorkflow.Plan plan(
      TrainingChecks.Start start,
      TrainingImages images,
      SizeRule side,
      CropRule crop,
      boolean rejects)
      throws IOException {
    return new TrainWorkflow.Plan(
        draft(images, start.model(), side, crop),
        channels,
        start.architecture(),
        start.model(),
        settings(),
        device(),
        runFolder(),
        rejects);
  }

  /** Nothing of the engine may be loaded before. */
  private ComputeDevice device() throws IOException {
    DeviceChoice chosen = Installation.devices().choose(device);
    notes.addAll(chosen.notes());
    return chosen.device();
  }

  /** Something that the user should know before training begins. */
  final void note(String sentence) {
    if (!notes.contains(sentence)) notes.add(sentence);
  }

  /** What the model will say, without looking whether its name is free. */
  final ModelDraft draft(TrainingImages images, SizeRule side, CropRule crop) throws IOException {
    TrainingChecks.Start from =
        TrainingChecks.start(
            Installation.models(), start.isBlank() ? standard().start : start, task);
    return draft(images, from.model(), side, crop);
  }

  @Override
  public final ExamplePreview examples(int rows, int variants, long number) throws IOException {
    TrainingImages found = images();
    return new ExamplePreview(
        TrainingPreview.balance(found), preview(found, channels, rows, variants, number));
  }

  /** What the network will be shown of the training images. */
  abstract AugmentationPreview preview(
      TrainingImages images, String channels, int rows, int variants, long number)
      throws IOException;

  /** Tells the view what is about to happen. */
  final void begin(TrainingView view, TrainWorkflow.Plan plan, TrainingImages images, String what) {
    List<String> all = new ArrayList<>(images.notes());
    all.addAll(notes);
    ClassBalance balance = TrainingPreview.balance(images);
    all.addAll(balance.lines());
    all.addAll(balance.warnings());
    view.started(
        new TrainingView.Run(
            plan.draft().name(),
            what,
            plan.draft().classes(),
            plan.device().name(),
            plan.settings().epochs(),
            images,
            all));
  }

  private ModelDraft draft(
      TrainingImages images, Optional<ModelPackage> model, SizeRule side, CropRule crop)
      throws IOException {
    Credits credits =
        new Credits(
            List.of(), List.of(), "", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    List<String> wanted = wanted().isEmpty() ? images.classes() : wanted();
    String summary =
        "%s, trained on %d images with %d cells."
            .formatted(what(), images.training().size(), images.cells());
    if (model.isPresent()) {
      ModelDescription old = model.get().description();
      if (shrink != 1 || pixel != 0)
        note("The pixel size is that of %s; shrink and pixel have no say.".formatted(old.name()));
      boolean same = wanted.size() == old.classes().size() && old.classNames().containsAll(wanted);
      return new ModelDraft(
          name.strip(),
          "%s Begun with %s.".formatted(summary, old.name()),
          same ? old.classNames() : wanted,
          old.input(),
          old.crop(),
          credits,
          command());
    }
    ModelInput input =
        new ModelInput(
            channelNames(images),
            side,
            side,
            pixel > 0 ? OptionalDouble.of(pixel) : OptionalDouble.empty(),
            shrink,
            List.of(new ZeroMeanUnitVariance(PreprocessingStep.STANDARD_EPSILON, true)));
    return new ModelDraft(name.strip(), summary, wanted, input, crop, credits, command());
  }

  private List<String> channelNames(TrainingImages images) throws IOException {
    String choice = channels.strip().toLowerCase(Locale.ROOT);
    if (choice.isEmpty()) return List.of("brightfield");
    ImagePlus first = images.training().get(0).open();
    boolean rgb = first.getType() == ImagePlus.COLOR_RGB;
    int count = !choice.equals("all") ? list(channels).size() : rgb ? 3 : first.getNChannels();
    if (rgb && count == 3) return List.of("red", "green", "blue");
    return IntStream.rangeClosed(1, count).mapToObj(c -> "channel " + c).toList();
  }

  /** As a macro would run it, with what differs from the defaults. */
  private String command() {
    if (!said.isEmpty()) return said;
    TrainCells other = standard();
    List<String> options = new ArrayList<>();
    for (Input input : Inputs.of(getClass())) {
      String value = Inputs.text(input, this);
      if (!value.equals(Inputs.text(input, other)))
        options.add(input.key() + "=" + (value.contains(" ") ? "[" + value + "]" : value));
    }
    return "run(\"%s...\", \"%s\");"
        .formatted(
            getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " "),
            String.join(" ", options));
  }

  private Path runFolder() {
    return output != null
        ? output.toPath()
        : ModelLibrary.standardHome().resolve("training").resolve(ModelDescription.keyOf(name));
  }

  private TrainingSettings settings() {
    return new TrainingSettings(
        epochs,
        batch,
        Optimizer.valueOf(optimizer.toUpperCase(Locale.ROOT)),
        Schedule.valueOf(schedule.toUpperCase(Locale.ROOT).replace('-', '_')),
        rate,
        decay,
        averaging,
        patience,
        seed);
  }

  final Augmentation augmentation() {
    return switch (augmentation) {
      case "none" -> Augmentation.none();
      case "flips" -> Augmentation.exact();
      case "strong" -> Augmentation.strong();
      default -> Augmentation.defaults();
    };
  }

  /**
   * @param examples an epoch, if they are drawn
   */
  final Sampling sampling(int examples) {
    return sampling.equals("each") ? Sampling.each() : Sampling.inverseFrequency(examples);
  }

  /** Installs what was trained, unless only the package was wanted. */
  final ModelPackage installed(ModelPackage model, TrainingView view) throws IOException {
    ModelPackage there = model;
    if (install) {
      ModelLibrary library = Installation.models();
      InstalledModel done =
          library.install(model.folder().toString(), replace, (bytes, all) -> true);
      there = library.find(done.key());
      view.said(
          "Installed as '%s'. Use it in %s."
              .formatted(
                  done.key(), task == ModelTask.DETECTION ? "Detect Cells" : "Classify Cells"));
    } else view.said("The model is in " + model.folder());
    view.done();
    return there;
  }

  /** What stands between commas, without spaces round it and without empty parts. */
  public static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }
}
