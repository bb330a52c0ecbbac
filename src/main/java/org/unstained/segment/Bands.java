package org.unstained.segment;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Cuts a plane into bands of whole rows and works on them in parallel.
 *
 * @param height rows of the plane
 * @param rows rows of a band; the last band may be lower
 * @param canceled asked before each band
 */
record Bands(int height, int rows, BooleanSupplier canceled) {

  interface Work {
    void on(int band, int from, int to);
  }

  Bands {
    if (rows < 1) throw new IllegalArgumentException("A band has a row at least, got " + rows);
  }

  int count() {
    return (int) (((long) height + rows - 1) / rows);
  }

  /**
   * Calls {@code work} for each band, on the threads of the current pool.
   *
   * @throws CancellationException if canceled
   */
  void forEach(Work work) {
    IntStream.range(0, count())
        .parallel()
        .forEach(
            band -> {
              stopIfCanceled(canceled);
              work.on(band, band * rows, Math.min(height, (band + 1) * rows));
            });
  }

  static void stopIfCanceled(BooleanSupplier canceled) {
    if (canceled.getAsBoolean()) throw new CancellationException("Segmentation was canceled");
  }
}
