package org.unstained.overlay;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.unstained.image.Glasbey;
import org.unstained.image.LabelImages;

/**
 * Maps of classified patches as images: for each slice and frame a plane, the pixel size that of
 * the image.
 */
public final class PatchImages {
  private PatchImages() {}

  /**
   * The pixels of a map.
   *
   * @param step pixels of the image that one of them is wide and high
   */
  public record Raster(int width, int height, int step) {
    /** Pixel by pixel. */
    public static Raster of(ImagePlus image) {
      return new Raster(image.getWidth(), image.getHeight(), 1);
    }
  }

  /** What the title of a class map ends in. */
  public static final String CLASSES = "-classes";

  /**
   * The class map, {@code <title>-classes}, 8-bit: 0 is empty, 1 the first class and so on. Classes
   * have their colours, others those of {@link Glasbey}.
   *
   * @param image whose title, axes, colours and pixel size it has
   * @param planes pixels of each plane, row by row
   * @param slices and frames: as many planes as their product, slices running fastest
   */
  public static ImagePlus classes(
      ImagePlus image,
      Raster raster,
      List<byte[]> planes,
      List<String> classes,
      int slices,
      int frames) {
    ImageStack stack = new ImageStack(raster.width(), raster.height());
    for (byte[] plane : planes) stack.addSlice(null, plane);
    ImagePlus made = finished(image, raster, CLASSES, stack, slices, frames);
    show(made, lut(image, classes), 0, 255);
    return made;
  }

  /**
   * A heat map, {@code <title>-<class>-probability}, 32-bit, 0–1, NaN where all is empty.
   *
   * @param planes pixels of each plane, row by row
   */
  public static ImagePlus probability(
      ImagePlus image,
      Raster raster,
      List<float[]> planes,
      String className,
      int slices,
      int frames) {
    ImageStack stack = new ImageStack(raster.width(), raster.height());
    for (float[] plane : planes) stack.addSlice(null, plane);
    ImagePlus made = finished(image, raster, suffix(className), stack, slices, frames);
    show(made, HeatColours.lut(), 0, 1);
    return made;
  }

  /** What the title of a heat map ends in. */
  public static String suffix(String className) {
    return "-" + className.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_") + "-probability";
  }

  private static ImagePlus finished(
      ImagePlus image, Raster raster, String suffix, ImageStack stack, int slices, int frames) {
    ImagePlus made = new ImagePlus(LabelImages.title(image.getTitle(), suffix), stack);
    made.setDimensions(1, slices, frames);
    var calibration = image.getCalibration().copy();
    calibration.disableDensityCalibration();
    calibration.pixelWidth *= raster.step();
    calibration.pixelHeight *= raster.step();
    calibration.xOrigin /= raster.step();
    calibration.yOrigin /= raster.step();
    made.setCalibration(calibration);
    made.setOpenAsHyperStack(slices > 1 && frames > 1);
    return made;
  }

  private static void show(ImagePlus made, LUT lut, double low, double high) {
    lut.min = low;
    lut.max = high;
    made.getProcessor().setLut(lut);
    made.setDisplayRange(low, high);
  }

  /** 0xRRGGBB of the values of a class map. */
  public static int[] colours(ImagePlus image, List<String> classes) {
    LUT lut = lut(image, classes);
    int[] colours = new int[256];
    for (int i = 1; i < colours.length; i++) colours[i] = lut.getRGB(i) & 0xffffff;
    return colours;
  }

  static LUT lut(ImagePlus image, List<String> classes) {
    Map<String, Color> named = ClassColours.of(image);
    byte[][] rgb = new byte[3][256];
    for (int i = 1; i < 256; i++) {
      Color own = i <= classes.size() ? named.get(classes.get(i - 1)) : null;
      Color colour = own == null ? Glasbey.colour(i) : own;
      rgb[0][i] = (byte) colour.getRed();
      rgb[1][i] = (byte) colour.getGreen();
      rgb[2][i] = (byte) colour.getBlue();
    }
    return new LUT(rgb[0], rgb[1], rgb[2]);
  }
}
