package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.Test;
import org.unstained.inference.Resampling.Window;

public class ResamplingTest {
  /** Weights are floats. */
  private static final float ROUNDING = 1e-4f;

  /** A triangle over whole pixels leans by less than a tenth of a pixel, in steps of 10 and 1. */
  private static final double LEANING = 1.1;

  private static float[] read(
      RandomAccessibleInterval<? extends RealType<?>> plane, Window window, Padding padding) {
    float[] out = new float[window.width() * window.height()];
    Resampling.read(PixelSource.of(plane), window, padding, out, 0);
    return out;
  }

  /** Pixel (x, y) has the value 10 y + x. */
  private static net.imglib2.img.array.ArrayImg<
          net.imglib2.type.numeric.integer.UnsignedShortType, ?>
      ramp(int width, int height) {
    short[] pixels = new short[width * height];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (short) (i / width * 10 + i % width);
    return ArrayImgs.unsignedShorts(pixels, width, height);
  }

  @Test
  public void atScaleOneAWindowIsCopied() {
    assertArrayEquals(
        new float[] {12, 13, 22, 23},
        read(ramp(5, 4), Window.unscaled(2, 1, 2, 2), Padding.EDGE),
        0);
  }

  @Test
  public void beyondTheEdgeItIsRepeatedOrMirrored() {
    assertArrayEquals(
        new float[] {0, 0, 0, 1, 2, 2, 2},
        read(ramp(3, 1), Window.unscaled(-2, 0, 7, 1), Padding.EDGE),
        0);
    assertArrayEquals(
        new float[] {2, 1, 0, 1, 2, 1, 0, 1},
        read(ramp(3, 1), Window.unscaled(-2, 0, 8, 1), Padding.REFLECT),
        0);
    assertArrayEquals(
        new float[] {0, 0, 0}, read(ramp(1, 1), Window.unscaled(-7, -2, 3, 1), Padding.REFLECT), 0);
    assertArrayEquals(
        new float[] {32, 32}, read(ramp(3, 4), Window.unscaled(50, 50, 2, 1), Padding.EDGE), 0);
  }

  @Test
  public void aRampStaysARampAtAnyScale() {
    for (double scale : new double[] {0.4, 1, 1.7, 3}) {
      Window window = new Window(20, 10, scale, scale, 6, 4);
      float[] out = read(ramp(60, 40), window, Padding.EDGE);
      for (int i = 0; i < out.length; i++) {
        double x = 20 + (i % 6 + 0.5) * scale - 0.5;
        double y = 10 + (i / 6 + 0.5) * scale - 0.5;
        assertEquals(10 * y + x, out[i], scale % 1 == 0 ? 400 * ROUNDING : LEANING);
      }
    }
  }

  @Test
  public void stripesTooFineForTheWindowBecomeGrey() {
    var plane = ArrayImgs.floats(64, 8);
    for (int y = 0; y < 8; y++) for (int x = 0; x < 64; x += 2) plane.getAt(x, y).set(1);
    for (float v : read(plane, new Window(8, 0, 4, 1, 10, 4), Padding.EDGE))
      assertEquals(0.5, v, ROUNDING);
  }

  @Test
  public void windowsThatOverlapAgree() {
    float[] whole = read(ramp(50, 9), new Window(0, 0, 1.3, 1.3, 30, 6), Padding.EDGE);
    float[] part = read(ramp(50, 9), new Window(10 * 1.3, 0, 1.3, 1.3, 20, 6), Padding.EDGE);
    for (int y = 0; y < 6; y++)
      for (int x = 0; x < 20; x++)
        assertEquals(whole[y * 30 + 10 + x], part[y * 20 + x], 100 * ROUNDING);
  }

  @Test
  public void planesOfAnyKindReadTheSame() {
    var shorts = ramp(7, 5);
    var view = Views.translate(shorts, 3, -2);
    Window window = new Window(-1, 0.5, 1.5, 0.8, 4, 4);
    assertArrayEquals(
        read(shorts, window, Padding.EDGE), read(view, window, Padding.EDGE), ROUNDING);
  }
}
