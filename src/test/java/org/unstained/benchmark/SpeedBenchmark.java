package org.unstained.benchmark;

import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;

/** What the benchmarks of segmentation have in common. */
final class SpeedBenchmark {
  /** The steps that the peers do. */
  static final SegmentationSettings SAME_STEPS =
      new SegmentationSettings(
          Appearance.BRIGHT,
          ThresholdMethod.OTSU,
          0,
          0,
          0,
          0,
          100,
          2,
          Split.SHAPE,
          0.1,
          20,
          Double.POSITIVE_INFINITY,
          true,
          false);

  private SpeedBenchmark() {}

  static double median(double[] values) {
    return Timing.median(values);
  }
}
