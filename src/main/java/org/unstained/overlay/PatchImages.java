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

  /** What the title of a class map ends in. */
  public static final String CLASSES = "-classes";

  /**
   * The class map, {@code <title>-classes}, 8-bit: 0 is empty, 1 the first class and so on. Classes
   * have their colours, others those of {@link Glasbey}.
   *
   * @param planes pixels of each plane, row by row
   * @param slices and frames: as many planes as their product, slices running fastest
   */
  public static ImagePlus classes(
      ImagePlus image, List<byte[]> planes, List<String> classes, int slices, int frames) {
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (byte[] plane : planes) stack.addSlice(null, plane);
    return finished(image, CLASSES, stack, slices, frames, lut(image, classes), 0, 255);
  }

  /**
   * A heat map, {@code <title>-<class>-probability}, 32-bit, 0–1, NaN where all is empty.
   *
   * @param planes pixels of each plane, row by row
   */
  public static ImagePlus probability(
      ImagePlus image, List<float[]> planes, String className, int slices, int frames) {
    ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
    for (float[] plane : planes) stack.addSlice(null, plane);
    return finished(image, suffix(className), stack, slices, frames, HeatColours.lut(), 0, 1);
  }

  /** What the title of a heat map ends in. */
  public static String suffix(String className) {
    return "-" + className.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_") + "-probability";
  }

  private static ImagePlus finished(
      ImagePlus image,
      String suffix,
      ImageStack stack,
      int slices,
      int frames,
      LUT lut,
      double low,
      double high) {
    ImagePlus made = new ImagePlus(LabelImages.title(image.getTitle(), suffix), stack);
    made.setDimensions(1, slices, frames);
    var calibration = image.getCalibration().copy();
    calibration.disableDensityCalibration();
    made.setCalibration(calibration);
    made.setOpenAsHyperStack(slices > 1 && frames > 1);
    lut.min = low;
    lut.max = high;
    made.getProcessor().setLut(lut);
    made.setDisplayRange(low, high);
    return made;
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
