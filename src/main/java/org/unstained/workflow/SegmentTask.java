package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
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
  public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    return ImageResult.of(taker -> run(image, taker, progress, canceled));
  }

  @Override
  public ImageMaps run(
      ImagePlus image, PlaneTaker taker, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    int atOnce = SegmentWorkflow.atOnce(image, options);
    return ImageMaps.of(
        SegmentWorkflow.<IOException>run(
            image, options, atOnce, null, taker::take, progress, canceled));
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public Optional<LargeTask> large() {
    return Optional.of(new LargeSegmentation(options));
  }
}
