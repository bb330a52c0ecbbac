package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.measure.ResultsTable;
import java.util.Random;
import org.junit.Test;

public class DecimalsTest {
  private static final double[] AWKWARD = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    2.5,
    0.125,
    0.375,
    0.0005,
    0.0015,
    1.0005,
    0.001,
    0.00099999,
    0.01,
    0.1,
    0.3,
    0.7,
    1e-9,
    1e-30,
    999.9995,
    9.9999999,
    99999999.5,
    1e9,
    1e12,
    999999999999.0,
    1e300,
    2147483647,
    2147483648.0,
    3.4028234663852886E38,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.MIN_VALUE
  };

  @Test
  public void awkwardNumbersComeOutAsImageJWritesThem() {
    for (double value : AWKWARD)
      for (int digits = 0; digits <= 9; digits++) {
        check(value, digits);
        check(-value, digits);
      }
  }

  @Test
  public void anyNumberComesOutAsImageJWritesIt() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(16) - 4);
      check(value, random.nextInt(10));
      check(Math.rint(value * 8) / 8, random.nextInt(10));
      check((float) (Math.rint(value * 1000) / 1000), random.nextInt(10));
    }
  }

  @Test
  public void nearlyAllNumbersAreWritten() {
    Random random = new Random(6);
    int written = 0;
    for (int i = 0; i < 10_000; i++)
      if (Decimals.append(new StringBuilder(), 1000 * random.nextDouble(), 3)) written++;
    assertTrue("" + written, written > 9900);
  }

  private static void check(double value, int digits) {
    StringBuilder text = new StringBuilder();
    if (Decimals.append(text, value, digits))
      assertEquals(value + " with " + digits, ResultsTable.d2s(value, digits), text.toString());
  }
}
