package org.unstained.workflow.patches;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchMeasurement;
import org.unstained.cells.PatchValues;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ComputeDevices;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.analysis.CellParts;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.networks.LoadedNetworks;
import org.unstained.workflow.networks.NetworkModels;
import org.unstained.workflow.networks.UsedModel;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.planes.PlaneSource;

/** Takes away patches that hold no cells. */
public final class EmptyPatches implements AutoCloseable {
  private static final PatchMeasurement CONTENT = PatchMeasurement.CONTENT;

  /** Less than any content. */
  private static final double NO_LIMIT = -1;

  private final EmptyChoice choice;
  private final CellJudge judge;

  private EmptyPatches(EmptyChoice choice, CellJudge judge) {
    this.choice = choice;
    this.judge = judge;
  }

  /**
   * @param with channels and device for a model that is a network
   * @throws IllegalArgumentException if the model doesn't know empty patches
   * @throws IOException if the model can't be had
   */
  public static EmptyPatches open(
      EmptyChoice choice,
      ClassifyOptions with,
      ModelLibrary library,
      ComputeDevices devices,
      LoadedNetworks networks)
      throws IOException {
    if (choice.rule() != EmptyRule.MODEL) return new EmptyPatches(choice, null);
    ModelPackage found = library.find(choice.model());
    NetworkModels.requireClassifier(found);
    List<String> classes = found.description().classNames();
    if (classes.stream().noneMatch(EmptyPatches::isEmpty) || classes.size() < 2)
      throw new IllegalArgumentException(
          "'filter' can't be '%s': it knows %s, and none of them is '%s'. Choose a model that tells empty patches from others, such as Train Empty Patches makes."
              .formatted(
                  found.description().key(), String.join(", ", classes), PatchOptions.EMPTY));
    return new EmptyPatches(
        choice,
        PatchJudges.open(
            found,
            new ClassifyOptions(choice.model(), with.channels(), false, with.device()),
            devices,
            networks));
  }

  /** Whether a class is that of empty patches; capitals don't matter. */
  static boolean isEmpty(String className) {
    return className.toLowerCase(Locale.ROOT).equals(PatchOptions.EMPTY);
  }

  /** The model that finds empty patches, if there is one. */
  List<UsedModel> used() {
    return judge == null ? List.of() : judge.used().models();
  }

  /**
   * @param planes patches of the image as they were measured
   * @param kept those that hold something, plane by plane
   * @param limit content of the fullest empty patch, if content parts them
   */
  public record Kept(List<PlaneCells> planes, OptionalDouble limit) {}

  /**
   * The patches that hold something, by plane. A patch without a finite pixel is always empty but
   * where nothing is to be found.
   *
   * @param planes all patches of the image as {@link org.unstained.cells.PatchMeasuring} gives them
   */
  public Kept of(ImagePlus image, List<PlaneCells> planes, BooleanSupplier canceled)
      throws IOException {
    return switch (choice.rule()) {
      case NONE -> new Kept(planes, OptionalDouble.empty());
      case CONTENT -> byContent(planes);
      case MODEL -> byModel(image, planes, canceled);
    };
  }

  private Kept byContent(List<PlaneCells> planes) {
    OptionalDouble limit =
        limit(
            planes.stream()
                .flatMap(plane -> plane.cells().stream())
                .mapToDouble(EmptyPatches::content)
                .toArray());
    double above = limit.orElse(NO_LIMIT);
    return new Kept(
        planes.stream()
            .map(p -> with(p, p.cells().stream().filter(c -> content(c) > above).toList()))
            .toList(),
        limit);
  }

  private static double content(Cell patch) {
    return patch.measurements().values()[CONTENT.ordinal()];
  }

  /** The content of a patch by its place, in grey values. */
  public static double content(PatchValues patches, int place) {
    return patches.value(place, CONTENT);
  }

  /** Whether the contents of all patches of an image decide which are empty. */
  public boolean looksAtAll() {
    return choice.rule() == EmptyRule.CONTENT && choice.least().isEmpty();
  }

  /**
   * The greatest content of an empty patch, if content parts patches.
   *
   * @param contents of all patches of the image
   */
  public OptionalDouble limit(double[] contents) {
    if (choice.rule() != EmptyRule.CONTENT) return OptionalDouble.empty();
    return choice.least().isPresent()
        ? OptionalDouble.of(Math.nextDown(choice.least().getAsDouble()))
        : ContentLimit.of(contents);
  }

  /**
   * As {@link #of}, for a plane of an image that stays in its file: the places of patches that hold
   * something.
   *
   * @param limit as {@link #limit} says
   */
  public BitSet filled(
      PlaneSource source, PatchValues patches, OptionalDouble limit, BooleanSupplier canceled)
      throws IOException {
    BitSet filled = new BitSet(patches.count());
    switch (choice.rule()) {
      case NONE -> filled.set(0, patches.count());
      case CONTENT -> {
        for (int i = 0; i < patches.count(); i++)
          if (content(patches, i) > limit.orElse(NO_LIMIT)) filled.set(i);
      }
      case MODEL -> {
        int[] seen =
            IntStream.range(0, patches.count())
                .filter(i -> Double.isFinite(content(patches, i)))
                .toArray();
        if (seen.length > 0) byModel(source, patches, seen, filled, canceled);
      }
    }
    return filled;
  }

  private void byModel(
      PlaneSource source, PatchValues patches, int[] seen, BitSet filled, BooleanSupplier canceled)
      throws IOException {
    CellJudge.OfPlane judgement = judge.of(source.card()).on(source);
    CellParts.each(
        seen.length,
        (from, to) -> {
          List<Cell> some = IntStream.range(from, to).mapToObj(i -> patches.cell(seen[i])).toList();
          List<Cell> judged = judgement.classify(some, progress -> {}, canceled);
          for (int i = from; i < to; i++)
            if (!isEmpty(judged.get(i - from).classification().name())) filled.set(seen[i]);
        });
  }

  private Kept byModel(ImagePlus image, List<PlaneCells> planes, BooleanSupplier canceled)
      throws IOException {
    CellJudge.OfImage judgement = judge.of(image);
    List<PlaneCells> kept = new ArrayList<>();
    for (PlaneCells plane : planes) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      List<Cell> seen = plane.cells().stream().filter(c -> Double.isFinite(content(c))).toList();
      List<Cell> judged =
          seen.isEmpty()
              ? List.of()
              : judgement.classify(image, with(plane, seen), progress -> {}, canceled);
      List<Cell> filled = new ArrayList<>();
      for (int i = 0; i < seen.size(); i++)
        if (!isEmpty(judged.get(i).classification().name())) filled.add(seen.get(i));
      kept.add(with(plane, filled));
    }
    return new Kept(kept, OptionalDouble.empty());
  }

  private static PlaneCells with(PlaneCells plane, List<Cell> cells) {
    return new PlaneCells(plane.image(), plane.channel(), plane.slice(), plane.frame(), cells);
  }

  @Override
  public void close() {
    if (judge != null) judge.close();
  }
}
