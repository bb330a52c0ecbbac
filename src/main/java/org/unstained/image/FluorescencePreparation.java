package org.unstained.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Makes cells in fluorescence images easier to tell from noise: a 5×5 median repeated until nothing
 * changes takes out salt-and-pepper noise, halving takes out shot noise, and each image gets the
 * same mean and standard deviation. Red, green and blue stains may be merged into one picture.
 *
 * <p>After Piansaddhayanon et al. (2023), Label-free tumor cells classification using deep learning
 * and high-content imaging, Scientific Data 10, <a
 * href="https://doi.org/10.1038/s41597-023-02482-8">doi:10.1038/s41597-023-02482-8</a>. They don't
 * say which mean and deviation all images get, nor how the border is treated; our mean and
 * deviation are on the scale of 8-bit pictures, and {@link MedianFilter} says what happens at the
 * border.
 */
public final class FluorescencePreparation {

  /** Radius of the 5×5 window. */
  private static final int RADIUS = 2;

  private FluorescencePreparation() {}

  /**
   * Which steps are done, in this order.
   *
   * @param median whether the median is repeated until nothing changes
   * @param mostRounds of the median; an image that still changes then is taken as it is. Real
   *     images come to rest after tens to hundreds of rounds
   * @param halve whether width and height are halved: each new pixel is the mean of 2×2. Of an odd
   *     width or height the last column or row is left out; a side of 1 stays 1
   * @param normalise whether each plane gets the mean and the deviation below
   * @param mean of the finite pixels of each plane, on the scale 0–255
   * @param deviation standard deviation of them; a constant plane becomes the mean everywhere
   * @param red channel that becomes red, from 1; 0 for none. With a red, green or blue channel the
   *     result is RGB, else it is 32-bit with as many channels as before
   * @param green as {@code red}
   * @param blue as {@code red}
   * @throws IllegalArgumentException if a number is out of its range
   */
  public record Settings(
      boolean median,
      int mostRounds,
      boolean halve,
      boolean normalise,
      double mean,
      double deviation,
      int red,
      int green,
      int blue) {
    public Settings {
      if (mostRounds < 1)
        throw new IllegalArgumentException("At least one round of the median, got " + mostRounds);
      if (!Double.isFinite(mean))
        throw new IllegalArgumentException("A mean is a finite number, got " + mean);
      if (!(deviation > 0) || !Double.isFinite(deviation))
        throw new IllegalArgumentException(
            "A standard deviation is a positive number, got " + deviation);
      if (red < 0 || green < 0 || blue < 0)
        throw new IllegalArgumentException(
            "Channels count from 1, or 0 for none, got %d, %d, %d".formatted(red, green, blue));
    }

    /** All steps but the merge. */
    public static Settings defaults() {
      return new Settings(true, 1000, true, true, 64, 40, 0, 0, 0);
    }

    /** The same steps, and a merge of these channels (0 for none). */
    public Settings merging(int red, int green, int blue) {
      return new Settings(median, mostRounds, halve, normalise, mean, deviation, red, green, blue);
    }

    public boolean merges() {
      return red > 0 || green > 0 || blue > 0;
    }
  }

  /**
   * Prepares each plane of an image, which stays as it is.
   *
   * @param progress told the finished part, 0–1
   * @param canceled asked before each plane
   * @return 32-bit or RGB, named {@code <title>-prepared}; halving doubles the pixel size
   * @throws IllegalArgumentException if there is no image, or no such channel to merge
   * @throws CancellationException if canceled
   */
  public static ImagePlus prepare(
      ImagePlus imp, Settings settings, DoubleConsumer progress, BooleanSupplier canceled) {
    Planes.channels(imp, 1, 1); // refuses what is no image
    int channels = imp.getType() == ImagePlus.COLOR_RGB ? 3 : imp.getNChannels();
    for (int channel : new int[] {settings.red, settings.green, settings.blue})
      if (channel > channels)
        throw new IllegalArgumentException(
            "'%s' has %d channels, so %d can't be merged"
                .formatted(imp.getTitle(), channels, channel));
    ImageStack stack = null;
    int slices = imp.getNSlices();
    int frames = imp.getNFrames();
    double steps = (double) slices * frames;
    int done = 0;
    for (int t = 1; t <= frames; t++)
      for (int z = 1; z <= slices; z++) {
        List<ArrayImg<FloatType, FloatArray>> planes = new ArrayList<>();
        for (int c = 1; c <= channels; c++) {
          if (canceled.getAsBoolean()) throw new CancellationException("Canceled");
          planes.add(needed(c, settings) ? prepare(plane(imp, c, z, t), settings) : null);
        }
        ArrayImg<FloatType, FloatArray> any =
            planes.stream().filter(p -> p != null).findFirst().orElseThrow();
        int w = (int) any.dimension(0);
        if (stack == null) stack = new ImageStack(w, (int) any.dimension(1));
        if (settings.merges())
          stack.addSlice(
              null,
              merge(
                  pick(planes, settings.red),
                  pick(planes, settings.green),
                  pick(planes, settings.blue),
                  !settings.normalise));
        else
          for (ArrayImg<FloatType, FloatArray> plane : planes) stack.addSlice(null, array(plane));
        progress.accept(++done / steps);
      }
    return result(imp, stack, settings, settings.merges() ? 1 : channels);
  }

