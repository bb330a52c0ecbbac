package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.InferenceProgress;

/** Says what cells are: a network that sees them, or a classifier that knows their measurements. */
interface CellJudge extends AutoCloseable {

  /** Judges planes of one image. */
  interface OfImage {
    /**
     * The plane's cells with their classes, in the same order.
     *
     * @throws java.util.concurrent.CancellationException if canceled
     */
    List<Cell> classify(
        PlaneCells plane, Consumer<InferenceProgress> progress, BooleanSupplier canceled)
        throws IOException;
  }

  /**
   * @throws IllegalArgumentException if it can't judge cells of this image
   */
  OfImage of(ImagePlus image);

  /** The models and the device that do the work. */
  UsedNetworks used();

  @Override
  void close();
}
