package org.unstained.workflow.exploration;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.CellFeatures;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.InferenceProgress;
import org.unstained.models.ComputeDevices;
import org.unstained.models.DeviceChoice;
import org.unstained.models.LastLayer;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.LoadedNetworks.Loan;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.NetworkPictures;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Features of cells by a network: the last layer before its classifier, the mean over the crop of
 * each cell.
 *
 * <p>{@link #open} loads the network onto the device, or takes the one that is there; then any
 * number of images may follow. Close it to give it back. The images stay as they are.
 */
public final class NetworkFeatures implements AutoCloseable {
  private final String channels;
  private final ClassificationSettings settings;
  private final UsedNetworks used;
  private final ModelDescription description;
  private final LastLayer layer;
  private final Loan<ClassifierModel> model;

  private NetworkFeatures(
      String channels,
      ClassificationSettings settings,
      UsedNetworks used,
      ModelDescription description,
      LastLayer layer,
      Loan<ClassifierModel> model) {
    this.channels = channels;
    this.settings = settings;
    this.used = used;
    this.description = description;
    this.layer = layer;
    this.model = model;
  }

  /**
   * Finds the model among those installed, chooses the device and loads the network.
   *
   * @param options its model, channels and device count; each cell is seen as it lies
   * @throws IOException if there is no such model, it is damaged, or the device or the network
   *     doesn't work; names the file and the remedy
   * @throws IllegalArgumentException if the model is no network that classifies, or doesn't show
   *     its last layer
   */
  public static NetworkFeatures open(ClassifyOptions options) throws IOException {
    return open(options, Installation.models(), Installation.devices(), Installation.networks());
  }

  static NetworkFeatures open(
      ClassifyOptions options,
      ModelLibrary library,
      ComputeDevices devices,
      LoadedNetworks networks)
      throws IOException {
    ModelPackage found = library.find(options.model());
    LastLayer layer = NetworkModels.requireLastLayer(found);
    DeviceChoice device = devices.choose(options.device());
    return new NetworkFeatures(
        options.channels(),
        NetworkModels.batches(ClassificationSettings.defaults(), device.device().kind()),
        UsedNetworks.of(List.of(UsedModel.of(found)), device),
        found.description(),
        layer,
        networks.classifier(found, device.device()));
  }

  /** The model and the device that do the work. */
  public UsedNetworks used() {
    return used;
  }

  /**
   * The features of an image's cells: plane by plane, in the order of the cells.
   *
   * @param cells of this image, on planes that it has
   * @param progress told now and then, on other threads but one at a time
   * @param canceled asked now and then
   * @return cells × features; no row where there is no cell
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     model takes
   * @throws IOException if the network fails or returns nonsense
   */
  public float[][] of(
      ImagePlus image,
      List<PlaneCells> cells,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    InputChannels chosen = NetworkPictures.channels(image, channels, description);
    PlaneProgress all = new PlaneProgress(cells.size(), progress);
    List<float[]> features = new ArrayList<>();
    for (PlaneCells plane : cells) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      List<Box> boxes = plane.cells().stream().map(Cell::box).toList();
      SliceAndFrame at = new SliceAndFrame(plane.slice(), plane.frame());
      if (!boxes.isEmpty())
        features.addAll(List.of(of(image, at, chosen, boxes, all::working, canceled)));
      all.finished(boxes.size());
    }
    return features.toArray(float[][]::new);
  }

  /**
   * The features of a crop: a picture with one cell in its middle, such as those of {@code Crop
   * Cells...}.
   *
   * @param crop the plane that is shown counts
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     model takes
   */
  public float[] ofCrop(ImagePlus crop) throws IOException {
    Images.require(crop);
    InputChannels chosen = NetworkPictures.channels(crop, channels, description);
    SliceAndFrame at = SliceAndFrame.current(crop);
    List<Box> whole = List.of(new Box(0, 0, crop.getWidth(), crop.getHeight()));
    return of(crop, at, chosen, whole, progress -> {}, () -> false)[0];
  }

  private float[][] of(
      ImagePlus image,
      SliceAndFrame at,
      InputChannels chosen,
      List<Box> boxes,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    return CellFeatures.of(
        NetworkPictures.of(image, at, chosen, description),
        boxes,
        model.network(),
        layer,
        settings,
        progress,
        canceled);
  }

  @Override
  public void close() {
    model.close();
  }
}
