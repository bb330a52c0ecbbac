package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchMeasurement;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ComputeDevices;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.PatchOptions.EmptyChoice;
import org.unstained.workflow.PatchOptions.EmptyRule;

/** Takes away patches that hold no cells. */
final class EmptyPatches implements AutoCloseable {
  private static final int CONTENT = PatchMeasurement.CONTENT.ordinal();

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
  static EmptyPatches open(
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
  record Kept(List<PlaneCells> planes, OptionalDouble limit) {}

  /**
   * The patches that hold something, by plane. A patch without a finite pixel is always empty but
   * where nothing is to be found.
   *
   * @param planes all patches of the image as {@link org.unstained.cells.PatchMeasuring} gives them
   */
  Kept of(ImagePlus image, List<PlaneCells> planes, BooleanSupplier canceled) throws IOException {
    return switch (choice.rule()) {
      case NONE -> new Kept(planes, OptionalDouble.empty());
      case CONTENT -> byContent(planes);
      case MODEL -> byModel(image, planes, canceled);
    };
  }

  private Kept byContent(List<PlaneCells> planes) {
    OptionalDouble least = choice.least();
    OptionalDouble limit =
        least.isPresent()
            ? OptionalDouble.of(Math.nextDown(least.getAsDouble()))
            : ContentLimit.of(
                planes.stream()
                    .flatMap(plane -> plane.cells().stream())
                    .mapToDouble(EmptyPatches::content)
                    .toArray());
    double above = limit.orElse(-1);
    return new Kept(
        planes.stream()
            .map(p -> with(p, p.cells().stream().filter(c -> content(c) > above).toList()))
            .toList(),
        limit);
  }

  private static double content(Cell patch) {
    return patch.measurements().values()[CONTENT];
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
