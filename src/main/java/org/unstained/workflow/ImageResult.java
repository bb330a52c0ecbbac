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
 */
public record ImageResult(Optional<ImagePlus> labels, List<PlaneResult> planes) {
  public ImageResult {
    planes = List.copyOf(planes);
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
