package org.unstained.clusters;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some cells drawn from many. */
final class Sample {
  private Sample() {}

  /**
   * Without putting back, each equally likely.
   *
   * @return {@code count} different numbers below {@code n}, growing; all if there are no more
   */
  static int[] draw(int n, int count, long seed) {
    int[] numbers = IntStream.range(0, n).toArray();
    if (count >= n) return numbers;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, n);
      int swapped = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = swapped;
    }
    int[] drawn = Arrays.copyOf(numbers, count);
    Arrays.sort(drawn);
    return drawn;
  }
}
