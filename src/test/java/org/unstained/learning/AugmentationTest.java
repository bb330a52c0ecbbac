package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Box;

public class AugmentationTest {
  private static final int SIDE = 64;

  /** A disc is painted by whole pixels and read between them. */
  private static final double PIXEL = 1.5;

  private static LabelledPicture disc(double x, double y, double radius) {
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++)
      if (Math.hypot(i % SIDE + 0.5 - x, i / SIDE + 0.5 - y) <= radius) values[i] = 1;
    Box box = new Box(x - radius, y - radius, 2 * radius, 2 * radius);
    return new LabelledPicture(
        "disc", SIDE, SIDE, List.of(values), List.of(new LabelledBox(box, 1)));
  }

  private static Box bright(LabelledPicture picture) {
    int left = SIDE, top = SIDE, right = 0, bottom = 0;
    for (int y = 0, i = 0; y < picture.height(); y++)
      for (int x = 0; x < picture.width(); x++, i++)
        if (picture.channels().get(0)[i] > 0.5) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
        }
    return new Box(left, top, right - left, bottom - top);
  }

  @Test
  public void boxesFollowTheirDiscs() {
    var strong = new Augmentation(true, true, 180, 1.5, 0.3, 0, 1, 0, 0);
    Random random = new Random(3);
    int seen = 0;
    for (int i = 0; i < 100; i++) {
      LabelledPicture changed = strong.apply(disc(24, 38, 9), SIDE, SIDE, 0, random);
      if (changed.boxes().isEmpty()) continue;
      seen++;
      Box box = changed.boxes().get(0).box();
      Box truth = bright(changed);
      assertEquals(truth.x(), box.x(), PIXEL);
      assertEquals(truth.y(), box.y(), PIXEL);
      assertEquals(truth.width(), box.width(), 2 * PIXEL);
      assertEquals(truth.height(), box.height(), 2 * PIXEL);
      assertEquals(1, changed.boxes().get(0).type());
    }
    assertTrue("" + seen, seen > 80);
  }

  @Test
  public void noChangeLeavesThePictureAsItIs() {
    LabelledPicture picture = disc(20, 30, 8);
    LabelledPicture same = Augmentation.none().apply(picture, SIDE, SIDE, -1, new Random(1));
    assertArrayEquals(picture.channels().get(0), same.channels().get(0), 0);
    assertEquals(picture.boxes(), same.boxes());
  }

  @Test
  public void flipsAndQuarterTurnsKeepEveryValue() {
    LabelledPicture picture = disc(20, 30, 8);
    float[] sorted = picture.channels().get(0).clone();
    Arrays.sort(sorted);
    for (int seed = 0; seed < 16; seed++) {
      LabelledPicture turned =
          Augmentation.exact().apply(picture, SIDE, SIDE, -1, new Random(seed));
      assertEquals(bright(turned), turned.boxes().get(0).box());
      float[] values = turned.channels().get(0).clone();
      Arrays.sort(values);
      assertArrayEquals(sorted, values, 0);
    }
  }

  @Test
  public void boxesAtTheEdgeAreClippedOrDropped() {
    var wide = new LabelledBox(new Box(-4, 10, 10, 10), 0);
    var little = new LabelledBox(new Box(-7, 40, 10, 10), 0);
    var picture =
        new LabelledPicture(
            "edge", SIDE, SIDE, List.of(new float[SIDE * SIDE]), List.of(wide, little));
    var boxes = Augmentation.none().apply(picture, SIDE, SIDE, -1, new Random(1)).boxes();
    assertEquals(List.of(new LabelledBox(new Box(0, 10, 6, 10), 0)), boxes);
  }

  @Test
  public void theSeedDecides() {
    LabelledPicture picture = disc(20, 30, 8);
    var a = Augmentation.defaults().apply(picture, 48, 32, 0, new Random(5));
    var b = Augmentation.defaults().apply(picture, 48, 32, 0, new Random(5));
    var c = Augmentation.defaults().apply(picture, 48, 32, 0, new Random(6));
    assertArrayEquals(a.channels().get(0), b.channels().get(0), 0);
    assertEquals(a.boxes(), b.boxes());
    assertFalse(Arrays.equals(a.channels().get(0), c.channels().get(0)));
    assertEquals(48, a.width());
  }

  @Test
  public void aWindowHoldsItsFocus() {
    LabelledPicture picture = disc(10, 50, 4);
    for (int seed = 0; seed < 30; seed++)
      assertEquals(
          1, Augmentation.exact().apply(picture, 24, 24, 0, new Random(seed)).boxes().size());
  }

  @Test
  public void blurKeepsTheMeanAndContrastStretchesAroundIt() {
    float[] values = new float[31 * 31];
    values[15 * 31 + 15] = 1;
    PixelChanges.blur(values, 31, 31, 2);
    double sum = 0;
    for (float v : values) sum += v;
    assertEquals(1, sum, 1e-5);
    // A Gaussian of deviation 2 has 1 / (8 pi) in its middle; sampling and cut change little.
    assertEquals(1 / (8 * Math.PI), values[15 * 31 + 15], 1e-3);
    float[] pair = {1, 3};
    PixelChanges.stretch(pair, 2, 0.5);
    assertArrayEquals(new float[] {0.5f, 4.5f}, pair, 1e-6f);
  }

  @Test
  public void numbersOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Augmentation(true, true, 200, 1, 0, 0, 1, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(true, true, 0, Double.NaN, 0, 0, 1, 0, 0));
  }
}
