package org.unstained.overlay;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * One plane of an image as a picture to look at. RGB images are taken as they are; channels of a
 * composite are added up in their colours; everything else gets its own lookup table.
 *
 * <p>Contrast is set anew for each channel, so that dim images can be seen: 0.35 % of the pixels
 * come out black and 0.35 % white, as ImageJ's own auto contrast does. 8-bit images with a table of
 * colours (not a plain ramp) keep their values, because there they are names of colours. NaN and
 * infinities come out as the darkest value and don't count for the contrast. The image itself isn't
 * changed.
 */
final class PlanePicture {
  private static final double LOW = 0.0035;
  private static final double HIGH = 0.9965;

  /** So many pixels, spread evenly, are enough for the percentiles of a large image. */
  private static final int SAMPLE = 1 << 20;

  private PlanePicture() {}

  /**
   * @param scale how many pixels of the picture for one of the image if above 1; below 1, every
   *     (1/scale)th pixel is taken
   */
  static BufferedImage of(ImagePlus imp, PlanePosition at, double scale) {
    int width = Math.max(1, (int) Math.round(imp.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(imp.getHeight() * scale));
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] rgb = pixels(picture);
    if (imp instanceof CompositeImage composite && imp.getDisplayMode() == IJ.COMPOSITE) {
      boolean[] active = composite.getActiveChannels();
      for (int c = 1; c <= imp.getNChannels(); c++)
        if (active[c - 1] || c == at.channel())
          add(rgb, width, height, plane(imp, c, at), composite.getChannelLut(c));
    } else add(rgb, width, height, plane(imp, at.channel(), at), lut(imp, at.channel()));
    return picture;
  }

  /** The pixels of a picture of {@code TYPE_INT_RGB} themselves, no copy. */
  static int[] pixels(BufferedImage picture) {
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }

  private static ImageProcessor plane(ImagePlus imp, int channel, PlanePosition at) {
    if (imp.getStackSize() == 1) return imp.getProcessor();
    return imp.getStack().getProcessor(imp.getStackIndex(channel, at.slice(), at.frame()));
  }

  private static LUT lut(ImagePlus imp, int channel) {
    if (imp instanceof CompositeImage composite) return composite.getChannelLut(channel);
    return imp.getProcessor().getLut();
  }

  private static void add(int[] rgb, int width, int height, ImageProcessor plane, LUT lut) {
    int[] columns = new int[width];
    for (int x = 0; x < width; x++)
      columns[x] = Math.min((int) ((x + 0.5) * plane.getWidth() / width), plane.getWidth() - 1);
    boolean colours = plane instanceof ColorProcessor;
    double[] range =
        colours ? null : keepsValues(plane, lut) ? new double[] {0, 255} : range(plane);
    double factor = colours ? 0 : 255 / (range[1] - range[0]);
    int bits = plane.getBitDepth();
    boolean few = bits <= 16 && plane.getPixelCount() >= 1 << bits;
    int[] table = few ? table(bits, range[0], factor, lut) : null;
    int[] line = new int[width];
    int lineRow = -1;
    for (int y = 0; y < height; y++) {
      int row = Math.min((int) ((y + 0.5) * plane.getHeight() / height), plane.getHeight() - 1);
      if (row != lineRow) {
        for (int x = 0; x < width; x++) {
          if (x > 0 && columns[x] == columns[x - 1]) line[x] = line[x - 1];
          else if (colours) line[x] = plane.get(columns[x], row);
          else if (table != null) line[x] = table[plane.get(columns[x], row)];
          else line[x] = lut.getRGB(level((plane.getf(columns[x], row) - range[0]) * factor));
        }
        lineRow = row;
      }
      for (int x = 0, i = y * width; x < width; x++, i++) rgb[i] = sum(rgb[i], line[x]);
    }
  }

  /** The colour of each whole number of so many bits. */
  private static int[] table(int bits, double black, double factor, LUT lut) {
    int[] table = new int[1 << bits];
    for (int v = 0; v < table.length; v++) table[v] = lut.getRGB(level((v - black) * factor));
    return table;
  }

  private static int level(double grey) {
    return Double.isFinite(grey) ? (int) Math.max(0, Math.min(255, Math.rint(grey))) : 0;
  }

  private static int sum(int a, int b) {
    int red = Math.min(255, (a >> 16 & 255) + (b >> 16 & 255));
    int green = Math.min(255, (a >> 8 & 255) + (b >> 8 & 255));
    int blue = Math.min(255, (a & 255) + (b & 255));
    return red << 16 | green << 8 | blue;
  }

  /** Whether values stand for colours rather than for brightness. */
  private static boolean keepsValues(ImageProcessor plane, LUT lut) {
    if (plane.getBitDepth() != 8) return false;
    int up = 0;
    int down = 0;
    for (int i = 1; i < 256; i++) {
      int step = brightness(lut.getRGB(i)) - brightness(lut.getRGB(i - 1));
      if (step > 0) up++;
      if (step < 0) down++;
    }
    return up > 0 && down > 0;
  }

  private static int brightness(int rgb) {
    return (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
  }

  /**
   * The two percentiles of the finite values; never equal. A constant 8-bit plane keeps its
   * brightness, any other constant plane is black.
   */
  static double[] range(ImageProcessor plane) {
    int n = plane.getPixelCount();
    int step = Math.max(1, n / SAMPLE);
    // An odd step doesn't run down one column of an image with an even width.
    if (step > 1 && step % 2 == 0) step++;
    double[] range = plane.getBitDepth() <= 16 ? counted(plane, step) : sorted(plane, step);
    if (range[1] > range[0]) return range;
    return plane.getBitDepth() == 8 ? new double[] {0, 255} : new double[] {range[0], range[0] + 1};
  }

  private static double[] sorted(ImageProcessor plane, int step) {
    int n = plane.getPixelCount();
    float[] values = new float[(n - 1) / step + 1];
    int count = 0;
    for (int i = 0; i < n; i += step) {
      float v = plane.getf(i);
      if (Float.isFinite(v)) values[count++] = v;
    }
    if (count == 0) return new double[] {0, 1};
    Arrays.parallelSort(values, 0, count);
    return new double[] {values[low(count)], values[high(count)]};
  }

  /** Whole numbers up to 16 bits needn't be sorted. */
  private static double[] counted(ImageProcessor plane, int step) {
    int[] pixels = new int[1 << plane.getBitDepth()];
    int count = 0;
    for (int i = 0; i < plane.getPixelCount(); i += step, count++) pixels[plane.get(i)]++;
    return new double[] {ranked(pixels, low(count)), ranked(pixels, high(count))};
  }

  /** The value with so many pixels before it, in ascending order. */
  private static int ranked(int[] pixels, int rank) {
    int value = 0;
    for (int before = pixels[0]; before <= rank; before += pixels[value]) value++;
    return value;
  }

  private static int low(int count) {
    return (int) (LOW * (count - 1));
  }

  private static int high(int count) {
    return (int) Math.ceil(HIGH * (count - 1));
  }
}
