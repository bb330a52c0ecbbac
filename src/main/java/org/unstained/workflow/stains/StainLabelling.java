package org.unstained.workflow.stains;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.PatchMeasuring;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.classical.GaussianMixture;
import org.unstained.classical.StainLimits;
import org.unstained.classical.StainLimits.Stain;
import org.unstained.image.Planes;
import org.unstained.models.ComputeDevices;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.MeasureWorkflow;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.patches.EmptyPatches;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Gives cells, or the patches of a grid, classes by the mean brightness of their stains. Holds the
 * measured cells, so that limits can be moved without measuring again. The image stays as it is.
 */
public final class StainLabelling {
  private static final int MOST_PATCHES = 1_000_000;

  private final ImagePlus image;
  private final List<PlaneCells> planes;

  private StainLabelling(ImagePlus image, List<PlaneCells> planes) {
    this.image = image;
    this.planes = planes;
  }

  /** One stain: its channel, its limits, and the mixture that they come from, if they do. */
  public record Stained(int channel, StainLimits limits, Optional<GaussianMixture> mixture) {}

  /**
   * The cells of our overlay.
   *
   * @throws IllegalArgumentException if there is none
   * @throws java.util.concurrent.CancellationException if canceled
   */
  public static StainLabelling ofOverlay(
      ImagePlus image, boolean allPlanes, DoubleConsumer progress, BooleanSupplier canceled) {
    return new StainLabelling(
        image, MeasureWorkflow.ofOverlay(image, image, allPlanes, progress, canceled));
  }

