package org.unstained.workflow.explanation;

import ij.ImagePlus;
import java.util.List;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * The explained cells of one plane of an image.
 *
 * @param channel from 1
 * @param slice from 1
 * @param frame from 1
 */
public record ExplainedPlane(int channel, int slice, int frame, List<ExplainedCell> cells) {
  public ExplainedPlane {
    cells = List.copyOf(cells);
  }

  /** Cells of the plane that an image shows. */
  public static ExplainedPlane shown(ImagePlus image, List<ExplainedCell> cells) {
    int[] at = image.convertIndexToPosition(image.getCurrentSlice());
    return new ExplainedPlane(at[0], at[1], at[2], cells);
  }

  boolean isAt(SliceAndFrame at) {
    return slice == at.slice() && frame == at.frame();
  }
}
