package org.unstained.workflow.patches;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.InferenceProgress;
import org.unstained.models.ComputeDevices;
import org.unstained.models.CropRule.Fit;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.InputChannels;
import org.unstained.workflow.planes.NetworkPictures;
import org.unstained.workflow.planes.PlaneProgress;

/**
 * Says with a classifier what the patches of a picture are, after Pattarone et al. (2021,
 * doi:10.1038/s41598-021-89895-w): a square window slides over the picture, empty patches are found
 * first and left out, the others get a class and the probability of each.
 *
 * <p>{@link #open} loads the models; then any number of images may follow. Close it to give them
 * back. The images stay as they are, but for the colours that the model names.
 */
public final class PatchWorkflow implements AutoCloseable {
  private final PatchOptions options;
  private final ModelDescription description;
  private final CellJudge judge;
  private final EmptyPatches empty;

  private PatchWorkflow(
      PatchOptions options, ModelDescription description, CellJudge judge, EmptyPatches empty) {
    this.options = options;
    this.description = description;
    this.judge = judge;
    this.empty = empty;
  }

  /**
   * @throws IOException if there is no such model, it is damaged, or the device or the engine
   *     doesn't work; names the file and the remedy
   * @throws IllegalArgumentException if a model is for another task or other measurements, or the
   *     second doesn't know empty patches
   */
  public static PatchWorkflow open(PatchOptions options) throws IOException {
    return open(options, Installation.models(), Installation.devices(), Installation.networks());
  }

  /** The same with models, devices and networks in memory of the caller's own. */
  public static PatchWorkflow open(
      PatchOptions options, ModelLibrary library, ComputeDevices devices, LoadedNetworks networks)
      throws IOException {
    ModelPackage found = library.find(options.classify().model());
    NetworkModels.requireClassifier(found);
    EmptyPatches empty =
        EmptyPatches.open(options.empty(), options.classify(), library, devices, networks);
    try {
      CellJudge judge = PatchJudges.open(found, options.classify(), devices, networks);
      return new PatchWorkflow(options, found.description(), judge, empty);
    } catch (IOException | RuntimeException e) {
      empty.close();
      throw e;
    }
  }

  /** The models and the device that do the work. */
  public UsedNetworks used() {
    List<UsedModel> models = new ArrayList<>(empty.used());
    models.addAll(judge.used().models());
    return new UsedNetworks(models, judge.used().device(), judge.used().notes());
  }

  /**
   * @param all all slices and frames, or only the plane that the image shows
   * @param progress told now and then, on other threads but one at a time; its cells are patches
   * @param canceled asked now and then
   * @throws CancellationException if canceled
   * @throws IllegalArgumentException if there is no image, a patch is greater than it, or its
   *     channels aren't those that the model takes
   * @throws IOException if a network fails or returns nonsense
   */
  public PatchResult run(
      ImagePlus image, boolean all, Consumer<InferenceProgress> progress, BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    PatchGrid grid = PatchPlanes.grid(image, options.size(), options.step());
    InputChannels channels = channels(image);
    CellJudge.OfImage judgement = judge.of(image);
    long start = System.nanoTime();
    List<PlaneCells> measured =
        PatchPlanes.of(
            image, grid, channels.numbers().get(0), channels.shown(image), all, p -> {}, canceled);
    EmptyPatches.Kept filled = empty.of(image, measured, canceled);
    PlaneProgress work = new PlaneProgress(measured.size(), progress);
    List<PlaneCells> planes = new ArrayList<>(measured.size());
    for (PlaneCells plane : filled.planes()) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      List<Cell> classified =
          plane.cells().isEmpty()
              ? List.of()
              : judgement.classify(image, plane, work::working, canceled);
      planes.add(
          new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), classified));
      work.finished(classified.size());
    }
    ClassColours.keep(image, colours());
    double seconds = (System.nanoTime() - start) / 1e9;
    return new PatchResult(planes, grid, description.classNames(), seconds, notes(filled));
  }

  /** The channels that are looked at; the first is measured. */
  public InputChannels channels(ImagePlus image) {
    return description.isMeasured()
        ? InputChannels.of(
            image,
            options.classify().channels(),
            List.of("picture"),
            "The model '%s'".formatted(description.key()))
        : NetworkPictures.channels(image, options.classify().channels(), description);
  }

  /** The grid of an image with this title and extent. */
  public PatchGrid grid(String title, long width, long height) {
    return PatchPlanes.grid(title, width, height, options.size(), options.step());
  }

  /** What says the classes; it lives as long as this. */
  public CellJudge judge() {
    return judge;
  }

  /** What takes empty patches away; it lives as long as this. */
  public EmptyPatches empty() {
    return empty;
  }

  /** Those of the model, in its order. */
  public List<String> classes() {
    return description.classNames();
  }

  /** 0xRRGGBB by class, as the model names them. */
  public Map<String, Integer> colours() {
    return NetworkModels.colours(description);
  }

  private List<String> notes(EmptyPatches.Kept filled) {
    List<String> notes = new ArrayList<>();
    if (options.empty().rule() == EmptyRule.CONTENT)
      notes.add(
          filled.limit().isPresent()
              ? String.format(
                  Locale.ROOT,
                  "Patches with a content of at most %.4g grey values are empty.",
                  filled.limit().getAsDouble())
              : "The patches don't part into empty ones and others, so all are looked at. Set 'content' if some are empty.");
    int seen = (int) Math.round(description.input().width().min() * description.input().shrink());
    boolean cut =
        !description.isMeasured()
            && description.crop().fit() == Fit.PAD
            && description.input().pixelSize().isEmpty()
            && seen < options.size();
    if (cut)
      notes.add(
          "'%s' doesn't shrink what it looks at: of each patch of %d pixels it sees the middle %d. Take size=%d, or train with fit=resize."
              .formatted(description.key(), options.size(), seen, seen));
    return notes;
  }

  @Override
  public void close() {
    judge.close();
    empty.close();
  }
}
