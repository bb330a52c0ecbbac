package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

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
    return ImageResult.of(
        Optional.empty(),
        totals.add(detect.run(image, at -> progress.accept(at.fraction()), canceled)));
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
