package org.unstained.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.IntProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.PixelSize;

/**
 * Planes of an {@link ImagePlus} as 2D ImgLib2 images (x, y).
 *
 * <p>8-bit, unsigned 16-bit and 32-bit planes are views: they share ImageJ's own array, so writing
 * to them changes the image. Signed 16-bit planes, which ImageJ keeps as unsigned numbers with a
 * calibration function of −32768, are copied to signed numbers, because a copy of two bytes a pixel
 * is read faster than a converting view. Other calibration functions (optical density and the like)
 * are not applied. RGB planes give their luminance, or one of their channels, as a new 8-bit plane.
 * 8-bit images with a colour table give the numbers in the pixels, not the colours.
 *
 * <p>Several threads may ask for planes of one image at once.
 *
 * <p>Channels, slices and frames count from 1. Of a virtual stack only the asked plane is read. The
 * position that the image shows never changes.
 */
public final class Planes {

  private static final int SIGNED_OFFSET = 0x8000;

  private Planes() {}

  /**
   * One plane.
   *
   * @param channel from 1; 0 also means the luminance if the image is RGB
   * @return an {@code ArrayImg} of {@code UnsignedByteType}, {@code UnsignedShortType}, {@code
   *     ShortType} or {@code FloatType}; for RGB the luminance 0.299 R + 0.587 G + 0.114 B, rounded
   * @throws IllegalArgumentException if there is no image or no such plane
   */
  public static RandomAccessibleInterval<? extends RealType<?>> plane(
      ImagePlus imp, int channel, int slice, int frame) {
    requireImage(imp);
    boolean luminance = imp.getType() == ImagePlus.COLOR_RGB && channel == 0;
    ImageProcessor ip = processor(imp, luminance ? 1 : channel, slice, frame);
    long w = ip.getWidth();
    long h = ip.getHeight();
    if (ip instanceof ByteProcessor) return ArrayImgs.unsignedBytes((byte[]) ip.getPixels(), w, h);
    if (ip instanceof ShortProcessor) {
      short[] pixels = (short[]) ip.getPixels();
      return imp.getLocalCalibration().isSigned16Bit()
          ? ArrayImgs.shorts(signed(pixels), w, h)
          : ArrayImgs.unsignedShorts(pixels, w, h);
    }
    if (ip instanceof FloatProcessor) return ArrayImgs.floats((float[]) ip.getPixels(), w, h);
    if (ip instanceof IntProcessor) return ArrayImgs.ints((int[]) ip.getPixels(), w, h);
    if (ip instanceof ColorProcessor)
      return ArrayImgs.unsignedBytes(luminance((int[]) ip.getPixels()), w, h);
    throw new IllegalArgumentException(
        "'%s' has pixels of an unknown kind: %s"
            .formatted(imp.getTitle(), ip.getClass().getSimpleName()));
  }

  /**
   * One colour of an RGB image as an 8-bit plane of its own.
   *
   * @param rgb 1 red, 2 green, 3 blue
   * @throws IllegalArgumentException if the image isn't RGB or there is no such plane
   */
  public static RandomAccessibleInterval<? extends RealType<?>> rgbChannel(
      ImagePlus imp, int rgb, int slice, int frame) {
    requireImage(imp);
    if (imp.getType() != ImagePlus.COLOR_RGB)
      throw new IllegalArgumentException(
          "'%s' isn't RGB, it has %d bits a pixel"
              .formatted(imp.getTitle(), Math.abs(imp.getBitDepth())));
    if (rgb < 1 || rgb > 3)
      throw new IllegalArgumentException("RGB has the channels 1, 2 and 3, got " + rgb);
    int[] pixels = (int[]) processor(imp, 1, slice, frame).getPixels();
    return ArrayImgs.unsignedBytes(colour(pixels, rgb), imp.getWidth(), imp.getHeight());
  }

  /**
   * All channels at one slice and frame, to measure intensities in each: those of the hyperstack,
   * or red, green and blue of an RGB image.
   *
   * @throws IllegalArgumentException if there is no image or no such plane
   */
  public static List<RandomAccessibleInterval<? extends RealType<?>>> channels(
      ImagePlus imp, int slice, int frame) {
    requireImage(imp);
    boolean rgb = imp.getType() == ImagePlus.COLOR_RGB;
    int n = rgb ? 3 : imp.getNChannels();
    List<RandomAccessibleInterval<? extends RealType<?>>> all = new ArrayList<>(n);
    for (int c = 1; c <= n; c++)
      all.add(rgb ? rgbChannel(imp, c, slice, frame) : plane(imp, c, slice, frame));
    return all;
  }

