package org.unstained.inference;

/** What a network sees beyond the edge of an image. */
public enum Padding {
  /** The edge pixel again and again. */
  EDGE {
    @Override
    int inside(int i, int size) {
      return Math.max(0, Math.min(size - 1, i));
    }
  },
  /** The image mirrored at its edge pixels, which stand once. */
  REFLECT {
    @Override
    int inside(int i, int size) {
      if (size == 1) return 0;
      int at = Math.floorMod(i, 2 * (size - 1));
      return at < size ? at : 2 * (size - 1) - at;
    }
  };

  /** The place within 0…size−1 that stands in for a place anywhere. */
  abstract int inside(int i, int size);
}
