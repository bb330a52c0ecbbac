package org.unstained.workflow.networks;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.DetectionSettings;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ComputeDevice.Kind;
import org.unstained.models.DeviceMemory;
import org.unstained.models.LastLayer;
import org.unstained.models.ModelClass;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.OutputFormat;

/** Checks of models before they are loaded, and how much goes through them at once. */
public final class NetworkModels {
  private NetworkModels() {}

  /** A graphics processor has more to do at once; its memory is the limit. */
  private static final int TILES_OF_GRAPHICS = 8;

  /**
   * What a pixel of a tile takes while it goes through a network: ten times what our own detectors
   * take (120), for those of others.
   */
  private static final int BYTES_OF_PIXEL = 1200;

  private static final int CROPS_OF_GRAPHICS = 256;

  /**
   * Batches in flight there: cutting and decoding take longer than the network does. With 4 instead
   * of 2, 16 megapixels took two thirds of the time on an H100 with 16 processors, with 6 no less.
   */
  private static final int LANES_OF_GRAPHICS = 4;

  /**
   * @throws IllegalArgumentException if the model is for another task
   */
  public static void requireDetector(ModelPackage model) {
    if (model.description().task() != ModelTask.DETECTION)
      throw new IllegalArgumentException(
          "'%s' is a model for classification: it says what a cell is, but finds none. Choose a model for detection, and this one as the classifier behind it, or run Classify Cells."
              .formatted(model.description().key()));
  }

  /**
   * @throws IllegalArgumentException if the model is for another task
   */
  public static void requireClassifier(ModelPackage model) {
    if (model.description().task() != ModelTask.CLASSIFICATION)
      throw new IllegalArgumentException(
          "'%s' is a model for detection and can't classify cells that are there already. Choose a model for classification, or run Detect Cells with this one."
              .formatted(model.description().key()));
  }

  /**
   * @throws IllegalArgumentException if the model is for another task, or no network
   */
  public static void requireNetworkClassifier(ModelPackage model) {
    requireClassifier(model);
    if (model.description().isMeasured())
      throw new IllegalArgumentException(
          "'%s' looks at measurements of outlines, and a detector gives boxes. Choose a network as the classifier behind it, or segment and run Classify Cells with this one."
              .formatted(model.description().key()));
  }

  /**
   * @throws IllegalArgumentException if the model is for another task, or no network
   */
  public static void requireLayers(ModelPackage model) {
    requireClassifier(model);
    if (model.description().isMeasured())
      throw new IllegalArgumentException(
          "'%s' looks at measurements, not at pixels, and has no layers. Choose a network that classifies."
              .formatted(model.description().key()));
  }

  /**
   * How to see the last layer before a model's classifier.
   *
   * @throws IllegalArgumentException if the model is for another task, no network, or doesn't show
   *     its last layer
   */
  public static LastLayer requireLastLayer(ModelPackage model) {
    requireLayers(model);
    String name = model.description().key();
    return model
        .description()
        .output()
        .lastLayer()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' doesn't show its last layer, so it has no features and no class activation maps (the method occlusion needs none). The script models/add_features.py adds it to the package (docs/models.md); install what it writes."
                        .formatted(name)));
  }

  /**
   * A detector of one class that the classifier doesn't have says only where cells are. Otherwise
   * the classifier has to know all its classes.
   *
   * @throws IllegalArgumentException if it doesn't
   */
  public static void requireClasses(ModelDescription detector, ModelDescription classifier) {
    List<String> lacking =
        detector.classNames().stream().filter(n -> !classifier.classNames().contains(n)).toList();
    if (lacking.isEmpty() || detector.classNames().size() == 1) return;
    throw new IllegalArgumentException(
        "The classifier '%s' doesn't know %s of the detector '%s'; it knows %s. Choose a classifier for the same classes, or none."
            .formatted(
                classifier.key(),
                String.join(", ", lacking),
                detector.key(),
                String.join(", ", classifier.classNames())));
  }

  /** The colour that a model names for each of its classes, 0xRRGGBB. */
  public static Map<String, Integer> colours(ModelDescription model) {
    return model.classes().stream()
        .collect(Collectors.toMap(ModelClass::name, ModelClass::rgb, (first, again) -> first));
  }

  /**
   * How many tiles go through at once: fewer where memory is scarce or tiles are large, one where
   * networks return boxes, which take one picture at a time, or may do so.
   *
   * @param side pixels of a tile
   */
  public static DetectionSettings batches(
      DetectionSettings settings, ModelDescription model, ComputeDevice device, int side) {
    if (model.output().format() == OutputFormat.BOXES)
      return settings.withBatch(1, settings.lanes());
    boolean graphics = device.kind() != Kind.CPU;
    int wanted = graphics ? TILES_OF_GRAPHICS : settings.batch();
    int lanes = graphics ? lanesOfGraphics() : settings.lanes();
    return settings.withBatch(fitting(wanted, lanes, side, DeviceMemory.free(device)), lanes);
  }

  /** As many tiles as half of the free memory holds, from 1 to those wanted. */
  static int fitting(int wanted, int lanes, int side, OptionalLong free) {
    if (free.isEmpty()) return wanted;
    double tiles = free.getAsLong() / 2.0 / lanes / ((double) side * side * BYTES_OF_PIXEL);
    return (int) Math.max(1, Math.min(wanted, tiles));
  }

  /** With larger batches for a graphics card. */
  public static ClassificationSettings batches(ClassificationSettings settings, Kind device) {
    return device == Kind.CPU ? settings : settings.withBatch(CROPS_OF_GRAPHICS, lanesOfGraphics());
  }

  private static int lanesOfGraphics() {
    return Math.min(LANES_OF_GRAPHICS, Math.max(2, Runtime.getRuntime().availableProcessors()));
  }
}
