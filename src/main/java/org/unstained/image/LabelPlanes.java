package org.unstained.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;

/**
 * The planes of a label map, taken one after the other as they are made. Together they need 2 bytes
 * a pixel, 4 if there are more than 65,535 labels; if that is more than half of the free memory
 * they lie in a temporary file, and the image is a virtual stack.
 */
public final class LabelPlanes implements AutoCloseable {
  private static final int MOST_SHORT = 0xffff;

  /** Up to here each whole number is a float. */
  private static final int MOST_FLOAT = 1 << 24;

  private final int width;
  private final int height;
  private final int count;
  private final LabelFile file;
  private final List<Object> inMemory = new ArrayList<>();
  private int taken;
  private boolean handedOver;
  private int largest;

  private LabelPlanes(int width, int height, int count, LabelFile file) {
    this.width = width;
    this.height = height;
    this.count = count;
    this.file = file;
  }

  /**
   * For so many planes of this size.
   *
   * @throws UncheckedIOException if they don't fit into memory, and there can be no temporary file
   */
  public static LabelPlanes of(int width, int height, int planes) {
    long bytes = 2L * width * height * planes;
    return of(width, height, planes, Loading.AUTO.virtual(planes, bytes, Memory.free()));
  }

  static LabelPlanes of(int width, int height, int planes, boolean inFile) {
    try {
      return new LabelPlanes(width, height, planes, inFile ? new LabelFile() : null);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The label map is too large for the memory, and there can be no temporary file: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Takes the next plane.
   *
   * @throws IllegalArgumentException if it has another size, or a label is negative or above
   *     16,777,216
   * @throws UncheckedIOException if the temporary file can't be written
   */
  public void add(RandomAccessibleInterval<IntType> plane) {
    if (plane.numDimensions() != 2 || plane.dimension(0) != width || plane.dimension(1) != height)
      throw new IllegalArgumentException("The planes of a label map need one size");
    int[] labels = pixels(plane);
    int most = largest(labels);
    largest = Math.max(largest, most);
    taken++;
    if (file == null) inMemory.add(small(most) ? shorts(labels) : floats(labels));
    else write(labels, small(most));
  }

  private void write(int[] labels, boolean small) {
    try {
      file.add(labels, small);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * The label map to show or to save; from then on {@link #free} gives its file up.
   *
   * @param calibration of the image that was segmented, copied without its function of grey values;
   *     null for none
   * @throws IllegalArgumentException if channels × slices × frames planes weren't taken
   */
  public ImagePlus image(
      String title, int channels, int slices, int frames, Calibration calibration) {
    if (taken == 0 || taken != count || (long) channels * slices * frames != taken)
      throw new IllegalArgumentException(
          "%d channels x %d slices x %d frames don't make %d planes"
              .formatted(channels, slices, frames, taken));
    handedOver = true;
    LUT lut = Glasbey.lut();
    ImagePlus imp = new ImagePlus(title, stack(lut, channels == 1));
    imp.setDimensions(channels, slices, frames);
    if (calibration != null) {
      Calibration copy = calibration.copy();
      copy.disableDensityCalibration();
      imp.setCalibration(copy);
    }
    return withColours(imp, lut);
  }

  private ImageStack stack(LUT lut, boolean painting) {
    if (file != null) return new LabelFileStack(file, width, height, taken, lut, largest, painting);
    ImageStack stack =
        small(largest) && painting
            ? new LabelStack(width, height, lut, largest)
            : new ImageStack(width, height, lut);
    for (Object plane : inMemory)
      stack.addSlice(
          null, plane instanceof short[] few && !small(largest) ? floats(ints(few)) : plane);
    return stack;
  }

  private ImagePlus withColours(ImagePlus imp, LUT lut) {
    double most = Math.max(255, largest);
    if (imp.getNChannels() > 1) {
      CompositeImage composite = new CompositeImage(imp, CompositeImage.COLOR);
      LUT[] luts = new LUT[imp.getNChannels()];
      for (int c = 0; c < luts.length; c++) {
        luts[c] = Glasbey.lut();
        luts[c].max = most;
      }
      composite.setLuts(luts);
      composite.setOpenAsHyperStack(true);
      return composite;
    }
    imp.getProcessor().setLut(lut);
    imp.setDisplayRange(0, most);
    imp.setOpenAsHyperStack(imp.getNSlices() > 1 && imp.getNFrames() > 1);
    return imp;
  }

  /** Takes the temporary file away, if there is one and no label map was made of it. */
  @Override
  public void close() {
    if (file != null && !handedOver) file.close();
  }

  /** Takes the temporary file of a label map away, if it has one; the map is gone then. */
  public static void free(ImagePlus labelMap) {
    if (labelMap.getStack() instanceof LabelFileStack stack) stack.free();
  }

  /** Whether 16 bits are enough. */
  static boolean small(int largest) {
    return largest <= MOST_SHORT;
  }

  /** The plane's own where that is one array; only to be read. */
  private static int[] pixels(RandomAccessibleInterval<IntType> plane) {
    if (plane instanceof ArrayImg<?, ?> img && img.update(null) instanceof IntArray array)
      return array.getCurrentStorageArray();
    int w = (int) plane.dimension(0);
    int h = (int) plane.dimension(1);
    int[] values = new int[Math.multiplyExact(w, h)];
    PrimitiveBlocks.of(plane).copy(plane.minAsLongArray(), values, new int[] {w, h});
    return values;
  }

  private static int[] ints(short[] labels) {
    int[] values = new int[labels.length];
    for (int i = 0; i < labels.length; i++) values[i] = labels[i] & 0xffff;
    return values;
  }

  private static int largest(int[] labels) {
    int least = 0;
    int most = 0;
    for (int label : labels) {
      least = Math.min(least, label);
      most = Math.max(most, label);
    }
    if (least < 0) throw new IllegalArgumentException("A label is negative: " + least);
    if (most > MOST_FLOAT)
      throw new IllegalArgumentException("Labels go up to 16,777,216 in ImageJ, got " + most);
    return most;
  }

  static short[] shorts(int[] labels) {
    short[] values = new short[labels.length];
    for (int i = 0; i < labels.length; i++) values[i] = (short) labels[i];
    return values;
  }

  static float[] floats(int[] labels) {
    float[] values = new float[labels.length];
    IntStream.range(0, labels.length).parallel().forEach(i -> values[i] = labels[i]);
    return values;
  }
}
