package org.unstained.workflow.analysis;

import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.InferenceProgress;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.planes.PlaneSource;
import org.unstained.workflow.planes.SliceAndFrame;

/** Says what cells are: a network that sees them, or a classifier that knows their measurements. */
public interface CellJudge extends AutoCloseable {

  /** Judges planes of one image. */
  interface OfImage {
    /**
     * A plane of the image, in memory or in its file. What has to be measured of its values is
     * measured now.
     *
     * @throws IOException if the plane can't be read
     */
    OfPlane on(PlaneSource plane) throws IOException;

    /**
     * The cells of a plane in memory with their classes, in the same order.
     *
     * @throws java.util.concurrent.CancellationException if canceled
     */
    default List<Cell> classify(
        ImagePlus image,
        PlaneCells plane,
        Consumer<InferenceProgress> progress,
        BooleanSupplier canceled)
        throws IOException {
      return on(PlaneSource.of(image, new SliceAndFrame(plane.slice(), plane.frame())))
          .classify(plane.cells(), progress, canceled);
    }
  }

  /** Judges cells of one plane: all at once or some after the others. */
  interface OfPlane {
    /**
     * The cells with their classes, in the same order.
     *
     * @throws java.util.concurrent.CancellationException if canceled
     */
    List<Cell> classify(
        List<Cell> cells, Consumer<InferenceProgress> progress, BooleanSupplier canceled)
        throws IOException;
  }

  /**
   * @param image only its axes, kind and title are asked for
   * @throws IllegalArgumentException if it can't judge cells of this image
   */
  OfImage of(ImagePlus image);

  /** The models and the device that do the work. */
  UsedNetworks used();

  @Override
  void close();
}
