package org.unstained.workflow.analysis;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.image.Planes;
import org.unstained.inference.CellDetector;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.InferenceProgress;
import org.unstained.inference.NetworkScale;
import org.unstained.inference.Picture;
import org.unstained.inference.SuppressionSettings;
import org.unstained.inference.TestTime;
import org.unstained.inference.TwoStageDetector;
import org.unstained.models.ComputeDevices;
import org.unstained.models.DeviceChoice;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.OutputFormat;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.LoadedNetworks.Loan;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.NetworkResult;
import org.unstained.workflow.networks.SharedLanes;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.NetworkPictures;
import org.unstained.workflow.planes.Pipeline;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Detects the cells of images with a network, or with two: a classifier looks at each cell again,
 * and both scores are joined. What the command, the macro and the folder run do.
 *
 * <p>{@link #open} loads the networks onto the device, or takes those that are there; then any
 * number of images may follow. Close it to give them back. The images stay as they are, but for the
 * colours that the models name ({@link ClassColours}).
 */
public final class DetectWorkflow implements AutoCloseable {
  /** Planes in work: one is read, one is with the network, one is measured. */
  private static final int AT_ONCE = 3;

  private final DetectOptions options;
  private final DetectionSettings settings;
  private final double weight;
  private final UsedNetworks used;
  private final ModelDescription detection;
  private final Loan<DetectorModel> detector;
  private final ModelDescription classification;
  private final Loan<ClassifierModel> classifier;

  private final SharedLanes lanes;

  private DetectWorkflow(
      DetectOptions options,
      DetectionSettings settings,
      double weight,
      UsedNetworks used,
      ModelDescription detection,
      Loan<DetectorModel> detector,
      ModelDescription classification,
      Loan<ClassifierModel> classifier) {
    this.options = options;
    this.settings = settings;
    lanes = new SharedLanes(settings.lanes());
    this.weight = weight;
    this.used = used;
    this.detection = detection;
    this.detector = detector;
    this.classification = classification;
    this.classifier = classifier;
  }

  /**
   * Finds the models among those installed, chooses the device and loads the networks.
   *
   * @throws IOException if there is no such model, it is damaged, or the device or the network
   *     doesn't work; names the file and the remedy
   * @throws IllegalArgumentException if a model is for another task, the two don't fit together, or
   *     the tile is too small for the network
   */
  public static DetectWorkflow open(DetectOptions options) throws IOException {
    return open(options, Installation.models(), Installation.devices());
  }

  /** The same with models and devices of the caller's own. */
  public static DetectWorkflow open(
      DetectOptions options, ModelLibrary library, ComputeDevices devices) throws IOException {
    return open(options, library, devices, Installation.networks());
  }

  /** The same with networks in memory of the caller's own, too. */
  public static DetectWorkflow open(
      DetectOptions options, ModelLibrary library, ComputeDevices devices, LoadedNetworks networks)
      throws IOException {
    ModelPackage first = library.find(options.detector());
    NetworkModels.requireDetector(first);
    ModelPackage second = null;
    if (options.hasClassifier()) {
      second = library.find(options.classifier());
      NetworkModels.requireNetworkClassifier(second);
      NetworkModels.requireClasses(first.description(), second.description());
    }
    DetectionTiles.require(options.tile(), first.description());
    if (options.turns() && first.description().output().format() == OutputFormat.BOXES)
      throw new IllegalArgumentException(
          "'turns' needs a detector that returns maps, and '%s' returns boxes. Leave it out."
              .formatted(first.description().key()));
    ModelDefaults own = library.defaults(first);
    ModelDefaults last = second == null ? own : library.defaults(second);
    DeviceChoice device = devices.chooseToRun(options.device());
    DetectionSettings settings =
        NetworkModels.batches(
            DetectionSettings.defaults()
                .withTestTime(options.turns() ? TestTime.FLIPS : TestTime.NONE)
                .withScore(options.score().orElse(last.score()))
                .withSuppression(suppression(options.overlap().orElse(own.overlap()))),
            first.description(),
            device.device(),
            Math.max(options.tile(), DetectionSettings.defaults().tile()));
    List<UsedModel> models = new ArrayList<>(List.of(UsedModel.of(first)));
    if (second != null) models.add(UsedModel.of(second));
    Loan<DetectorModel> detector = networks.detector(first, device.device());
    try {
      Loan<ClassifierModel> classifier =
          second == null ? null : networks.classifier(second, device.device());
      return new DetectWorkflow(
          options,
          settings,
          options.weight().orElse(last.weight()),
          UsedNetworks.of(models, device),
          first.description(),
          detector,
          second == null ? null : second.description(),
          classifier);
    } catch (IOException | RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  private static SuppressionSettings suppression(double overlap) {
    return new SuppressionSettings(SuppressionSettings.Measure.IOU, overlap, false);
  }

  /**
   * Score, overlap and weight as they are used, whoever said them; no weight without classifier.
   */
  public Map<String, Double> thresholds() {
    Map<String, Double> used = new LinkedHashMap<>();
    used.put("score", settings.score());
    used.put("overlap", settings.suppression().threshold());
    if (classifier != null) used.put("weight", weight);
    return used;
  }

  /** The models and the device that do the work. */
  public UsedNetworks used() {
    return used;
  }

  /**
   * Detects the cells of one plane or of all; see {@link DetectOptions}. A plane without cells is a
   * result.
   *
   * @param progress told now and then, on other threads but one at a time
   * @param canceled asked now and then
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     models take
   * @throws IOException if a network fails or returns nonsense
   */
  public NetworkResult run(
      ImagePlus image, Consumer<InferenceProgress> progress, BooleanSupplier canceled)
      throws IOException {
    List<PlaneCells> planes = new ArrayList<>();
    double seconds = run(image, planes::add, progress, canceled);
    ClassColours.keep(image, colours());
    return new NetworkResult(planes, seconds);
  }

  /**
   * Hands over the cells plane by plane, so that nobody has to keep them; on any number of threads.
   *
   * @return seconds that it took
   */
  public double run(
      ImagePlus image,
      Pipeline.Taker<PlaneCells, IOException> taker,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    InputChannels channels = channels(image);
    List<SliceAndFrame> positions =
        options.allPlanes() ? SliceAndFrame.all(image) : List.of(SliceAndFrame.current(image));
    PlaneProgress all = new PlaneProgress(positions.size(), progress);
    Pipeline.run(
        positions.size(),
        Math.min(AT_ONCE, Images.atOnce(image, positions.size())),
        (number, stopped) -> {
          SliceAndFrame at = positions.get(number);
          List<Detection> found =
              detect(
                  PlaneSource.of(image, at), channels, part -> all.working(number, part), stopped);
          List<Cell> cells =
              BoxCells.of(
                  found, Planes.channels(image, at.slice(), at.frame()), Planes.pixelSize(image));
          all.finished(number, cells.size());
          return new PlaneCells(
              image.getTitle(), channels.shown(image), at.slice(), at.frame(), cells);
        },
        taker,
        canceled);
    detector.network().memoryNote().ifPresent(IJ::log);
    if (classifier != null) classifier.network().memoryNote().ifPresent(IJ::log);
    return all.seconds();
  }

  /**
   * The channels that the detector looks at.
   *
   * @throws IllegalArgumentException if the image doesn't have those that the models take
   */
  public InputChannels channels(ImagePlus image) {
    InputChannels channels = NetworkPictures.channels(image, options.channels(), detection);
    if (classifier != null) NetworkPictures.channels(image, channels, detection, classification);
    return channels;
  }

  /** What the models name, by class. */
  public Map<String, Integer> colours() {
    Map<String, Integer> colours = new LinkedHashMap<>(NetworkModels.colours(detection));
    if (classification != null) colours.putAll(NetworkModels.colours(classification));
    return colours;
  }

  /** The cells of one plane, from the greatest score to the smallest. */
  public List<Detection> detect(
      PlaneSource plane,
      InputChannels channels,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Picture picture = NetworkPictures.of(plane, channels, detection);
    InputChannels crops =
        classifier == null
            ? null
            : NetworkPictures.channels(plane.card(), channels, detection, classification);
    DetectionSettings tiled =
        DetectionTiles.of(
            settings,
            options.tile(),
            plane.width(),
            plane.height(),
            Planes.pixelSize(plane.card()),
            detector.network().format().scale());
    boolean oneBatch = isOneTile(picture, tiled);
    if (classifier == null)
      return lanes.with(
          oneBatch,
          () -> CellDetector.detect(picture, detector.network(), tiled, progress, canceled));
    boolean alike = crops.equals(channels) && NetworkPictures.alike(detection, classification);
    Picture second = alike ? picture : NetworkPictures.of(plane, crops, classification);
    ClassificationSettings look =
        NetworkModels.batches(
            ClassificationSettings.defaults().withTestTime(secondLook()), used.device().kind());
    return lanes.with(
        oneBatch,
        () ->
            TwoStageDetector.detect(
                picture,
                detector.network(),
                tiled,
                second,
                classifier.network(),
                look,
                weight,
                progress,
                canceled));
  }

  private boolean isOneTile(Picture picture, DetectionSettings tiled) {
    NetworkScale scale = detector.network().format().scale();
    return picture.width() / picture.scaleX(scale) <= tiled.tile()
        && picture.height() / picture.scaleY(scale) <= tiled.tile();
  }

  private TestTime secondLook() {
    if (!options.turns()) return TestTime.NONE;
    ClassifierFormat format = classifier.network().format();
    return format.width() == format.height() ? TestTime.FLIPS_AND_ROTATIONS : TestTime.FLIPS;
  }

  @Override
  public void close() {
    detector.close();
    if (classifier != null) classifier.close();
  }
}
