package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.large.LargeDetection;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.networks.NetworkTotals;

/** Detects the cells of each image of a folder. */
final class DetectTask implements ImageTask {
  private final DetectWorkflow detect;
  private final NetworkTotals totals;

  DetectTask(DetectWorkflow detect) {
    this.detect = detect;
    totals = new NetworkTotals(detect.used());
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
    totals.time(
        () ->
            detect.run(
                image,
                plane -> {
                  totals.count(plane.cells().size());
                  taker.take(new PlaneResult(plane, Double.NaN));
                },
                at -> progress.accept(at.fraction()),
                canceled));
    return ImageMaps.NONE;
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public Map<String, Integer> colours() {
    return detect.colours();
  }

  @Override
  public Optional<LargeTask> large() {
    return Optional.of(new LargeDetection(detect, totals));
  }

  @Override
  public Map<String, ?> identity() {
    return Map.of("models", detect.used().modelFacts(), "thresholds", detect.thresholds());
  }

  @Override
  public Map<String, ?> facts() {
    Map<String, Object> facts = totals.facts();
    facts.put("thresholds", detect.thresholds());
    return facts;
  }

  @Override
  public String tools() {
    return totals.tools();
  }

  @Override
  public void close() {
    detect.close();
  }
}
