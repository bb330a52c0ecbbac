package org.unstained.workflow.explanation;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.CellExplainer;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.HeatMap;
import org.unstained.inference.InferenceProgress;
import org.unstained.inference.Picture;
import org.unstained.models.ComputeDevices;
import org.unstained.models.DeviceChoice;
import org.unstained.models.LastLayer;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.explanation.ExplainedCell.ClassMap;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.LoadedNetworks.Loan;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.NetworkPictures;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Says where a network looked when it classified cells or patches of an image.
 *
 * <p>{@link #open} loads the network onto the device, or takes the one that is there; then any
 * number of images may follow. Close it to give it back. The images stay as they are.
 */
public final class ExplainWorkflow implements AutoCloseable {
  private final ExplainOptions options;
  private final ModelDescription description;
  private final Optional<LastLayer> layer;
  private final UsedNetworks used;
  private final Loan<ClassifierModel> model;
  private final int target;
  private final int against;

  private ExplainWorkflow(
      ExplainOptions options,
      ModelPackage found,
      Optional<LastLayer> layer,
      DeviceChoice device,
      Loan<ClassifierModel> model) {
    this.options = options;
    this.layer = layer;
    used = UsedNetworks.of(List.of(UsedModel.of(found)), device);
    this.model = model;
    description = found.description();
    target =
        options.target().equalsIgnoreCase(ExplainOptions.PREDICTED)
            ? -1
            : number(found, options.target(), "target");
    against = options.against().isEmpty() ? -1 : number(found, options.against(), "against");
  }

  /**
   * Finds the model among those installed, chooses the device and loads the network.
   *
   * @throws IOException if there is no such model, it is damaged, or the device or the network
   *     doesn't work; names the file and the remedy
   * @throws IllegalArgumentException if the model is no network that classifies, doesn't know the
   *     classes, or doesn't show its last layer where the method needs it
   */
  public static ExplainWorkflow open(ExplainOptions options) throws IOException {
    return open(options, Installation.models(), Installation.devices());
  }

  static ExplainWorkflow open(ExplainOptions options, ModelLibrary library, ComputeDevices devices)
      throws IOException {
    ModelPackage found = library.find(options.model());
    NetworkModels.requireLayers(found);
    Optional<LastLayer> layer =
        options.method().needsLastLayer()
            ? Optional.of(NetworkModels.requireLastLayer(found))
            : Optional.empty();
    if (!options.target().equalsIgnoreCase(ExplainOptions.PREDICTED))
      number(found, options.target(), "target");
    if (!options.against().isEmpty()) number(found, options.against(), "against");
    DeviceChoice device = devices.choose(options.device());
    return new ExplainWorkflow(
        options, found, layer, device, Installation.networks().classifier(found, device.device()));
  }

  private static int number(ModelPackage model, String name, String key) {
    List<String> names = model.description().classNames();
    for (int i = 0; i < names.size(); i++) if (names.get(i).equalsIgnoreCase(name)) return i;
    throw new IllegalArgumentException(
        "'%s' can't be '%s': the model '%s' knows %s."
            .formatted(key, name, model.description().key(), String.join(", ", names)));
  }

  /** The model and the device that do the work. */
  public UsedNetworks used() {
    return used;
  }

  /**
   * Explains cells of any planes, one plane after the other; they are called by their numbers.
   *
   * @param progress told after each cell
   * @param canceled asked before each cell
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     model takes
   * @throws IOException if the network fails or returns nonsense
   */
  public List<ExplainedPlane> run(
      ImagePlus image,
      List<PlaneCells> planes,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    PlaneProgress all = new PlaneProgress(planes.size(), progress);
    List<ExplainedPlane> explained = new ArrayList<>(planes.size());
    for (PlaneCells plane : planes) {
      List<ExplainedCell> cells =
          run(
              image,
              new SliceAndFrame(plane.slice(), plane.frame()),
              plane.cells().stream().map(cell -> name(image, plane, cell)).toList(),
              plane.cells().stream().map(Cell::box).toList(),
              all::working,
              canceled);
      explained.add(new ExplainedPlane(plane.channel(), plane.slice(), plane.frame(), cells));
      all.finished(cells.size());
    }
    return explained;
  }

  private static String name(ImagePlus image, PlaneCells plane, Cell cell) {
    StringBuilder name = new StringBuilder("cell ").append(cell.number());
    if (image.getNSlices() > 1) name.append(", slice ").append(plane.slice());
    if (image.getNFrames() > 1) name.append(", frame ").append(plane.frame());
    return name.toString();
  }

  /**
   * Explains cells of the plane that the image shows, one after the other.
   *
   * @param names of the cells
   * @param boxes as many; in pixels of the plane
   * @param progress told after each cell
   * @param canceled asked before each cell
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, or its channels aren't those that the
   *     model takes
   * @throws IOException if the network fails or returns nonsense
   */
  public List<ExplainedCell> run(
      ImagePlus image,
      List<String> names,
      List<Box> boxes,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    return run(image, SliceAndFrame.current(image), names, boxes, progress, canceled);
  }

  private List<ExplainedCell> run(
      ImagePlus image,
      SliceAndFrame at,
      List<String> names,
      List<Box> boxes,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Picture picture =
        NetworkPictures.of(
            image,
            at,
            NetworkPictures.channels(image, options.channels(), description),
            description);
    long start = System.nanoTime();
    List<ClassScores> scores =
        CellClassifier.classify(
            picture, boxes, model.network(), ClassificationSettings.defaults(), p -> {}, canceled);
    List<ExplainedCell> cells = new ArrayList<>();
    try (CellExplainer explainer =
        new CellExplainer(picture, model.network(), layer, options.method())) {
      for (int i = 0; i < boxes.size(); i++) {
        if (canceled.getAsBoolean()) throw new CancellationException();
        List<Integer> classes = classes(scores.get(i));
        List<HeatMap> maps = explainer.maps(boxes.get(i), classes);
        List<ClassMap> named = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++)
          named.add(
              new ClassMap(
                  description.classNames().get(classes.get(k)),
                  scores.get(i).get(classes.get(k)),
                  maps.get(k)));
        cells.add(new ExplainedCell(names.get(i), boxes.get(i), scores.get(i), named));
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.accept(new InferenceProgress(i + 1, boxes.size(), i + 1, seconds));
      }
    }
    return cells;
  }

  private List<Integer> classes(ClassScores scores) {
    int first = target < 0 ? scores.best() : target;
    return against < 0 ? List.of(first) : List.of(first, against);
  }

  @Override
  public void close() {
    model.close();
  }
}
