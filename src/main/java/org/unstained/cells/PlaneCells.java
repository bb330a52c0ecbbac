package org.unstained.cells;

import java.util.List;

/**
 * The cells of one plane of an image.
 *
 * @param image title of the image
 * @param channel from 1
 * @param slice from 1
 * @param frame from 1
 * @param cells in the order of their numbers
 */
public record PlaneCells(String image, int channel, int slice, int frame, List<Cell> cells) {
  public PlaneCells {
    if (channel < 1 || slice < 1 || frame < 1)
      throw new IllegalArgumentException(
          "Channel, slice and frame count from 1, got %d, %d, %d".formatted(channel, slice, frame));
    cells = List.copyOf(cells);
  }
}
