package org.unstained.workflow.patches;

import java.util.List;
import org.unstained.cells.PatchAverage;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.networks.NetworkResult;

/**
 * A picture classified patch by patch.
 *
 * @param planes the patches that aren't empty, with their classes; their numbers are their places
 *     in the grid, so that empty ones are missing in the count
 * @param grid of each plane
 * @param classes of the model, in its order
 * @param seconds that measuring and classifying took
 * @param notes what people should know, in sentences
 */
public record PatchResult(
    List<PlaneCells> planes,
    PatchGrid grid,
    List<String> classes,
    double seconds,
    List<String> notes) {
  public PatchResult {
    planes = List.copyOf(planes);
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  /** The patches as cells, for what shows and writes cells. */
  public NetworkResult cells() {
    return new NetworkResult(planes, seconds);
  }

  /** The mean probability of each class at each pixel of a plane, in the order of the classes. */
  public List<PatchAverage> maps(PlaneCells plane) {
    return PatchTally.of(this, plane).maps();
  }
}
