package org.unstained.workflow.counts;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cells of one image, to be counted.
 *
 * @param image its name in tables
 * @param path by which groups are told, parted by slashes; the name where no more is known
 * @param frames how many it has, as far as is known
 * @param slices how many it has, as far as is known
 * @param cells in any order
 * @param worked planes on which cells were looked for; those with cells needn't be among them
 * @param interval between its frames
 */
public record CountInput(
    String image,
    String path,
    int frames,
    int slices,
    List<Found> cells,
    Set<Plane> worked,
    Optional<FrameInterval> interval) {

  /** A plane: slice and frame, from 1. */
  public record Plane(int slice, int frame) {}

  /**
   * A cell.
   *
   * @param channel from 1
   * @param className empty for none
   * @param score NaN for none
   */
  public record Found(Plane plane, int channel, String className, double score) {}

  public CountInput {
    cells = List.copyOf(cells);
    worked = Set.copyOf(worked);
  }
}
