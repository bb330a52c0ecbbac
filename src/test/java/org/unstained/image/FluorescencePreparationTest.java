package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageStatistics;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;
import org.unstained.image.FluorescencePreparation.Settings;

public class FluorescencePreparationTest {

  /**
   * Pixels are floats, so a mean over thousands of them is off by a few units in the seventh digit.
   */
  private static final double FLOAT_MEAN = 1e-4;

  private static final Settings NOTHING = new Settings(false, 1, false, false, 0, 1, 0, 0, 0);

  private static ImagePlus prepare(ImagePlus imp, Settings settings) {
    return FluorescencePreparation.prepare(imp, settings, done -> {}, () -> false);
  }

  private static float[] pixels(ImagePlus imp, int index) {
    return (float[]) imp.getStack().getPixels(index);
  }

  @Test
  public void withoutAnyStepThePixelsStay() {
    short[] pixels = {0, 1, (short) 65535, 7, 8, 9};
    ImagePlus imp = new ImagePlus("a.tif", new ShortProcessor(3, 2, pixels, null));
    ImagePlus result = prepare(imp, NOTHING);
    assertEquals("a-prepared", result.getTitle());
    assertArrayEquals(new float[] {0, 1, 65535, 7, 8, 9}, pixels(result, 1), 0);
  }

  @Test
  public void halvingIsTheMeanOfFourAndDropsAnOddEdge() {
    float[] pixels = {1, 2, 9, 3, 6, 9, 5, 5, 5};
    var plane = ArrayImgs.floats(pixels, 3, 3);
    Settings halve = new Settings(false, 1, true, false, 0, 1, 0, 0, 0);
    var half = FluorescencePreparation.prepare(plane, halve);
    assertEquals(1, half.dimension(0));
    assertEquals(1, half.dimension(1));
    assertEquals(3, half.getAt(0, 0).get(), 0);
    var row = FluorescencePreparation.prepare(ArrayImgs.floats(pixels, 9, 1), halve);
    assertEquals(4, row.dimension(0));
    assertEquals(1, row.dimension(1));
    assertEquals(6, row.getAt(1, 0).get(), 0);
    var one = FluorescencePreparation.prepare(ArrayImgs.floats(new float[] {4}, 1, 1), halve);
    assertEquals(4, one.getAt(0, 0).get(), 0);
  }

