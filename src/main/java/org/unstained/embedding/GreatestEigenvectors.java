package org.unstained.embedding;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The few greatest eigenvectors of a large symmetric matrix with no negative eigenvalue. A few
 * vectors, and what the matrix makes of them again and again, span a space in which the answer is
 * nearly whole (block Lanczos, Golub and Underwood 1977, doi:10.1016/B978-0-12-587260-7.50018-2);
 * the best of that space start the next round, until they are eigenvectors but for rounding. A
 * matrix that fits into that space is solved at once.
 */
final class GreatestEigenvectors {
  private static final int SPACE = 200;
  private static final int MOST_ROUNDS = 100;

  /** Of what a vector may miss, as a part of the greatest eigenvalue. */
  private static final double TOLERANCE = 1e-12;

  private static final double DEPENDENT = 1e-10;

  private GreatestEigenvectors() {}

  static Eigenvectors of(double[][] matrix, int count) {
    int n = matrix.length;
    int block = count + 8;
    int space = Math.max(SPACE, 3 * block);
    if (n <= space) return first(Eigenvectors.of(matrix), count);
    Random random = new Random(1);
    double[][] start = new double[block][n];
    for (double[] vector : start) for (int i = 0; i < n; i++) vector[i] = random.nextGaussian();
    for (int round = 0; ; round++) {
      double[][] basis = new double[space][];
      double[][] images = new double[space][];
      int size = fill(matrix, start, basis, images);
      Eigenvectors inside = Eigenvectors.of(products(basis, images, size));
      double[][] vectors = mix(inside.vectors(), basis, Math.min(block, size));
      double[][] turned = mix(inside.vectors(), images, Math.min(block, size));
      boolean whole = true;
      for (int i = 0; i < Math.min(count, size); i++)
        whole &=
            missed(vectors[i], turned[i], inside.values()[i]) <= TOLERANCE * inside.values()[0];
      if (whole || round == MOST_ROUNDS)
        return first(new Eigenvectors(inside.values(), vectors), count);
      start = vectors;
    }
  }

  private static Eigenvectors first(Eigenvectors all, int count) {
    return new Eigenvectors(
        Arrays.copyOf(all.values(), count), Arrays.copyOf(all.vectors(), count));
  }

  /** Makes an orthonormal basis of start, matrix · start, … and the images of each vector. */
  private static int fill(
      double[][] matrix, double[][] start, double[][] basis, double[][] images) {
    int size = 0;
    double[][] next = start;
    while (size < basis.length && next.length > 0) {
      int old = size;
      for (double[] vector : next)
        if (size < basis.length && addTo(basis, size, vector.clone())) size++;
      int from = old;
      IntStream.range(old, size).parallel().forEach(i -> images[i] = times(matrix, basis[i]));
      next = Arrays.copyOfRange(images, from, size);
    }
    return size;
  }

  /**
   * Takes from a vector what the basis has already, twice for the rounding; false if that is all.
   */
  private static boolean addTo(double[][] basis, int size, double[] vector) {
    double before = Math.sqrt(dot(vector, vector));
    for (int time = 0; time < 2; time++)
      for (int i = 0; i < size; i++) subtract(vector, basis[i], dot(vector, basis[i]));
    double length = Math.sqrt(dot(vector, vector));
    if (!(length > DEPENDENT * before)) return false;
    for (int i = 0; i < vector.length; i++) vector[i] /= length;
    basis[size] = vector;
    return true;
  }

  private static double[][] products(double[][] basis, double[][] images, int size) {
    double[][] products = new double[size][size];
    IntStream.range(0, size)
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < size; j++) products[i][j] = dot(basis[i], images[j]);
            });
    for (int i = 0; i < size; i++)
      for (int j = 0; j < i; j++)
        products[i][j] = products[j][i] = (products[i][j] + products[j][i]) / 2;
    return products;
  }

  private static double[][] mix(double[][] weights, double[][] vectors, int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            i -> {
              double[] sum = new double[vectors[0].length];
              for (int j = 0; j < weights[i].length; j++) subtract(sum, vectors[j], -weights[i][j]);
              return sum;
            })
        .toArray(double[][]::new);
  }

  private static double missed(double[] vector, double[] image, double value) {
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      double d = image[i] - value * vector[i];
      squares += d * d;
    }
    return Math.sqrt(squares);
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] image = new double[vector.length];
    for (int i = 0; i < image.length; i++) image[i] = dot(matrix[i], vector);
    return image;
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) s0 += a[i] * b[i];
    return s0 + s1 + (s2 + s3);
  }

  private static void subtract(double[] from, double[] vector, double times) {
    for (int i = 0; i < from.length; i++) from[i] -= times * vector[i];
  }
}
