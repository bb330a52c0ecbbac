package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Test;
import org.unstained.cells.PixelSize;

public class PlanesTest {

  /** Rounding of the products of a pixel size and a factor. */
  private static final double ROUNDING = 1e-12;

  private static double at(RandomAccessibleInterval<? extends RealType<?>> plane, int x, int y) {
    var access = plane.randomAccess();
    access.setPosition(new int[] {x, y});
    return access.get().getRealDouble();
  }

  @Test
  public void greyPlanesShareImageJsArray() {
    for (ImageProcessor ip :
        List.of(new ByteProcessor(3, 2), new ShortProcessor(3, 2), new FloatProcessor(3, 2))) {
      var plane = Planes.plane(new ImagePlus("a", ip), 1, 1, 1);
      assertTrue(plane instanceof ArrayImg);
      ip.setf(2, 1, 200);
      assertEquals(200, at(plane, 2, 1), 0);
      assertEquals(3, plane.dimension(0));
      assertEquals(2, plane.dimension(1));
    }
    assertTrue(plane(new ByteProcessor(1, 1)).getType() instanceof UnsignedByteType);
    assertTrue(plane(new ShortProcessor(1, 1)).getType() instanceof UnsignedShortType);
    assertTrue(plane(new FloatProcessor(1, 1)).getType() instanceof FloatType);
  }

  private static RandomAccessibleInterval<? extends RealType<?>> plane(ImageProcessor ip) {
    return Planes.plane(new ImagePlus("a", ip), 1, 1, 1);
  }

  @Test
  public void signedSixteenBitGivesTheSignedValues() {
    ShortProcessor ip = new ShortProcessor(2, 1);
    ip.set(0, 0);
    ip.set(1, 32768 + 5);
    ImagePlus imp = new ImagePlus("signed", ip);
    imp.getCalibration().setSigned16BitCalibration();
    var plane = Planes.plane(imp, 1, 1, 1);
    assertTrue(plane.getType() instanceof ShortType);
    assertEquals(-32768, at(plane, 0, 0), 0);
    assertEquals(5, at(plane, 1, 0), 0);
    assertEquals("the image stays", 32773, ip.get(1));
  }

  @Test
  public void everyPlaneOfAHyperstackIsFoundAndThePositionStays() {
    ImageStack stack = new ImageStack(1, 1);
    for (int i = 0; i < 2 * 3 * 4; i++)
      stack.addSlice(new ByteProcessor(1, 1, new byte[] {(byte) i}));
    ImagePlus imp = new ImagePlus("hyper", stack);
    imp.setDimensions(2, 3, 4);
    imp.setPosition(2, 2, 2);
    for (int t = 1; t <= 4; t++)
      for (int z = 1; z <= 3; z++)
        for (int c = 1; c <= 2; c++)
          assertEquals(
              (c - 1) + 2 * (z - 1) + 6 * (t - 1), at(Planes.plane(imp, c, z, t), 0, 0), 0);
    assertEquals(2, imp.getC());
    assertEquals(2, imp.getZ());
    assertEquals(2, imp.getT());
    assertEquals(2, Planes.channels(imp, 3, 4).size());
    assertEquals(23, at(Planes.channels(imp, 3, 4).get(1), 0, 0), 0);
  }

  @Test
  public void onlyTheAskedPlaneOfAVirtualStackIsRead() {
    List<Integer> asked = new ArrayList<>();
    VirtualStack stack =
        new VirtualStack(2, 2, 100) {
          @Override
          public ImageProcessor getProcessor(int n) {
            asked.add(n);
            return new ByteProcessor(2, 2, new byte[] {(byte) n, 0, 0, 0});
          }
        };
    stack.setBitDepth(8);
    ImagePlus imp = new ImagePlus("virtual", stack);
    imp.setDimensions(1, 1, 100);
    asked.clear();
    assertEquals(42, at(Planes.plane(imp, 1, 1, 42), 0, 0), 0);
    assertEquals(List.of(42), asked);
  }