  /**
   * Squares side by side, or overlapping; those that would reach beyond the image are left out.
   *
   * @param size of a side in pixels
   * @param step from one to the next in pixels
   * @throws IllegalArgumentException if none fits, or there are more than a million
   */
  public static StainLabelling ofGrid(
      ImagePlus image,
      int size,
      int step,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    try {
      return ofGrid(image, size, step, EmptyChoice.NONE, 1, allPlanes, progress, canceled);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Squares that aren't empty; see {@link #ofGrid(ImagePlus, int, int, boolean, DoubleConsumer,
   * BooleanSupplier)}.
   *
   * @param empty which squares are left out
   * @param seen the channel that says so, from 1; not a stain, else only stained squares are left
   * @throws IllegalArgumentException also if the model can't say so
   * @throws IOException if a model can't be had or fails
   */
  public static StainLabelling ofGrid(
      ImagePlus image,
      int size,
      int step,
      EmptyChoice empty,
      int seen,
      boolean allPlanes,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    if (size < 1 || step < 1)
      throw new IllegalArgumentException(
          "'size' and 'step' are 1 or more pixels, got %d and %d.".formatted(size, step));
    if (size > Math.min(image.getWidth(), image.getHeight()))
      throw new IllegalArgumentException(
          "'size' can't be %d: '%s' is %d x %d pixels and no patch fits in."
              .formatted(size, image.getTitle(), image.getWidth(), image.getHeight()));
    long across = (image.getWidth() - size) / step + 1L;
    long down = (image.getHeight() - size) / step + 1L;
    if (across * down > MOST_PATCHES)
      throw new IllegalArgumentException(
          "'step' %d makes %d patches a plane, more than a million. Take a longer one."
              .formatted(step, across * down));
    List<Region> patches = new ArrayList<>();
    for (int y = 0; y + size <= image.getHeight(); y += step)
      for (int x = 0; x + size <= image.getWidth(); x += step)
        patches.add(Region.rectangle(patches.size() + 1, x, y, size, size));
    List<SliceAndFrame> positions =
        allPlanes ? SliceAndFrame.all(image) : List.of(SliceAndFrame.current(image));
    List<List<Region>> filled = filled(image, patches, positions, empty, seen, canceled);
    List<PlaneCells> planes = new ArrayList<>();
    for (SliceAndFrame at : positions) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      planes.add(
          new PlaneCells(
              image.getTitle(),
              image.getChannel(),
              at.slice(),
              at.frame(),
              Cells.measure(
                  filled.get(planes.size()),
                  Planes.channels(image, at.slice(), at.frame()),
                  Planes.pixelSize(image))));
      progress.accept((double) planes.size() / positions.size());
    }
    return new StainLabelling(image, planes);
  }

  /** The squares of each plane that hold something. */
  private static List<List<Region>> filled(
      ImagePlus image,
      List<Region> patches,
      List<SliceAndFrame> positions,
      EmptyChoice empty,
      int seen,
      BooleanSupplier canceled)
      throws IOException {
    if (empty.rule() == EmptyRule.NONE) return Collections.nCopies(positions.size(), patches);
    int channel = image.getType() == ImagePlus.COLOR_RGB || seen > 1 ? seen : 0;
    List<PlaneCells> measured = new ArrayList<>();
    for (SliceAndFrame at : positions)
      measured.add(
          new PlaneCells(
              image.getTitle(),
              image.getType() == ImagePlus.COLOR_RGB ? 1 : seen,
              at.slice(),
              at.frame(),
              PatchMeasuring.measure(
                  Images.plane(image, channel, at, "channel"), patches, canceled)));
    try (EmptyPatches found =
        EmptyPatches.open(
            empty,
            new ClassifyOptions(empty.model(), Integer.toString(seen), false, ComputeDevices.AUTO),
            Installation.models(),
            Installation.devices(),
            Installation.networks())) {
      List<List<Region>> kept = new ArrayList<>();
      for (PlaneCells plane : found.of(image, measured, canceled).planes())
        kept.add(plane.cells().stream().map(cell -> patches.get(cell.number() - 1)).toList());
      return kept;
    }
  }

  /** The cells as they were measured. */
  public List<PlaneCells> planes() {
    return planes;
  }

  /** The image whose cells get classes. */
  public ImagePlus image() {
    return image;
  }

  /** How many channels there are to choose from; 3 for an RGB image. */
  public int channels() {
    return channels(image);
  }

  static int channels(ImagePlus image) {
    return image.getType() == ImagePlus.COLOR_RGB ? 3 : image.getNChannels();
  }

  /**
   * The mean of each cell in a channel, plane after plane.
   *
   * @throws IllegalArgumentException if there is no such channel
   */
  public double[] values(int channel) {
    if (channel < 1 || channel > channels())
      throw new IllegalArgumentException(
          "'%s' has no channel %d: it has %d. Choose the channel of the stain."
              .formatted(image.getTitle(), channel, channels()));
    String column = (channels() == 1 ? "" : "ch" + channel + "_") + "mean_intensity";
    return planes.stream()
        .flatMap(plane -> plane.cells().stream())
        .mapToDouble(cell -> cell.measurements().get(column))
        .toArray();
  }

  /**
   * The cells with classes. With one stain, cells between its limits have none. With two, a cell is
   * positive that has the first only, negative that has the second only, unknown that has neither
   * or both; if one stain is unsure, it has no class. The score is the mixture's probability (of
   * two stains the lesser), or 1 without a mixture.
   *
   * @param stains one or two
   */
  public List<PlaneCells> label(List<Stained> stains, StainNames names) {
    double[][] values =
        stains.stream().map(stain -> values(stain.channel())).toArray(double[][]::new);
    List<PlaneCells> labelled = new ArrayList<>();
    int at = 0;
    for (PlaneCells plane : planes) {
      List<Cell> cells = new ArrayList<>();
      for (Cell cell : plane.cells()) {
        int number = at++;
        double[] own = Arrays.stream(values).mapToDouble(v -> v[number]).toArray();
        cells.add(cell.as(classification(stains, own, names)));
      }
      labelled.add(with(plane, cells));
    }
    return labelled;
  }

  private static Classification classification(
      List<Stained> stains, double[] values, StainNames names) {
    Stain first = stains.get(0).limits().of(values[0]);
    if (first == Stain.UNSURE || Double.isNaN(values[0])) return null;
    double sure = probability(stains.get(0), values[0], first);
    if (stains.size() == 1) {
      boolean positive = first == Stain.POSITIVE;
      Map<String, Double> p = new LinkedHashMap<>();
      if (stains.get(0).mixture().isPresent()) {
        double high = stains.get(0).mixture().get().highProbability(values[0]);
        p.put(names.positive(), high);
        p.put(names.negative(), 1 - high);
      }
      return new Classification(positive ? names.positive() : names.negative(), sure, p);
    }
    Stain second = stains.get(1).limits().of(values[1]);
    if (second == Stain.UNSURE || Double.isNaN(values[1])) return null;
    double both = Math.min(sure, probability(stains.get(1), values[1], second));
    String name =
        first == second
            ? names.unknown()
            : first == Stain.POSITIVE ? names.positive() : names.negative();
    return new Classification(name, both, Map.of());
  }

  private static double probability(Stained stained, double value, Stain stain) {
    if (stained.mixture().isEmpty()) return 1;
    double high = stained.mixture().get().highProbability(value);
    return stain == Stain.POSITIVE ? high : 1 - high;
  }

  /**
   * Labelled cells with something done to the unknown ones.
   *
   * @param model a classifier that knows both other classes; looked at if the use needs one
   * @param confidence least score of a confident pseudo-label, 0–1
   * @throws IllegalArgumentException if the model lacks a class or is missing
   * @throws IOException if the model can't be had or fails
   */
  public List<PlaneCells> use(
      List<PlaneCells> labelled,
      UnknownUse use,
      StainNames names,
      ClassifyOptions model,
      double confidence,
      BooleanSupplier canceled)
      throws IOException {
    if (use == UnknownUse.KEEP) return labelled;
    List<PlaneCells> guesses = use.needsModel() ? guesses(labelled, names, model, canceled) : null;
    List<PlaneCells> used = new ArrayList<>();
    for (int p = 0; p < labelled.size(); p++) {
      List<Cell> cells = new ArrayList<>();
      int unknown = 0;
      for (Cell cell : labelled.get(p).cells()) {
        if (!isUnknown(cell, names)) {
          cells.add(cell);
          continue;
        }
        Classification guess =
            guesses == null ? null : guesses.get(p).cells().get(unknown++).classification();
        cells.add(
            cell.as(
                switch (use) {
                  case NEGATIVE ->
                      new Classification(names.negative(), cell.classification().score(), Map.of());
                  case PSEUDO -> guess;
                  case CONFIDENT -> guess.score() >= confidence ? guess : null;
                  default -> null;
                }));
      }
      used.add(with(labelled.get(p), cells));
    }
    return used;
  }

  /** What the classifier says of the unknown cells, plane by plane. */
  private List<PlaneCells> guesses(
      List<PlaneCells> labelled, StainNames names, ClassifyOptions model, BooleanSupplier canceled)
      throws IOException {
    if (model.model().isBlank())
      throw new IllegalArgumentException(
          "Pseudo-labels need a classifier: set 'model' to one that knows %s and %s."
              .formatted(names.positive(), names.negative()));
    List<PlaneCells> unknown =
        labelled.stream()
            .map(p -> with(p, p.cells().stream().filter(c -> isUnknown(c, names)).toList()))
            .toList();
    List<String> known = Installation.models().find(model.model()).description().classNames();
    if (!known.contains(names.positive()) || !known.contains(names.negative()))
      throw new IllegalArgumentException(
          "The model '%s' knows %s, and pseudo-labels are %s or %s. Set 'positive' and 'negative' to its classes, or choose another model."
              .formatted(
                  model.model(), String.join(", ", known), names.positive(), names.negative()));
    try (ClassifyWorkflow classify = ClassifyWorkflow.open(model)) {
      return classify.run(image, unknown, p -> {}, canceled).planes();
    }
  }

  private static boolean isUnknown(Cell cell, StainNames names) {
    return cell.classified().map(c -> c.name().equals(names.unknown())).orElse(false);
  }

  private static PlaneCells with(PlaneCells plane, List<Cell> cells) {
    return new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), cells);
  }

  /** Cells of each class; those without one under an empty name. */
  public static Map<String, Integer> counts(List<PlaneCells> planes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (PlaneCells plane : planes)
      for (Cell cell : plane.cells())
        counts.merge(cell.classified().map(Classification::name).orElse(""), 1, Integer::sum);
    return counts;
  }
}
