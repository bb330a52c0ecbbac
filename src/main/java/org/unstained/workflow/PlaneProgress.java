package org.unstained.workflow;

import java.util.function.Consumer;
import org.unstained.inference.InferenceProgress;

/** The progress of several planes, one after the other, as one. */
final class PlaneProgress {
  /** Steps of a plane: a network tells of batches, whose number differs from plane to plane. */
  private static final int STEPS = 1000;

  private final int planes;
  private final Consumer<InferenceProgress> listener;
  private final long start = System.nanoTime();
  private int finished;
  private long cells;

  PlaneProgress(int planes, Consumer<InferenceProgress> listener) {
    this.planes = planes;
    this.listener = listener;
  }

  /** Told by the network of the plane it works on. */
  void working(InferenceProgress plane) {
    tell(finished * STEPS + (int) (STEPS * plane.fraction()), cells + plane.cells());
  }

  /** A plane is finished, with so many cells in the end. */
  void finished(int found) {
    finished++;
    cells += found;
    tell(finished * STEPS, cells);
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void tell(int done, long found) {
    listener.accept(new InferenceProgress(done, planes * STEPS, found, seconds()));
  }
}