  @Test
  public void rgbGivesLuminanceOrOneColour() {
    ColorProcessor ip =
        new ColorProcessor(2, 2, new int[] {0xff0000, 0x00ff00, 0x0000ff, 0x647b9d});
    ImagePlus imp = new ImagePlus("rgb", ip);
    for (int channel : new int[] {0, 1}) {
      var grey = Planes.plane(imp, channel, 1, 1);
      assertEquals(76, at(grey, 0, 0), 0);
      assertEquals(150, at(grey, 1, 0), 0);
      assertEquals(29, at(grey, 0, 1), 0);
      assertEquals(Math.round(0.299 * 0x64 + 0.587 * 0x7b + 0.114 * 0x9d), at(grey, 1, 1), 0);
    }
    for (int v = 0; v < 256; v++)
      assertEquals(v, at(plane(new ColorProcessor(1, 1, new int[] {v * 0x010101})), 0, 0), 0);
    assertEquals(0x64, at(Planes.rgbChannel(imp, 1, 1, 1), 1, 1), 0);
    assertEquals(0x7b, at(Planes.rgbChannel(imp, 2, 1, 1), 1, 1), 0);
    assertEquals(0x9d, at(Planes.rgbChannel(imp, 3, 1, 1), 1, 1), 0);
    assertEquals(3, Planes.channels(imp, 1, 1).size());
  }

  @Test
  public void whatIsntThereIsRefusedWithTheRange() {
    ImagePlus imp = new ImagePlus("cells 100%.tif", new ByteProcessor(2, 2));
    refused("channel must be 1, got 0", () -> Planes.plane(imp, 0, 1, 1));
    refused("channel must be 1, got 2", () -> Planes.plane(imp, 2, 1, 1));
    refused("slice must be 1, got -1", () -> Planes.plane(imp, 1, -1, 1));
    refused("frame must be 1, got 3", () -> Planes.plane(imp, 1, 1, 3));
    refused("isn't RGB", () -> Planes.rgbChannel(imp, 1, 1, 1));
    ImagePlus rgb = new ImagePlus("rgb", new ColorProcessor(2, 2));
    refused("got 4", () -> Planes.rgbChannel(rgb, 4, 1, 1));
    refused("Split Channels", () -> Planes.plane(rgb, 2, 1, 1));
    refused("no image", () -> Planes.plane(null, 1, 1, 1));
    refused("no image", () -> Planes.plane(new ImagePlus(), 1, 1, 1));
    refused("no image", () -> Planes.pixelSize(null));
  }

  private static void refused(String words, org.junit.function.ThrowingRunnable what) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, what);
    assertTrue(e.getMessage(), e.getMessage().contains(words));
  }

  private static PixelSize size(double width, double height, String unit) {
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(1, 1));
    imp.getCalibration().pixelWidth = width;
    imp.getCalibration().pixelHeight = height;
    imp.getCalibration().setUnit(unit);
    return Planes.pixelSize(imp);
  }

  @Test
  public void lengthsBecomeMicrometres() {
    Object[][] units = {
      {"nm", 1e-3}, {"um", 1.0}, {"\u00B5m", 1.0}, {"\u03BCm", 1.0}, {"micron", 1.0},
      {"microns", 1.0}, {"Micrometer", 1.0}, {" \u00B5m ", 1.0}, {"mm", 1e3}, {"cm", 1e4},
      {"m", 1e6}, {"inch", 25_400.0}
    };
    for (Object[] unit : units) {
      PixelSize size = size(0.5, 0.25, (String) unit[0]);
      assertEquals("\u00B5m", size.unit());
      assertEquals(0.5 * (double) unit[1], size.width(), ROUNDING * (double) unit[1]);
      assertEquals(0.25 * (double) unit[1], size.height(), ROUNDING * (double) unit[1]);
    }
  }

  @Test
  public void whatIsNoCalibrationIsPixels() {
    for (String unit : new String[] {"pixel", "pixels", "", " ", "px", null})
      assertEquals(unit, PixelSize.PIXELS, size(1, 1, unit));
    for (double bad :
        new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertEquals(PixelSize.PIXELS, size(bad, 1, "um"));
      assertEquals(PixelSize.PIXELS, size(1, bad, "um"));
    }
    assertEquals(PixelSize.PIXELS, Planes.pixelSize(new ImagePlus("a", new ByteProcessor(1, 1))));
  }

  @Test
  public void unknownUnitsStayAndMixedOnesConvertOrCountAsNone() {
    assertEquals(new PixelSize(2, 3, "parsec"), size(2, 3, "parsec"));
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(1, 1));
    imp.getCalibration().pixelWidth = 500;
    imp.getCalibration().pixelHeight = 0.25;
    imp.getCalibration().setXUnit("nm");
    imp.getCalibration().setYUnit("um");
    assertEquals(0.5, Planes.pixelSize(imp).width(), ROUNDING);
    assertEquals(0.25, Planes.pixelSize(imp).height(), ROUNDING);
    imp.getCalibration().setYUnit("parsec");
    assertFalse(Planes.pixelSize(imp).isCalibrated());
    assertNull(imp.getWindow());
  }
}
