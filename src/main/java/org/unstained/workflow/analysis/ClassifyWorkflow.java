package org.unstained.workflow.analysis;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.InferenceProgress;
import org.unstained.models.ComputeDevices;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.NetworkResult;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.Pipeline;
import org.unstained.workflow.planes.PlaneProgress;

/**
 * Says what cells are that are there already: segmented, drawn, or of a label map, with a network
 * or by their measurements. They keep their numbers, outlines and measurements; a class that a
 * person gave them stays, too.
 *
 * <p>{@link #open} loads the network onto the device, or takes the one that is there; then any
 * number of images may follow. Close it to give it back. The images stay as they are, but for the
 * colours that the model names ({@link ClassColours}).
 */
public final class ClassifyWorkflow implements AutoCloseable {
  private final ModelDescription description;
  private final CellJudge judge;

  private ClassifyWorkflow(ModelDescription description, CellJudge judge) {
    this.description = description;
    this.judge = judge;
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

  /** The same with models and devices of the caller's own. */
  public static ClassifyWorkflow open(
      ClassifyOptions options, ModelLibrary library, ComputeDevices devices) throws IOException {
    return open(options, library, devices, Installation.networks());
  }

  /** The same with networks in memory of the caller's own, too. */
  public static ClassifyWorkflow open(
      ClassifyOptions options,
      ModelLibrary library,
      ComputeDevices devices,
      LoadedNetworks networks)
      throws IOException {
    ModelPackage found = library.find(options.model());
    NetworkModels.requireClassifier(found);
    CellJudge judge =
        found.description().isMeasured()
            ? MeasurementJudge.open(found, options)
            : NetworkJudge.open(found, options, devices, networks);
    return new ClassifyWorkflow(found.description(), judge);
  }

  /** The model and the device that do the work. */
  public UsedNetworks used() {
    return judge.used();
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
    CellJudge.OfImage judgement = judge.of(image);
    PlaneProgress all = new PlaneProgress(cells.size(), progress);
    List<PlaneCells> planes = new ArrayList<>(cells.size());
    Pipeline.run(
        cells.size(),
        Images.atOnce(image, cells.size()),
        (number, stopped) -> {
          PlaneCells classified =
              classify(judgement, image, cells.get(number), at -> all.working(number, at), stopped);
          all.finished(number, classified.cells().size());
          return classified;
        },
        planes::add,
        canceled);
    ClassColours.keep(image, colours());
    return new NetworkResult(planes, all.seconds());
  }

  /** The cells of one plane, with their classes. */
  public static PlaneCells classify(
      CellJudge.OfImage judgement,
      ImagePlus image,
      PlaneCells plane,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    if (plane.cells().isEmpty()) return plane;
    List<Cell> classified = judgement.classify(image, plane, progress, canceled);
    List<Cell> kept = keepingHand(plane.cells(), classified);
    return new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), kept);
  }

  /**
   * For an image of which cells are classified some at a time.
   *
   * @param card only its axes, kind and title are asked for
   * @throws IllegalArgumentException as {@link #run}
   */
  public CellJudge.OfImage of(ImagePlus card) {
    return judge.of(card);
  }

  /** What the model names, by class. */
  public Map<String, Integer> colours() {
    return NetworkModels.colours(description);
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
    judge.close();
  }
}
