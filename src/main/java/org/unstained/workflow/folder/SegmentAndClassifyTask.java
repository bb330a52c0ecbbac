package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.analysis.CellJudge;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.large.LargeSegmentation;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.networks.NetworkTotals;
import org.unstained.workflow.planes.Images;

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
    return ImageResult.of(taker -> run(image, taker, progress, canceled));
  }

  @Override
  public ImageMaps run(
      ImagePlus image, PlaneTaker taker, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    Images.require(image);
    CellJudge.OfImage judgement = classify.of(image);
    return ImageMaps.of(
        SegmentWorkflow.<IOException>run(
            image,
            options,
            SegmentWorkflow.atOnce(image, options),
            (cells, part, stopped) -> {
              totals.count(cells.cells().size());
              return totals.time(
                  () ->
                      ClassifyWorkflow.classify(
                          judgement, image, cells, at -> part.accept(at.fraction()), stopped));
            },
            taker::take,
            progress,
            canceled));
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public Map<String, Integer> colours() {
    return classify.colours();
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
