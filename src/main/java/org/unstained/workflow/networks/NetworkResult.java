package org.unstained.workflow.networks;

import java.util.List;
import org.unstained.cells.PlaneCells;

/**
 * What networks said of an image.
 *
 * @param planes in the order of the stack; one without cells is there too
 * @param seconds that it took, from the first plane to the last cell
 */
public record NetworkResult(List<PlaneCells> planes, double seconds) {
  public NetworkResult {
    planes = List.copyOf(planes);
  }

  /** Cells of all planes. */
  public int cells() {
    return planes.stream().mapToInt(plane -> plane.cells().size()).sum();
  }

  /** 0 if it took no time. */
  public double cellsPerSecond() {
    return seconds > 0 ? cells() / seconds : 0;
  }
}
