package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.patches.PatchOptions;
import org.unstained.workflow.patches.PatchWorkflow;

/**
 * What a {@link FolderRun} does to each image. Networks are loaded once, when the task is made;
 * close it to free them.
 */
public interface ImageTask extends AutoCloseable {

  /** Segments each image. */
  static ImageTask segment(SegmentOptions options) {
    return new SegmentTask(options);
  }

  /**
   * Detects the cells of each image.
   *
   * @throws IOException as {@link DetectWorkflow#open}
   */
  static ImageTask detect(DetectOptions options) throws IOException {
    return new DetectTask(DetectWorkflow.open(options));
  }

  /**
   * Segments each image, then says what its cells are.
   *
   * @throws IOException as {@link ClassifyWorkflow#open}
   */
  static ImageTask segmentAndClassify(SegmentOptions segmentation, ClassifyOptions classification)
      throws IOException {
    return new SegmentAndClassifyTask(segmentation, ClassifyWorkflow.open(classification));
  }

  /**
   * Classifies each image patch by patch.
   *
   * @throws IOException as {@link PatchWorkflow#open}
   */
  static ImageTask patches(PatchOptions options) throws IOException {
    return new PatchTask(PatchWorkflow.open(options));
  }

  /**
   * Works on one image, which stays as it is.
   *
   * @param progress told the finished part, 0-1, now and then, maybe on other threads
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the task can't be done to this image
   * @throws IOException if a network fails
   */
  ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException;

  /**
   * As the other, but what is found in a plane is handed over as it comes, so that nobody has to
   * keep it.
   */
  default ImageMaps run(
      ImagePlus image, PlaneTaker taker, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    ImageResult result = run(image, progress, canceled);
    for (PlaneResult plane : result.planes()) taker.take(plane);
    return new ImageMaps(result.labels(), result.patches());
  }

  /** Whether several images may be worked on at the same time, if each has one plane. */
  default boolean takesSeveral() {
    return false;
  }

  /** The colours that models name for their classes, 0xRRGGBB. */
  default Map<String, Integer> colours() {
    return Map.of();
  }

  /** The same for images that stay in their file because of their size, if it can be done. */
  default Optional<LargeTask> large() {
    return Optional.empty();
  }

  /**
   * What the results of an image depend on besides the parameters that were given: models with
   * their checksums, thresholds that are theirs.
   */
  default Map<String, ?> identity() {
    return Map.of();
  }

  /** What the report says of the task so far: models, device, cells a second. */
  default Map<String, ?> facts() {
    return Map.of();
  }

  /** The models and the device on one line; empty if there are none. */
  default String tools() {
    return "";
  }

  @Override
  default void close() {}
}
