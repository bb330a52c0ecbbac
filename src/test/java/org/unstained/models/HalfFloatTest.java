package org.unstained.models;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class HalfFloatTest {
  /** By the definition of the format, for numbers from 0 on. */
  private static double value(int half) {
    int exponent = half >> 10;
    int fraction = half & 0x3ff;
    return exponent == 0
        ? fraction * Math.pow(2, -24)
        : (1024 + fraction) * Math.pow(2, exponent - 25);
  }

  @Test
  public void allNumbersAreThemselvesAndTiesGoToTheEvenOne() {
    for (int half = 0; half < 0x7c00; half++) {
      double value = value(half);
      double next = half + 1 < 0x7c00 ? value(half + 1) : 65536;
      float middle = (float) ((value + next) / 2);
      assertBits(half, (float) value);
      assertBits(half, Math.nextDown(middle));
      assertBits(half % 2 == 0 ? half : half + 1, middle);
      assertBits(half + 1, Math.nextUp(middle));
    }
  }

  private static void assertBits(int expected, float value) {
    assertEquals("of " + value, expected, HalfFloat.of(value) & 0xffff);
    assertEquals("of -" + value, expected | 0x8000, HalfFloat.of(-value) & 0xffff);
  }

  @Test
  public void whatIsTooGreatOrNoNumberIsNotFinite() {
    for (float value : new float[] {65520, 1e6f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
      assertBits(0x7c00, value);
    assertEquals(0x7e00, HalfFloat.of(Float.NaN) & 0x7fff);
    assertEquals(false, HalfFloat.isFinite(HalfFloat.of(-65520)));
    assertEquals(true, HalfFloat.isFinite(HalfFloat.of(HalfFloat.GREATEST)));
  }
}
