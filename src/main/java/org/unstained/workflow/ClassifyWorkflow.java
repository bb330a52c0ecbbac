package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.InferenceProgress;
import org.unstained.inference.Picture;
import org.unstained.inference.TestTime;
import org.unstained.models.ComputeDevices;
import org.unstained.models.DeviceChoice;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.LoadedNetworks.Loan;

/**
 * Says what cells are that are there already: segmented, drawn, or of a label map. They keep their
 * numbers, outlines and measurements; a class that a person gave them stays, too.
 *
 * <p>{@link #open} loads the network onto the device, or takes the one that is there; then any
 * number of images may follow. Close it to give it back. The images stay as they are, but for the
 * colours that the model names ({@link ClassColours}).
 */
public final class ClassifyWorkflow implements AutoCloseable {
  private final ClassifyOptions options;
  private final ClassificationSettings settings;
  private final UsedNetworks used;
  private final ModelDescription description;
  private final Loan<ClassifierModel> model;

  private ClassifyWorkflow(
      ClassifyOptions options,
      ClassificationSettings settings,
      UsedNetworks used,
      ModelDescription description,
      Loan<ClassifierModel> model) {
    this.options = options;
    this.settings = settings;
    this.used = used;
    this.description = description;
    this.model = model;
  }

  /**
   * Finds the model among those installed, chooses the device and loads the network.
   *
   * @throws IOException if there is no such model, it is damaged, or the device or the network
   *     doesn't work; names the file and the remedy
   * @throws IllegalArgumentException if the model is for another task, or its crops can't be turned
   */
  public static ClassifyWorkflow open(ClassifyOptions options) throws IOException {
    return open(options, Installation.models(), Installation.devices());
  }

  static ClassifyWorkflow open(
      ClassifyOptions options, ModelLibrary library, ComputeDevices devices) throws IOException {
    return open(options, library, devices, Installation.networks());
  }

  static ClassifyWorkflow open(
      ClassifyOptions options,
      ModelLibrary library,
      ComputeDevices devices,
      LoadedNetworks networks)
      throws IOException {
    ModelPackage found = library.find(options.model());
    NetworkModels.requireClassifier(found);
    ClassifierFormat format = ClassifierFormat.of(found.description());
    if (options.turns() && format.width() != format.height())
      throw new IllegalArgumentException(
          "'turns' needs square crops, and those of '%s' are %d x %d. Leave it out."
              .formatted(found.description().key(), format.width(), format.height()));
    DeviceChoice device = devices.choose(options.device());
    ClassificationSettings settings =
        NetworkModels.batches(
            ClassificationSettings.defaults()
                .withTestTime(options.turns() ? TestTime.FLIPS_AND_ROTATIONS : TestTime.NONE),
            device.device().kind());
    return new ClassifyWorkflow(
        options,
        settings,
        UsedNetworks.of(List.of(UsedModel.of(found)), device),
        found.description(),
        networks.classifier(found, device.device()));
  }

  /** The model and the device that do the work. */
  public UsedNetworks used() {
    return used;
  }

  /**
   * Classifies cells of an image.
   *
   * @param cells of this image, on planes that it has
   * @param progress told now and then, on other threads but one at a time
   * @param canceled asked now and then
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     model takes
   * @throws IOException if the network fails or returns nonsense
   */
  public NetworkResult run(
      ImagePlus image,
      List<PlaneCells> cells,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    InputChannels channels = NetworkPictures.channels(image, options.channels(), description);
    PlaneProgress all = new PlaneProgress(cells.size(), progress);
    List<PlaneCells> planes = new ArrayList<>(cells.size());
    for (PlaneCells plane : cells) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      SliceAndFrame at = new SliceAndFrame(plane.slice(), plane.frame());
      List<Cell> classified = List.of();
      if (!plane.cells().isEmpty()) {
        Picture picture = NetworkPictures.of(image, at, channels, description);
        classified =
            CellClassifier.classifyCells(
                picture, plane.cells(), model.network(), settings, all::working, canceled);
      }
      List<Cell> kept = keepingHand(plane.cells(), classified);
      planes.add(
          new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), kept));
      all.finished(classified.size());
    }
    ClassColours.keep(image, NetworkModels.colours(description));
    return new NetworkResult(planes, all.seconds());
  }

  /** What a person has said of a cell stays; the probabilities say what the model thinks. */
  private static List<Cell> keepingHand(List<Cell> before, List<Cell> classified) {
    List<Cell> kept = new ArrayList<>(classified.size());
    for (int i = 0; i < classified.size(); i++) {
      Classification own = before.get(i).classification();
      Cell cell = classified.get(i);
      kept.add(
          own == null || !own.byHand()
              ? cell
              : cell.as(
                  new Classification(
                      own.name(), own.score(), cell.classification().probabilities(), true)));
    }
    return kept;
  }

  @Override
  public void close() {
    model.close();
  }
}
