package org.unstained.inference;

import java.util.Arrays;

/** One tensor that a network returned. */
record NetworkOutput(String name, long[] shape, float[] values) {

  int dimensions() {
    return shape.length;
  }

  int size(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }

  String extent() {
    return Arrays.toString(shape);
  }
}