  @Test
  public void halvingDoublesThePixelSize() {
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(8, 6));
    imp.getCalibration().setUnit("um");
    imp.getCalibration().pixelWidth = 0.3;
    imp.getCalibration().pixelHeight = 0.4;
    imp.getCalibration().xOrigin = 4;
    ImagePlus result = prepare(imp, Settings.defaults());
    assertEquals(4, result.getWidth());
    assertEquals(0.6, result.getCalibration().pixelWidth, 0);
    assertEquals(0.8, result.getCalibration().pixelHeight, 0);
    assertEquals(2, result.getCalibration().xOrigin, 0);
    assertEquals("the image stays", 0.3, imp.getCalibration().pixelWidth, 0);
  }

  @Test
  public void eachPlaneGetsTheSameMeanAndDeviation() {
    Random random = new Random(1);
    ImageStack stack = new ImageStack(50, 40);
    for (int i = 0; i < 4; i++) {
      float[] pixels = new float[2000];
      for (int k = 0; k < 2000; k++)
        pixels[k] = (float) (1000 * i + (i + 1) * random.nextGaussian());
      stack.addSlice(new FloatProcessor(50, 40, pixels));
    }
    ImagePlus imp = new ImagePlus("a", stack);
    imp.setDimensions(2, 1, 2);
    ImagePlus result = prepare(imp, new Settings(false, 1, false, true, 100, 20, 0, 0, 0));
    assertArrayEquals(imp.getDimensions(), result.getDimensions());
    for (int i = 1; i <= 4; i++) {
      ImageStatistics figures = result.getStack().getProcessor(i).getStatistics();
      assertEquals(100, figures.mean, FLOAT_MEAN);
      double n = 2000; // ImageJ divides by n - 1
      assertEquals(20, figures.stdDev * Math.sqrt((n - 1) / n), FLOAT_MEAN);
    }
  }

  @Test
  public void constantPlanesBecomeTheMeanAndNanStays() {
    Settings normalise = new Settings(false, 1, false, true, 64, 40, 0, 0, 0);
    float[] constant = {5, 5, 5, Float.NaN};
    var result = FluorescencePreparation.prepare(ArrayImgs.floats(constant, 2, 2), normalise);
    assertEquals(64, result.getAt(0, 0).get(), 0);
    assertTrue(Float.isNaN(result.getAt(1, 1).get()));
    var nothing =
        FluorescencePreparation.prepare(
            ArrayImgs.floats(new float[] {Float.NaN, Float.POSITIVE_INFINITY}, 2, 1), normalise);
    assertTrue(Float.isNaN(nothing.getAt(0, 0).get()));
    assertEquals(Float.POSITIVE_INFINITY, nothing.getAt(1, 0).get(), 0);
  }

  @Test
  public void theMedianTakesOutSaltAndPepperAndKeepsEdges() {
    short[] pixels = new short[40 * 40];
    Random random = new Random(2);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) (i % 40 < 20 ? 100 : 900);
      if (random.nextInt(20) == 0) pixels[i] = (short) (random.nextBoolean() ? 0 : 4095);
    }
    Settings median = new Settings(true, 1000, false, false, 0, 1, 0, 0, 0);
    var result = FluorescencePreparation.prepare(ArrayImgs.unsignedShorts(pixels, 40, 40), median);
    for (int y = 0; y < 40; y++)
      for (int x = 0; x < 40; x++) assertEquals(x < 20 ? 100 : 900, result.getAt(x, y).get(), 0);
  }

  @Test
  public void stainsMergeIntoOnePictureOnTheScaleOf255() {
    ImageStack stack = new ImageStack(2, 1);
    stack.addSlice(new FloatProcessor(2, 1, new float[] {0, 10}));
    stack.addSlice(new FloatProcessor(2, 1, new float[] {5, 5}));
    stack.addSlice(new FloatProcessor(2, 1, new float[] {3, 1}));
    ImagePlus imp = new ImagePlus("a", stack);
    imp.setDimensions(3, 1, 1);
    ImagePlus stretched = prepare(imp, NOTHING.merging(3, 0, 1));
    assertEquals(ImagePlus.COLOR_RGB, stretched.getType());
    assertArrayEquals(
        new int[] {0xffff0000, 0xff0000ff}, (int[]) stretched.getProcessor().getPixels());
    Settings normalised = new Settings(false, 1, false, true, 100, 50, 1, 2, 0);
    // mean 5, deviation 5: the first becomes 50 and 150, the constant one 100
    assertArrayEquals(
        new int[] {0xff326400, 0xff966400},
        (int[]) prepare(imp, normalised).getProcessor().getPixels());
    assertThrows(IllegalArgumentException.class, () -> prepare(imp, NOTHING.merging(4, 0, 0)));
  }

  @Test
  public void allSlicesAndFramesMergeAndProgressIsTold() {
    ImageStack stack = new ImageStack(4, 4);
    for (int i = 0; i < 2 * 3 * 2; i++) stack.addSlice(new ByteProcessor(4, 4));
    ImagePlus imp = new ImagePlus("a", stack);
    imp.setDimensions(2, 3, 2);
    List<Double> told = new ArrayList<>();
    ImagePlus result =
        FluorescencePreparation.prepare(
            imp, Settings.defaults().merging(1, 2, 0), told::add, () -> false);
    assertArrayEquals(new int[] {2, 2, 1, 3, 2}, result.getDimensions());
    assertEquals(6, told.size());
    assertEquals(1, told.get(5), 0);
    assertThrows(
        CancellationException.class,
        () -> FluorescencePreparation.prepare(imp, Settings.defaults(), d -> {}, () -> true));
  }

  @Test
  public void rgbIsPreparedAsThreeChannels() {
    ImagePlus imp = new ImagePlus("a", new ColorProcessor(1, 1, new int[] {0x010203}));
    ImagePlus result = prepare(imp, NOTHING);
    assertEquals(3, result.getNChannels());
    assertEquals(2, pixels(result, 2)[0], 0);
  }

  @Test
  public void settingsOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Settings(true, 0, true, true, 1, 1, 0, 0, 0));
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
      assertThrows(
          IllegalArgumentException.class, () -> new Settings(true, 1, true, true, 1, bad, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Settings(true, 1, true, true, Double.NaN, 1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> NOTHING.merging(-1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> prepare(null, NOTHING));
  }
}