  /**
   * Prepares one plane.
   *
   * @param plane 2D, left as it is
   * @return a new plane, smaller if it is halved
   */
  public static ArrayImg<FloatType, FloatArray> prepare(
      RandomAccessibleInterval<? extends RealType<?>> plane, Settings settings) {
    var filtered =
        settings.median ? MedianFilter.repeat(plane, RADIUS, settings.mostRounds).plane() : plane;
    ArrayImg<FloatType, FloatArray> result = settings.halve ? halve(filtered) : floats(filtered);
    if (settings.normalise) normalise(array(result), settings.mean, settings.deviation);
    return result;
  }

  private static boolean needed(int channel, Settings s) {
    return !s.merges() || channel == s.red || channel == s.green || channel == s.blue;
  }

  private static RandomAccessibleInterval<? extends RealType<?>> plane(
      ImagePlus imp, int c, int z, int t) {
    return imp.getType() == ImagePlus.COLOR_RGB
        ? Planes.rgbChannel(imp, c, z, t)
        : Planes.plane(imp, c, z, t);
  }

  private static float[] pick(List<ArrayImg<FloatType, FloatArray>> planes, int channel) {
    return channel == 0 ? null : array(planes.get(channel - 1));
  }

  private static float[] array(ArrayImg<FloatType, FloatArray> plane) {
    return plane.update(null).getCurrentStorageArray();
  }

  private static ArrayImg<FloatType, FloatArray> floats(
      RandomAccessibleInterval<? extends RealType<?>> plane) {
    ArrayImg<FloatType, FloatArray> copy = ArrayImgs.floats(plane.dimension(0), plane.dimension(1));
    float[] values = array(copy);
    int i = 0;
    for (RealType<?> pixel : net.imglib2.view.Views.flatIterable(plane))
      values[i++] = pixel.getRealFloat();
    return copy;
  }

  private static ArrayImg<FloatType, FloatArray> halve(
      RandomAccessibleInterval<? extends RealType<?>> plane) {
    int w = (int) plane.dimension(0);
    int h = (int) plane.dimension(1);
    int halfW = Math.max(1, w / 2);
    int halfH = Math.max(1, h / 2);
    float[] from = array(floats(plane));
    float[] to = new float[halfW * halfH];
    int right = w > 1 ? 1 : 0;
    int below = h > 1 ? w : 0;
    IntStream.range(0, halfH)
        .parallel()
        .forEach(
            y -> {
              for (int x = 0; x < halfW; x++) {
                int i = 2 * y * w + 2 * x;
                double sum = (double) from[i] + from[i + right];
                sum += (double) from[i + below] + from[i + below + right];
                to[y * halfW + x] = (float) (sum / 4);
              }
            });
    return ArrayImgs.floats(to, halfW, halfH);
  }

  private static void normalise(float[] values, double mean, double deviation) {
    double sum = 0;
    long n = 0;
    for (float v : values)
      if (Float.isFinite(v)) {
        sum += v;
        n++;
      }
    double average = sum / n;
    double squares = 0;
    for (float v : values) if (Float.isFinite(v)) squares += (v - average) * (v - average);
    double spread = Math.sqrt(squares / n);
    double factor = spread > 0 ? deviation / spread : 0;
    for (int i = 0; i < values.length; i++)
      if (Float.isFinite(values[i])) values[i] = (float) (mean + (values[i] - average) * factor);
  }

  /**
   * One RGB plane. Values are clipped to 0–255 and rounded; NaN is 0.
   *
   * @param stretch whether each plane is first stretched from its finite minimum and maximum
   */
  private static int[] merge(float[] red, float[] green, float[] blue, boolean stretch) {
    float[] first = red != null ? red : green != null ? green : blue;
    int[] rgb = new int[first.length];
    java.util.Arrays.fill(rgb, 0xff000000);
    float[][] planes = {red, green, blue};
    for (int c = 0; c < 3; c++) {
      if (planes[c] == null) continue;
      double low = 0;
      double high = 255;
      if (stretch) {
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        for (float v : planes[c])
          if (Float.isFinite(v)) {
            low = Math.min(low, v);
            high = Math.max(high, v);
          }
      }
      double scale = high > low ? 255 / (high - low) : 0;
      for (int i = 0; i < rgb.length; i++) {
        double level = Math.max(0, Math.min(255, (planes[c][i] - low) * scale));
        rgb[i] |= (int) (level + 0.5) << (16 - 8 * c);
      }
    }
    return rgb;
  }

  private static ImagePlus result(
      ImagePlus imp, ImageStack stack, Settings settings, int channels) {
    ImagePlus result = new ImagePlus(LabelImages.title(imp.getTitle(), "-prepared"), stack);
    result.setDimensions(channels, imp.getNSlices(), imp.getNFrames());
    if (channels > 1 && result.getType() != ImagePlus.COLOR_RGB)
      result = new CompositeImage(result, CompositeImage.GRAYSCALE);
    result.setOpenAsHyperStack(stack.getSize() > 1);
    Calibration calibration = imp.getCalibration().copy();
    calibration.disableDensityCalibration();
    if (settings.halve) {
      if (imp.getWidth() > 1) calibration.pixelWidth *= 2;
      if (imp.getHeight() > 1) calibration.pixelHeight *= 2;
      calibration.xOrigin /= 2;
      calibration.yOrigin /= 2;
    }
    result.setCalibration(calibration);
    ImageProcessor ip = result.getProcessor();
    if (!settings.merges() && settings.normalise) ip.setMinAndMax(0, 255);
    return result;
  }
}
