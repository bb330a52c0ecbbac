package org.unstained.inference;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Crops through a classifier in several lanes, as many at once as the memory suffices for. */
final class CropLanes {
  private CropLanes() {}

  /** Opens a lane with these settings, on the thread that uses it. */
  interface Opening {
    Lanes.Lane open(ClassificationSettings settings) throws IOException;
  }

  /**
   * If memory is short, all is done again with less at once.
   *
   * @param crops in all
   * @param wanted of them batch and lanes count here
   */
  static void run(
      int crops,
      ClassifierModel model,
      ClassificationSettings wanted,
      Opening opening,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    ClassificationSettings within = model.limits().within(wanted);
    while (true)
      try {
        ClassificationSettings settings = within;
        Lanes.run(
            (crops + settings.batch() - 1) / settings.batch(),
            settings.lanes(),
            () -> opening.open(settings),
            progress,
            canceled);
        return;
      } catch (NetworkException e) {
        if (!e.isShortOfMemory()) throw e;
        within =
            model.limits().less(within).orElseThrow(() -> new NetworkException(e.getMessage(), e));
      }
  }
}
