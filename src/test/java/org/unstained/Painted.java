package org.unstained;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.nio.charset.Charset;
import org.junit.Assume;
import org.unstained.letters.Letters;

/** Images painted for tests: bright discs on a dark ground. */
public final class Painted {
  private Painted() {}

  public static final int WIDTH = 120;
  public static final int HEIGHT = 100;
  public static final int RADIUS = 9;
  public static final int GROUND = 20;
  public static final int CELL = 180;

  /** 8-bit, four discs that don't touch. */
  public static ImagePlus discs(String title) {
    return new ImagePlus(title, processor(4));
  }

  /** 16-bit hyperstack; slice z of frame t has 1 + (z − 1 + t − 1) % 4 discs in channel 2. */
  public static ImagePlus hyperstack(String title, int slices, int frames) {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int t = 0; t < frames; t++)
      for (int z = 0; z < slices; z++) {
        stack.addSlice(new ShortProcessor(WIDTH, HEIGHT));
        stack.addSlice(processor(1 + (z + t) % 4).convertToShort(false));
      }
    ImagePlus image = new ImagePlus(title, stack);
    image.setDimensions(2, slices, frames);
    image.setOpenAsHyperStack(true);
    return image;
  }

  /** 8-bit stack; slice z has 1 + (z − 1) % 4 discs. */
  public static ImagePlus stack(String title, int slices) {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int z = 0; z < slices; z++) stack.addSlice(processor(1 + z % 4));
    return new ImagePlus(title, stack);
  }

  public static ImagePlus calibrated(ImagePlus image, double side, String unit) {
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = side;
    calibration.pixelHeight = side;
    calibration.setUnit(unit);
    return image;
  }

  /** Skips a test with such names where Java can't use them, as in the locale C. */
  public static void assumeNamesMayHaveUmlauts() {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    Assume.assumeTrue(
        "File names are " + encoding + " here",
        Charset.forName(encoding).newEncoder().canEncode("ä –"));
  }

  /** Skips a test of letters where Java has none. */
  public static void assumeLetters() {
    Assume.assumeTrue("This Java finds no fonts", Letters.canBeWritten());
  }

  private static ImageProcessor processor(int discs) {
    ByteProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
    ip.setColor(GROUND);
    ip.fill();
    for (int i = 0; i < discs; i++) disc(ip, 30 + 60 * (i % 2), 25 + 50 * (i / 2));
    return ip;
  }

  private static void disc(ImageProcessor ip, int cx, int cy) {
    for (int y = cy - RADIUS; y <= cy + RADIUS; y++)
      for (int x = cx - RADIUS; x <= cx + RADIUS; x++)
        if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <= RADIUS * RADIUS) ip.set(x, y, CELL);
  }
}
