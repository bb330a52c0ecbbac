package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.large.LargeSegmentation;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.planes.Images;

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
