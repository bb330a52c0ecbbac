package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.large.LargePatches;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.networks.NetworkTotals;
import org.unstained.workflow.patches.PatchOutput;
import org.unstained.workflow.patches.PatchResult;
import org.unstained.workflow.patches.PatchWorkflow;

/** Classifies each image of a folder patch by patch. */
final class PatchTask implements ImageTask {
  private final PatchWorkflow patches;
  private final NetworkTotals totals;

  PatchTask(PatchWorkflow patches) {
    this.patches = patches;
    totals = new NetworkTotals(patches.used());
  }

  @Override
  public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    PatchResult result = patches.run(image, true, at -> progress.accept(at.fraction()), canceled);
    totals.add(result.cells().cells(), result.seconds());
    List<PlaneResult> planes =
        result.planes().stream().map(plane -> new PlaneResult(plane, Double.NaN)).toList();
    return new ImageResult(Optional.empty(), planes, Optional.of(PatchOutput.of(image, result)));
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public Map<String, Integer> colours() {
    return patches.colours();
  }

  @Override
  public Optional<LargeTask> large() {
    return Optional.of(new LargePatches(patches, totals));
  }

  @Override
  public Map<String, ?> identity() {
    return Map.of("models", patches.used().modelFacts());
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
    patches.close();
  }
}