  /**
   * The size of a pixel: in µm whenever the unit is a length that we can convert (nm, µm in all
   * spellings, mm, cm, m, inch), else in the image's own unit. {@link PixelSize#PIXELS} if the
   * image is not calibrated, or its calibration is no use (not positive, not finite, or different
   * units in x and y that don't convert).
   */
  public static PixelSize pixelSize(ImagePlus imp) {
    if (imp == null) throw new IllegalArgumentException("There is no image");
    Calibration calibration = imp.getCalibration();
    String x = calibration.getXUnit();
    String y = calibration.getYUnit();
    if (LengthUnit.isPixel(x) || LengthUnit.isPixel(y)) return PixelSize.PIXELS;
    OptionalDouble toX = LengthUnit.inMicrometres(x);
    OptionalDouble toY = LengthUnit.inMicrometres(y);
    boolean known = toX.isPresent() && toY.isPresent();
    if (!known && !x.trim().equals(y.trim())) return PixelSize.PIXELS;
    double width = calibration.pixelWidth * (known ? toX.getAsDouble() : 1);
    double height = calibration.pixelHeight * (known ? toY.getAsDouble() : 1);
    boolean useful = width > 0 && height > 0 && Double.isFinite(width * height);
    if (!useful) return PixelSize.PIXELS;
    return new PixelSize(width, height, known ? LengthUnit.MICROMETRE : x.trim());
  }

  private static void requireImage(ImagePlus imp) {
    if (imp == null || imp.getWidth() < 1 || imp.getHeight() < 1 || imp.getProcessor() == null)
      throw new IllegalArgumentException("There is no image. Open one first.");
  }

  private static ImageProcessor processor(ImagePlus imp, int channel, int slice, int frame) {
    requireInRange(imp, "channel", channel, imp.getNChannels());
    requireInRange(imp, "slice", slice, imp.getNSlices());
    requireInRange(imp, "frame", frame, imp.getNFrames());
    if (imp.getStackSize() == 1) return imp.getProcessor();
    int index = imp.getStackIndex(channel, slice, frame);
    ImageProcessor ip = read(imp.getStack(), index);
    if (ip == null || ip.getPixels() == null)
      throw new IllegalStateException(
          "Can't read plane %d of '%s'. Is its file still there?".formatted(index, imp.getTitle()));
    return ip;
  }

  /** Virtual stacks of others may be asked by one thread at a time only. */
  private static ImageProcessor read(ImageStack stack, int index) {
    if (!(stack instanceof VirtualStack) || stack instanceof PlaneStack)
      return stack.getProcessor(index);
    synchronized (stack) {
      return stack.getProcessor(index);
    }
  }

  private static void requireInRange(ImagePlus imp, String what, int value, int most) {
    if (value >= 1 && value <= most) return;
    String hint =
        imp.getType() == ImagePlus.COLOR_RGB && what.equals("channel")
            ? ". For red, green or blue alone use Image > Color > Split Channels"
            : "";
    throw new IllegalArgumentException(
        "'%s' has %s, so %s must be 1%s, got %d%s"
            .formatted(
                imp.getTitle(),
                most == 1 ? "one " + what : most + " " + what + "s",
                what,
                most == 1 ? "" : "–" + most,
                value,
                hint));
  }

  /** 0 the luminance, 1 red, 2 green, 3 blue of packed RGB pixels. */
  static byte[] colour(int[] pixels, int rgb) {
    if (rgb == 0) return luminance(pixels);
    int shift = 24 - 8 * rgb;
    byte[] plane = new byte[pixels.length];
    IntStream.range(0, pixels.length)
        .parallel()
        .forEach(i -> plane[i] = (byte) (pixels[i] >> shift));
    return plane;
  }

  static short[] signed(short[] stored) {
    short[] values = new short[stored.length];
    for (int i = 0; i < stored.length; i++) values[i] = (short) (stored[i] ^ SIGNED_OFFSET);
    return values;
  }

  private static byte[] luminance(int[] rgb) {
    byte[] grey = new byte[rgb.length];
    IntStream.range(0, rgb.length).parallel().forEach(i -> grey[i] = luminance(rgb[i]));
    return grey;
  }

  /** In thousandths, so that a grey pixel keeps its value exactly. */
  private static byte luminance(int rgb) {
    int r = rgb >> 16 & 0xff;
    int g = rgb >> 8 & 0xff;
    int b = rgb & 0xff;
    return (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
  }
}
