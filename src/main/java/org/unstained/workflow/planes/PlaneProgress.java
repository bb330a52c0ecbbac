package org.unstained.workflow.planes;

import java.util.function.Consumer;
import org.unstained.inference.InferenceProgress;

/** The progress of several planes, some of them at once, as one. */
public final class PlaneProgress {
  /** Steps of a plane: a network tells of batches, whose number differs from plane to plane. */
  private static final int STEPS = 1000;

  private final Consumer<InferenceProgress> listener;
  private final long start = System.nanoTime();
  private final int[] steps;
  private final long[] cells;
  private long allSteps;
  private long allCells;
  private int current;

  /**
   * @param listener told on any thread, but on one at a time
   */
  public PlaneProgress(int planes, Consumer<InferenceProgress> listener) {
    this.listener = listener;
    steps = new int[planes];
    cells = new long[planes];
  }

  /** Of planes one after the other: the current one is worked on. */
  public void working(InferenceProgress at) {
    working(current, at);
  }

  /** Of planes one after the other: the current one is finished, and the next is current. */
  public void finished(int found) {
    finished(current++, found);
  }

  /**
   * A plane is worked on.
   *
   * @param plane from 0
   */
  public void working(int plane, InferenceProgress at) {
    tell(plane, (int) (STEPS * at.fraction()), at.cells());
  }

  /**
   * A plane is worked on whose cells aren't known before its end.
   *
   * @param part that is finished, 0–1
   */
  public void working(int plane, double part) {
    tell(plane, (int) (STEPS * part), 0);
  }

  /** A plane is finished, with so many cells in the end. */
  public void finished(int plane, int found) {
    tell(plane, STEPS, found);
  }

  /** Since this was made. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private synchronized void tell(int plane, int done, long found) {
    allSteps += done - steps[plane];
    allCells += found - cells[plane];
    steps[plane] = done;
    cells[plane] = found;
    // Thousandths of all, for so many planes that their steps make no int.
    int most = steps.length * (long) STEPS <= Integer.MAX_VALUE ? steps.length * STEPS : STEPS;
    int part = (int) (allSteps * most / ((long) STEPS * Math.max(1, steps.length)));
    listener.accept(new InferenceProgress(part, most, allCells, seconds()));
  }
}
