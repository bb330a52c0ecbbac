package org.unstained.workflow;

import ij.ImagePlus;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Segments each image of a folder. */
final class SegmentTask implements ImageTask {
  private final SegmentOptions options;

  SegmentTask(SegmentOptions options) {
    this.options = options;
  }

  @Override
  public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled) {
    return run(image, options, progress, canceled);
  }

  static ImageResult run(
      ImagePlus image, SegmentOptions options, DoubleConsumer progress, BooleanSupplier canceled) {
    SegmentWorkflow.Result result = SegmentWorkflow.run(image, options, progress, canceled);
    return new ImageResult(Optional.of(result.labels()), result.planes());
  }

  @Override
  public Optional<LargeTask> large() {
    return Optional.of(new LargeSegmentation(options));
  }
}
