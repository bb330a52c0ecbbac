package org.unstained.workflow;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.SegmentWorkflow.PlaneResult;

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

  static ImageResult of(Optional<ImagePlus> labels, NetworkResult result) {
    return new ImageResult(
        labels, result.planes().stream().map(plane -> new PlaneResult(plane, Double.NaN)).toList());
  }

  List<PlaneCells> planeCells() {
    return planes.stream().map(PlaneResult::cells).toList();
  }

  public int cells() {
    return planes.stream().mapToInt(plane -> plane.cells().cells().size()).sum();
  }
}
