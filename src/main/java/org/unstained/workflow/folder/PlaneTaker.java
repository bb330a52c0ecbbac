package org.unstained.workflow.folder;

import java.io.IOException;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;

/** Takes what was found in the planes of an image, in the order of the stack, as it comes. */
interface PlaneTaker {
  /**
   * @throws IOException if it can't be written
   */
  void take(PlaneResult plane) throws IOException;
}
