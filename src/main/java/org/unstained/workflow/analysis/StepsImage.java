package org.unstained.workflow.analysis;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** The steps of a segmentation as a stack that can be paged through. */
final class StepsImage {
  private StepsImage() {}

  /**
   * A 32-bit stack with a slice for each step, labelled with its name. As the steps' values differ
   * (intensities, masks, distances, labels), each slice is scaled to 0–1 unless it is constant.
   *
   * @param steps 2D pictures of one size by their names, in order
   */
  static ImagePlus of(
      String title,
      Map<String, RandomAccessibleInterval<? extends RealType<?>>> steps,
      Calibration calibration) {
    ImageStack stack = null;
    for (var step : steps.entrySet()) {
      FloatProcessor slice = processor(step.getValue());
      if (stack == null) stack = new ImageStack(slice.getWidth(), slice.getHeight());
      stack.addSlice(step.getKey(), slice);
    }
    ImagePlus image = new ImagePlus(title, stack);
    image.setCalibration(calibration.copy());
    image.getCalibration().disableDensityCalibration();
    image.setDisplayRange(0, 1);
    return image;
  }

  private static FloatProcessor processor(RandomAccessibleInterval<? extends RealType<?>> plane) {
    int width = (int) plane.dimension(0);
    int height = (int) plane.dimension(1);
    float[] pixels = new float[Math.multiplyExact(width, height)];
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    var cursor = Views.flatIterable(plane).cursor();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = cursor.next().getRealFloat();
      if (!Float.isFinite(pixels[i])) continue;
      min = Math.min(min, pixels[i]);
      max = Math.max(max, pixels[i]);
    }
    if (max > min)
      for (int i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] - min) / (max - min);
    return new FloatProcessor(width, height, pixels);
  }
}
