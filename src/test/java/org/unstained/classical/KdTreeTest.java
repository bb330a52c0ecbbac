package org.unstained.classical;

import static org.junit.Assert.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

public class KdTreeTest {

  @Test
  public void findsWhatASearchThroughAllFinds() {
    Random random = new Random(3);
    for (Distance distance : Distance.values())
      for (int round = 0; round < 60; round++) {
        int count = 1 + random.nextInt(400);
        int dimensions = 1 + random.nextInt(6);
        // Coarse coordinates make many ties.
        double step = round % 2 == 0 ? 0.25 : 1e-9;
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) points[i] = point(random, dimensions, step);
        KdTree tree = new KdTree(points, distance);
        for (int q = 0; q < 20; q++) {
          double[] asked = point(random, dimensions, step);
          int k = 1 + random.nextInt(30);
          assertArrayEquals(
              distance + " " + round, brute(points, asked, k, distance), tree.nearest(asked, k));
        }
      }
  }

  private static double[] point(Random random, int dimensions, double step) {
    return random.doubles(dimensions).map(x -> Math.round(x / step) * step).toArray();
  }

  private static int[] brute(double[][] points, double[] asked, int k, Distance distance) {
    double[] far = new double[points.length];
    for (int i = 0; i < far.length; i++)
      for (int a = 0; a < asked.length; a++) far[i] += distance.part(asked[a] - points[i][a]);
    return IntStream.range(0, far.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> far[i]).thenComparingInt(i -> i))
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }
}
