package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.Test;

public class CropsTest {
  private static final CropSettings PLAIN = CropSettings.ofPixels(5);

  /** Pixel (x, y) has the value 100 y + x. */
  private static ArrayImg<FloatType, FloatArray> ramp(int width, int height) {
    var plane = ArrayImgs.floats(width, height);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) plane.getAt(x, y).set(100 * y + x);
    return plane;
  }

  private static Cell cell(Region region) {
    return Cells.measure(List.of(region), List.of(), PixelSize.PIXELS).get(0);
  }

  private static Cell square(int x, int y, int side) {
    return cell(Region.rectangle(1, x, y, side, side));
  }

  private static float[] pixels(ArrayImg<FloatType, FloatArray> crop) {
    return crop.update(null).getCurrentStorageArray();
  }

  private static ArrayImg<FloatType, FloatArray> noise(long seed, int width, int height) {
    Random random = new Random(seed);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) pixels[i] = 100 + (float) random.nextGaussian();
    return ArrayImgs.floats(pixels, width, height);
  }

  @Test
  public void aCropIsCentredOnTheBox() {
    var crop = Crops.crop(ramp(40, 30), square(10, 20, 3), PLAIN);
    assertEquals(1909, crop.getAt(0, 0).get(), 0);
    assertEquals(2111, crop.getAt(2, 2).get(), 0);
    assertEquals(2313, crop.getAt(4, 4).get(), 0);
  }

  @Test
  public void aCentreBetweenTwoPlacesGoesRightAndDown() {
    var window = Crops.window(square(10, 20, 1), CropSettings.ofPixels(4));
    assertEquals(9, window.min(0));
    assertEquals(19, window.min(1));
    assertEquals(-1, Crops.window(square(0, 0, 1), CropSettings.ofPixels(4)).min(0));
  }

  @Test
  public void edgePixelsAreRepeatedBeyondTheImage() {
    var plane = ramp(6, 4);
    for (Cell cell : List.of(square(0, 0, 1), square(5, 3, 1), square(0, 3, 1), square(2, 1, 2))) {
      CropSettings settings = CropSettings.ofPixels(9);
      var crop = Crops.crop(plane, cell, settings);
      var window = Crops.window(cell, settings);
      var extended = Views.extendBorder(plane).randomAccess();
      for (int y = 0; y < 9; y++)
        for (int x = 0; x < 9; x++)
          assertEquals(
              extended.setPositionAndGet(window.min(0) + x, window.min(1) + y).get(),
              crop.getAt(x, y).get(),
              0);
    }
  }

  @Test
  public void aCropMayBeOfOnePixelOrLargerThanTheImage() {
    assertArrayEquals(
        new float[] {203},
        pixels(Crops.crop(ramp(6, 4), square(3, 2, 1), CropSettings.ofPixels(1))),
        0);
    var crop = Crops.crop(ramp(1, 1), square(0, 0, 1), CropSettings.ofPixels(7));
    for (float v : pixels(crop)) assertEquals(0, v, 0);
  }

  @Test
  public void aViewIsCutAtItsOwnCoordinates() {
    var view = Views.interval(ramp(40, 30), FinalInterval.createMinSize(8, 8, 12, 12));
    var crop = Crops.crop(view, square(8, 10, 1), PLAIN);
    assertEquals(808, crop.getAt(0, 0).get(), 0); // repeated at the view's edge, not at the image's
    assertEquals(1210, crop.getAt(4, 4).get(), 0);
  }

  @Test
  public void normalisedCropsDoNotDependOnGainAndOffset() {
    var plane = noise(1, 30, 30);
    var brighter = ArrayImgs.floats(30, 30);
    for (int y = 0; y < 30; y++)
      for (int x = 0; x < 30; x++) {
        if (Math.hypot(x - 15, y - 15) < 5) plane.getAt(x, y).add(new FloatType(40));
        brighter.getAt(x, y).set(7 * plane.getAt(x, y).get() + 1000);
      }
    CropSettings settings = CropSettings.ofPixels(24).withNormalised(true);
    Cell cell = square(10, 10, 11);
    float[] crop = pixels(Crops.crop(plane, cell, settings));
    assertArrayEquals(crop, pixels(Crops.crop(brighter, cell, settings)), 1e-4f); // float's digits
    assertEquals(0, crop[0], 0.15); // background, with its noise
    assertEquals(1, crop[12 * 24 + 12], 0.15); // the bright disc makes out the spread
  }

  @Test
  public void theBackgroundIsTheMedianOutsideTheCell() {
    float[] row = {1, 2, 50, 60, 4, 9};
    var plane = ArrayImgs.floats(row, 6, 1);
    Cell cell = cell(Region.rectangle(1, 2, 0, 2, 1));
    CropSettings settings = new CropSettings(6, 1, true, false);
    // Outside: 1 2 4 9, median 3. Percentiles of 6 pixels are the ends: 1 and 60.
    float[] crop = pixels(Crops.crop(plane, cell, settings));
    assertArrayEquals(
        new float[] {-2 / 59f, -1 / 59f, 47 / 59f, 57 / 59f, 1 / 59f, 6 / 59f}, crop, 1e-6f);
    assertArrayEquals(
        new float[] {0, 0, 47 / 59f, 57 / 59f, 0, 0},
        pixels(Crops.crop(plane, cell, settings.withMasked(true))),
        1e-6f);
  }

  @Test
  public void repeatedPixelsDoNotWeighInTheBackground() {
    float[] row = {9, 7, 3, 1, 1, 1};
    Cell cell = cell(Region.rectangle(1, 1, 0, 1, 1));
    // The window holds 9 9 9 7 3 1 1; only 9 3 1 1 are of the image and outside the cell.
    float[] crop =
        pixels(Crops.crop(ArrayImgs.floats(row, 6, 1), cell, new CropSettings(7, 1, false, true)));
    assertArrayEquals(new float[] {2, 2, 2, 7, 2, 2, 2}, crop, 0);
  }

  @Test
  public void fewHotPixelsDoNotSetTheBrightness() {
    var plane = noise(3, 30, 30);
    Cell cell = square(12, 12, 6);
    CropSettings settings = CropSettings.defaults().withNormalised(true);
    for (int i = 0; i < 36; i++) plane.getAt(12 + i % 6, 12 + i / 6).set(140);
    assertEquals(1, Crops.crop(plane, cell, settings).getAt(14, 14).get(), 0.15);
    for (int x = 0; x < 10; x++) plane.getAt(x, 29).set(60_000);
    assertEquals(1, Crops.crop(plane, cell, settings).getAt(14, 14).get(), 0.15);
  }

  @Test
  public void aFlatCropBecomesZero() {
    var plane = ArrayImgs.floats(20, 20);
    plane.forEach(t -> t.set(7));
    CropSettings settings = PLAIN.withNormalised(true);
    for (float v : pixels(Crops.crop(plane, square(4, 4, 3), settings))) assertEquals(0, v, 0);
    // Also where the cell fills the whole crop and nothing is outside.
    for (float v : pixels(Crops.crop(plane, square(4, 4, 9), settings))) assertEquals(0, v, 0);
  }

  @Test
  public void missingPixelsStayMissingAndHarmNoOthers() {
    float[] row = {1, Float.NaN, 5, 3};
    Cell cell = cell(Region.rectangle(1, 2, 0, 1, 1));
    float[] crop =
        pixels(Crops.crop(ArrayImgs.floats(row, 4, 1), cell, new CropSettings(4, 1, true, false)));
    assertEquals(4, crop.length);
    int missing = 0;
    for (float v : crop) if (Float.isNaN(v)) missing++;
    assertEquals(1, missing);
  }

  @Test
  public void maskedCropsKeepTheCellAlone() {
    // A ring: its hole is outside the cell too.
    byte[] mask = {1, 1, 1, 1, 0, 1, 1, 1, 1};
    var plane = ArrayImgs.floats(5, 5);
    plane.forEach(t -> t.set(2));
    for (int i = 0; i < 9; i++) plane.getAt(1 + i % 3, 1 + i / 3).set(30 + i);
    float[] crop =
        pixels(Crops.crop(plane, cell(Region.ofMask(1, mask, 3, 1, 1)), PLAIN.withMasked(true)));
    float[] expected = new float[25];
    Arrays.fill(expected, 2);
    for (int i = 0; i < 9; i++) if (i != 4) expected[(1 + i / 3) * 5 + 1 + i % 3] = 30 + i;
    assertArrayEquals(expected, crop, 0);
  }

  @Test
  public void cropsOfTheSameTypeKeepWholeNumbers() {
    byte[] pixels = {10, (byte) 200, 13, 12};
    var plane = ArrayImgs.unsignedBytes(pixels, 4, 1);
    Cell cell = cell(Region.rectangle(1, 1, 0, 1, 1));
    CropSettings settings = new CropSettings(4, 1, false, false);
    var crop = Crops.sameType(plane, cell, settings);
    assertEquals(UnsignedByteType.class, crop.getType().getClass());
    assertEquals(200, crop.getAt(1 - Crops.window(cell, settings).min(0), 0).get());
    var masked = Crops.sameType(plane, cell, settings.withMasked(true));
    assertEquals(12, masked.getAt(3, 0).get()); // the median of 10 12 13
    assertThrows(
        IllegalArgumentException.class,
        () -> Crops.sameType(plane, cell, settings.withNormalised(true)));
  }

  @Test
  public void cropsOfManyCellsAreMadeWhenAskedFor() {
    var plane = ramp(50, 50);
    Cell inside = square(3, 3, 2);
    Cell elsewhere = square(80, 3, 2);
    var crops = Crops.of(plane, List.of(inside, elsewhere), PLAIN);
    assertEquals(2, crops.size());
    assertArrayEquals(pixels(Crops.crop(plane, inside, PLAIN)), pixels(crops.get(0)), 0);
    assertThrows(IllegalArgumentException.class, () -> crops.get(1));
  }

  @Test
  public void cellsOfAnotherImageAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Crops.crop(ramp(6, 6), square(4, 4, 3), PLAIN))
            .getMessage();
    assertTrue(message, message.contains("6 x 6"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Crops.fill(ramp(6, 6), square(1, 1, 1), PLAIN, new float[24]));
  }

  @Test
  public void aLengthBecomesTheNearestNumberOfPixels() {
    PixelSize size = new PixelSize(0.4, 0.3, "µm");
    assertEquals(new CropSettings(30, 40, false, false), CropSettings.ofLength(12, size));
    assertEquals(new CropSettings(3, 3, false, false), CropSettings.ofLength(1, size));
    assertEquals(new CropSettings(1, 1, false, false), CropSettings.ofLength(0.01, size));
    for (double side : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
      assertThrows(IllegalArgumentException.class, () -> CropSettings.ofLength(side, size));
    for (int side : new int[] {0, -3, CropSettings.GREATEST_SIDE + 1})
      assertThrows(IllegalArgumentException.class, () -> CropSettings.ofPixels(side));
  }
}
