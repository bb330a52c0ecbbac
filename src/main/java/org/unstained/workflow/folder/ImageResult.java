package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.patches.PatchOutput;

/**
 * What a task found in an image.
 *
 * @param labels the label map, or empty if the task makes none
 * @param planes in the order of the stack, one at least
 * @param patches what there is besides if the cells are patches
 */
public record ImageResult(
    Optional<ImagePlus> labels, List<PlaneResult> planes, Optional<PatchOutput> patches) {
  public ImageResult {
    planes = List.copyOf(planes);
  }

  /** Of cells that are no patches. */
  public ImageResult(Optional<ImagePlus> labels, List<PlaneResult> planes) {
    this(labels, planes, Optional.empty());
  }

  /** Hands over planes as they come. */
  interface Source {
    ImageMaps to(PlaneTaker taker) throws IOException;
  }

  /** Keeps all planes. */
  static ImageResult of(Source source) throws IOException {
    List<PlaneResult> planes = new ArrayList<>();
    ImageMaps maps = source.to(planes::add);
    return new ImageResult(maps.labels(), planes, maps.patches());
  }

  List<PlaneCells> planeCells() {
    return planes.stream().map(PlaneResult::cells).toList();
  }

  int cells() {
    return planes.stream().mapToInt(plane -> plane.cells().cells().size()).sum();
  }
}
