package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
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
import java.util.stream.IntStream;
import org.scijava.plugin.Parameter;
import org.unstained.inference.FreshModel;
import org.unstained.learning.Augmentation;
import org.unstained.learning.ModelDraft;
import org.unstained.learning.Sampling;
import org.unstained.learning.TrainingSettings;
import org.unstained.learning.TrainingSettings.Optimizer;
import org.unstained.learning.TrainingSettings.Schedule;
import org.unstained.models.Credits;
import org.unstained.models.CropRule;
import org.unstained.models.DeviceChoice;
import org.unstained.models.ModelInput;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.PreprocessingStep;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;
import org.unstained.models.SizeRule;
import org.unstained.workflow.Installation;
import org.unstained.workflow.TrainWorkflow;
import org.unstained.workflow.TrainingImages;

/** What the two training commands have in common. */
public abstract class TrainCells extends CellCommand {

  @Parameter(
      label = "Folder with examples",
      description =
          "Images with Pascal VOC annotations (XML), or for a classifier a folder of crops for each"
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
      label = "Without the images of list",
      description = "Name of a list of images that are left out everywhere. Empty for none.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String without = "";

  @Parameter(
      label = "Name of the model",
      description = "Under this name it is installed: letters, digits, spaces and - _ . ( ) +.",
      style = Input.FREE_TEXT,
      persist = false)
  private String name = "my-model";

  @Parameter(
      label = "Start with",
      description =
          "A fresh network (for detection detector or detector-light; for classification small,"
              + " resnet18, squeezenet, convnext-tiny, efficientnet-b0, densenet121, inception), or"
              + " an installed model to train further. Empty: detector, or small.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String start = "";

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
      style = Input.FREE_TEXT,
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
      label = "Pixel size of the network (µm)",
      description =
          "Images with a known pixel size are brought to this one; 0 takes their pixels as they"
              + " are.",
      min = "0",
      max = "1000",
      persist = false)
  private double pixel = 0;

  @Parameter(
      label = "Epochs",
      description = "How often the examples are gone through.",
      min = "1",
      max = "100000",
      persist = false)
  private int epochs = defaultEpochs();

  @Parameter(
      label = "Batch",
      description = "How many examples go through the network together in one step.",
      min = "1",
      max = "4096",
      persist = false)
  private int batch = defaultBatch();

  @Parameter(
      label = "Optimizer",
      description = "How gradients change the weights.",
      choices = {"adamw", "adam"},
      persist = false)
  private String optimizer = "adamw";

  @Parameter(
      label = "Schedule",
      description =
          "How the learning rate changes: up and down in one cycle, or a tenth after half of the"
              + " epochs and a hundredth after three quarters.",
      choices = {"one-cycle", "step"},
      persist = false)
  private String schedule = "one-cycle";

  @Parameter(
      label = "Learning rate",
      description = "The greatest learning rate.",
      min = "1e-7",
      max = "1",
      persist = false)
  private double rate = 0.003;

  @Parameter(
      label = "Weight decay",
      description = "How strongly weights are drawn to 0, as a part of the learning rate.",
      min = "0",
      max = "1",
      persist = false)
  private double decay = 0.05;

  @Parameter(
      label = "Averaging of weights",
      description =
          "Part of the averaged weights that stays at each step; 0 for no averaging. The averaged"
              + " weights are validated and kept.",
      min = "0",
      max = "0.99999",
      persist = false)
  private double averaging = 0.998;

  @Parameter(
      label = "Patience",
      description =
          "Training stops after so many epochs without a better score on the validation images.",
      min = "1",
      max = "100000",
      persist = false)
  private int patience = 40;

  @Parameter(
      label = "Augmentation",
      description =
          "Random changes of the examples: none; flips and quarter turns; standard (also free"
              + " turning, size, brightness, blur, noise); strong (more of it).",
      choices = {"none", "flips", "standard", "strong"},
      persist = false)
  private String augmentation = "standard";

  @Parameter(
      label = "Sampling",
      description =
          "each: every example once an epoch. balanced: as many drawn, all classes alike often.",
      choices = {"each", "balanced"},
      persist = false)
  private String sampling = defaultSampling();

  @Parameter(
      label = "Seed",
      description =
          "Of everything random, without unit: the same seed gives the same model on the same computer.",
      min = "0",
      max = "2147483647",
      persist = false)
  private int seed = 1;

  @Parameter(
      label = "Device",
      description = "auto takes the fastest that works.",
      choices = {"auto", "cpu", "cuda", "mps"},
      persist = false)
  private String device = "auto";

  @Parameter(
      label = "Replace a model of this name",
      description = "An installed model of the same name is replaced. Otherwise it is an error.",
      persist = false)
  private boolean replace = false;

  @Parameter(
      label = "Folder of the run",
      description =
          "For checkpoints and the package. A run that was cut off goes on if it is started again"
              + " with the same settings. Empty: a folder beside the installed models.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  private boolean install = true;
  private String said = "";

  /** Whether the model becomes an installed one (the default), or only lies in its folder. */
  public final void install(boolean installed) {
    install = installed;
  }

  /** How the run was started, for the model card. */
  public final void startedBy(String command) {
    said = command;
  }

  @Override
  protected final void execute() throws IOException {
    train(new TrainingLines(IJ::log, () -> IJ.escapePressed()));
  }

  /** Trains with what the inputs say; returns the package. */
  public abstract ModelPackage train(TrainingView view) throws IOException;

  abstract int defaultEpochs();

  abstract int defaultBatch();

  abstract String defaultSampling();

  abstract String defaultArchitecture();

  /** The examples, from where the inputs say. */
  final TrainingImages images() throws IOException {
    if (folder == null)
      throw new IllegalArgumentException(
          "Choose the folder with the examples: images with annotations, or crops by class.");
    Path path = folder.toPath();
    if (!Files.isDirectory(path)) throw new IOException("There is no folder " + path);
    TrainingImages found =
        TrainingImages.looksLikeCrops(path)
            ? TrainingImages.ofCrops(path, list(classes), seed)
            : TrainingImages.ofAnnotations(path, training, validation, list(classes), seed);
    return without.isBlank() ? found : found.without(TrainingImages.listed(path, without));
  }

  final TrainWorkflow.Plan plan(TrainingImages images, SizeRule side, CropRule crop)
      throws IOException {
    // nothing of the engine before this
    DeviceChoice chosen = Installation.devices().choose(device);
    ModelLibrary library = Installation.models();
    Optional<ModelPackage> model = model(library);
    ModelDraft draft = draft(images, model, side, crop);
    requireFree(library, draft.name());
    return new TrainWorkflow.Plan(
        draft,
        channels,
        model.isPresent() || !start.isBlank() ? start : defaultArchitecture(),
        model,
        settings(),
        chosen.device(),
        runFolder());
  }

  private Optional<ModelPackage> model(ModelLibrary library) throws IOException {
    String wanted = start.strip();
    if (wanted.isEmpty() || FreshModel.ARCHITECTURES.contains(wanted)) return Optional.empty();
    return Optional.of(library.find(wanted));
  }

  private ModelDraft draft(
      TrainingImages images, Optional<ModelPackage> model, SizeRule side, CropRule crop)
      throws IOException {
    Credits credits =
        new Credits(
            List.of(), List.of(), "", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    List<String> names = list(classes).isEmpty() ? images.classes() : list(classes);
    ModelInput input =
        new ModelInput(
            channelNames(images),
            side,
            side,
            pixel > 0 ? OptionalDouble.of(pixel) : OptionalDouble.empty(),
            shrink,
            preprocessing());
    if (model.isPresent()) {
      var old = model.get().description();
      if (names.size() == old.classes().size() && old.classNames().containsAll(names))
        names = old.classNames();
      input = old.input();
      crop = old.crop();
    }
    String summary =
        "%s, trained on %d images with %d cells."
            .formatted(what(), images.training().size(), images.cells());
    return new ModelDraft(name.strip(), summary, names, input, crop, credits, said);
  }

  /** "Finds cells" or "Says what cells are". */
  abstract String what();

  private static List<PreprocessingStep> preprocessing() {
    return List.of(new ZeroMeanUnitVariance(PreprocessingStep.STANDARD_EPSILON, true));
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

  private void requireFree(ModelLibrary library, String wanted) throws IOException {
    if (!install || replace) return;
    String key = wanted.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    if (library.list().stream().anyMatch(m -> m.key().equals(key)))
      throw new IllegalArgumentException(
          "There is a model '%s' already. Choose another name, or replace it (replace=true)."
              .formatted(key));
  }

  private Path runFolder() {
    return output != null
        ? output.toPath()
        : ModelLibrary.standardHome().resolve("training").resolve(name.strip());
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
    if (!install) {
      view.said("The model is in " + model.folder());
      return model;
    }
    ModelLibrary library = Installation.models();
    var done = library.install(model.folder().toString(), replace, (bytes, all) -> true);
    view.said("Installed as '%s'".formatted(done.key()));
    return library.find(done.key());
  }

  static List<String> list(String text) {
    List<String> parts = new ArrayList<>();
    Arrays.stream(text.split(",")).map(String::strip).filter(p -> !p.isEmpty()).forEach(parts::add);
    return parts;
  }
}
