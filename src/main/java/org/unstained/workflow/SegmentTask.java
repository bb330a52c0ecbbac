package org.unstained.workflow;

import ij.ImagePlus;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Segments one image of a folder. */
final class SegmentTask {
  private SegmentTask() {}

  static ImageResult run(
      ImagePlus image, SegmentOptions options, DoubleConsumer progress, BooleanSupplier canceled) {
    SegmentWorkflow.Result result = SegmentWorkflow.run(image, options, progress, canceled);
    return new ImageResult(Optional.of(result.labels()), result.planes());
  }
}
