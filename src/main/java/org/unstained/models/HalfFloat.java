package org.unstained.models;

/** Numbers of 16 bits (binary16 of IEEE 754): 11 bits of precision, {@value #GREATEST} at most. */
final class HalfFloat {
  static final float GREATEST = 65504;

  private static final int INFINITE = 0x7f80_0000;

  /** 65,536: rounding brings smaller ones to infinity by itself. */
  private static final int TOO_GREAT = 0x4780_0000;

  /** 2⁻¹⁴, below which the numbers lie in even steps. */
  private static final int LEAST_NORMAL = 0x3880_0000;

  private HalfFloat() {}

  /** The bits of the nearest one; of two the even one. Beyond the greatest it is infinity. */
  static short of(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    int bits = Float.floatToRawIntBits(value) & 0x7fff_ffff;
    if (bits > INFINITE) return (short) (sign | 0x7e00);
    if (bits >= TOO_GREAT) return (short) (sign | 0x7c00);
    if (bits < LEAST_NORMAL)
      return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
    int other = bits - (127 - 15 << 23);
    return (short) (sign | (other + 0xfff + (other >>> 13 & 1)) >>> 13);
  }

  static boolean isFinite(short half) {
    return (half & 0x7c00) != 0x7c00;
  }
}
