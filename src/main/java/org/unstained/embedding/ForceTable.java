package org.unstained.embedding;

import java.util.function.DoubleUnaryOperator;

/**
 * A smooth function of a squared distance, read from a table instead of reckoned: 64 steps each
 * time that the square doubles, straight lines between. Below and above the table its ends hold.
 */
final class ForceTable {
  private static final int LEAST_EXPONENT = -20;
  private static final int MOST_EXPONENT = 20;
  private static final int SHIFT = 17;
  private static final int FIRST = Float.floatToRawIntBits((float) Math.pow(2, LEAST_EXPONENT));
  private static final int LAST = Float.floatToRawIntBits((float) Math.pow(2, MOST_EXPONENT)) - 1;
  private static final float STEP = 1f / (1 << SHIFT);

  private final float[] values;

  ForceTable(DoubleUnaryOperator function) {
    values = new float[((LAST - FIRST) >> SHIFT) + 2];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) function.applyAsDouble(Float.intBitsToFloat(FIRST + (i << SHIFT)));
  }

  /**
   * @param square 0 or more
   */
  double at(double square) {
    // The bits of a float above 0 grow as its logarithm, nearly.
    int bits = Float.floatToRawIntBits((float) square);
    int place = Math.min(Math.max(bits, FIRST), LAST) - FIRST;
    float value = values[place >> SHIFT];
    return value + (values[(place >> SHIFT) + 1] - value) * ((place & ((1 << SHIFT) - 1)) * STEP);
  }
}
