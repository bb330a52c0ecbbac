package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.SegmentWorkflow.PlaneResult;

/** Segments each image of a folder and says what its cells are. */
final class SegmentAndClassifyTask implements ImageTask {
  private final SegmentOptions options;
  private final ClassifyWorkflow classify;
  private final NetworkTotals totals;

  SegmentAndClassifyTask(SegmentOptions options, ClassifyWorkflow classify) {
    this.options = options;
    this.classify = classify;
    totals = new NetworkTotals(classify.used());
  }

  @Override
  public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    ImageResult segmented =
        SegmentTask.run(image, options, part -> progress.accept(part / 2), canceled);
    NetworkResult classified =
        totals.add(
            classify.run(
                image,
                segmented.planeCells(),
                at -> progress.accept((1 + at.fraction()) / 2),
                canceled));
    List<PlaneResult> planes = new ArrayList<>();
    for (int i = 0; i < classified.planes().size(); i++)
      planes.add(
          new PlaneResult(classified.planes().get(i), segmented.planes().get(i).threshold()));
    return new ImageResult(segmented.labels(), planes);
  }

  @Override
  public Optional<LargeTask> large() {
    return Optional.of(new LargeSegmentation(options, classify, totals));
  }

  @Override
  public Map<String, ?> identity() {
    return Map.of("models", classify.used().modelFacts());
  }

  @Override
  public Map<String, ?> facts() {
    return totals.facts();
  }

  @Override
  public String tools() {
    return totals.tools();
  }

  @Override
  public void close() {
    classify.close();
  }
}
