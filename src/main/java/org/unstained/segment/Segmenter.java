package org.unstained.segment;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** Finds the cells of a plane. */
public final class Segmenter {
  private Segmenter() {}

  /**
   * Segments a plane.
   *
   * @param plane 2D, at least 1×1
   * @param nuclei plane of the same size whose bright spots are the seeds, or null; needed for
   *     {@code Split.NUCLEI}
   * @param progress told the finished part, 0–1
   * @param canceled asked now and then
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the plane is not 2D or sizes differ
   */
  public static Segmentation segment(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    throw new IllegalStateException("under construction");
  }

  /** The picture after each step, in order, by the step's name. Parameters as above. */
  public static Map<String, RandomAccessibleInterval<? extends RealType<?>>> steps(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings) {
    throw new IllegalStateException("under construction");
  }
}
