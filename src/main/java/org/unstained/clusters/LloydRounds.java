package org.unstained.clusters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lloyd's rounds from given centres until no cell changes its cluster. Bounds by the triangle
 * inequality spare most distances (Elkan 2003, "Using the triangle inequality to accelerate
 * k-means"), and the clusters are those without them. Cells are added up in parts of fixed size, so
 * the number of threads makes no difference.
 */
final class LloydRounds {
  private static final int PART = 2048;

  /** By this part bounds may be wrong for rounding; nearly equal distances are always measured. */
  private static final double ROUNDING = 1e-6;

  private final double[][] rows;
  private final double[][] centres;
  private final int k;
  private final int columns;
  private final int[] labels;

  /** How far each centre has moved since the beginning, all rounds added. */
  private final double[] moved;

  /** At most the distance to the own centre, less what that had moved when it was measured. */
  private final double[] upper;

  /** At least the distance to each centre, plus what that had moved when it was measured. */
  private final float[] lower;

  /** Half the distance between any two centres. */
  private final double[][] halves;

  /** Half the distance to the nearest other centre. */
  private final double[] half;

  LloydRounds(double[][] rows, double[][] starts) {
    this.rows = rows;
    k = starts.length;
    columns = starts[0].length;
    centres = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    labels = new int[rows.length];
    moved = new double[k];
    upper = new double[rows.length];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    if ((long) rows.length * k > Integer.MAX_VALUE - 8)
      throw new IllegalArgumentException(
          "%d clusters of %d cells are too many; take fewer of either".formatted(k, rows.length));
    lower = new float[rows.length * k];
    Arrays.fill(lower, Float.NEGATIVE_INFINITY);
    halves = new double[k][k];
    half = new double[k];
  }

  KMeans run(ClusterProgress progress) {
    int round = 0;
    while (round < KMeans.MOST_ROUNDS) {
      // Nobody knows how many rounds there will be.
      progress.tell(1 - 1 / (1 + round / 10.0));
      spread();
      List<Part> parts = parts();
      round++;
      if (round > 1 && parts.stream().noneMatch(part -> part.changed)) break;
      move(parts);
    }
    double sum = 0;
    for (double part : sums()) sum += part;
    progress.tell(1);
    return new KMeans(labels, centres, sum, round);
  }

  private void spread() {
    Arrays.fill(half, Double.POSITIVE_INFINITY);
    for (int a = 0; a < k; a++)
      for (int b = 0; b < k; b++) {
        if (a == b) continue;
        halves[a][b] = 0.5 * Math.sqrt(Rows.squared(centres[a], centres[b]));
        half[a] = Math.min(half[a], halves[a][b]);
      }
  }

  /** What a stretch of the cells adds to their centres. */
  private static final class Part {
    final double[][] sums;
    final int[] counts;
    boolean changed;

    Part(int k, int columns) {
      sums = new double[k][columns];
      counts = new int[k];
    }
  }

  private List<Part> parts() {
    return IntStream.range(0, (rows.length + PART - 1) / PART)
        .parallel()
        .mapToObj(p -> assign(p * PART, Math.min(rows.length, (p + 1) * PART)))
        .collect(ArrayList::new, List::add, List::addAll);
  }

  private Part assign(int from, int to) {
    Part part = new Part(k, columns);
    for (int i = from; i < to; i++) {
      int before = labels[i];
      double far = upper[i] + moved[before];
      if (!(far < half[before] * (1 - ROUNDING))) nearest(i, far);
      if (labels[i] != before) part.changed = true;
      double[] sums = part.sums[labels[i]];
      double[] row = rows[i];
      for (int c = 0; c < columns; c++) sums[c] += row[c];
      part.counts[labels[i]]++;
    }
    return part;
  }

  /** Measures where bounds leave it open; of equally near centres the first. */
  private void nearest(int i, double far) {
    int best = labels[i];
    double at = far;
    double square = -1; // not measured yet
    for (int c = 0; c < k; c++) {
      if (c == labels[i]) continue;
      double sure = at * (1 + ROUNDING);
      if (lower[i * k + c] - moved[c] > sure || halves[best][c] > sure) continue;
      if (square < 0) {
        square = measure(i, best);
        at = Math.sqrt(square);
        sure = at * (1 + ROUNDING);
        if (lower[i * k + c] - moved[c] > sure || halves[best][c] > sure) continue;
      }
      double other = measure(i, c);
      if (other < square || other == square && c < best) {
        best = c;
        square = other;
        at = Math.sqrt(other);
      }
    }
    labels[i] = best;
    if (square >= 0) upper[i] = at - moved[best];
  }

  private double measure(int i, int c) {
    double square = Rows.squared(rows[i], centres[c]);
    lower[i * k + c] = Math.nextDown((float) (Math.sqrt(square) + moved[c]));
    return square;
  }

  private void move(List<Part> parts) {
    double[][] sums = new double[k][columns];
    int[] counts = new int[k];
    for (Part part : parts)
      for (int c = 0; c < k; c++) {
        counts[c] += part.counts[c];
        for (int f = 0; f < columns; f++) sums[c][f] += part.sums[c][f];
      }
    fill(sums, counts);
    for (int c = 0; c < k; c++) {
      for (int f = 0; f < columns; f++) sums[c][f] /= counts[c];
      moved[c] += Math.sqrt(Rows.squared(sums[c], centres[c])) * (1 + 1e-12);
      centres[c] = sums[c];
    }
  }

  /** Gives centres without cells the cells farthest from their own centres. */
  private void fill(double[][] sums, int[] counts) {
    int[] empty = IntStream.range(0, k).filter(c -> counts[c] == 0).toArray();
    if (empty.length == 0) return;
    double[] far = new double[rows.length];
    for (int i = 0; i < far.length; i++) far[i] = Rows.squared(rows[i], centres[labels[i]]);
    int[] farthest =
        IntStream.range(0, far.length)
            .boxed()
            .sorted((a, b) -> Double.compare(far[b], far[a]))
            .mapToInt(i -> i)
            .toArray();
    int next = 0;
    for (int c : empty) {
      // Nobody gives away the last cell. There are as many cells as centres, so one is found.
      while (counts[labels[farthest[next]]] < 2) next++;
      int i = farthest[next++];
      counts[labels[i]]--;
      counts[c] = 1;
      for (int f = 0; f < columns; f++) {
        sums[labels[i]][f] -= rows[i][f];
        sums[c][f] = rows[i][f];
      }
    }
  }

  private double[] sums() {
    double[] sums = new double[(rows.length + PART - 1) / PART];
    IntStream.range(0, sums.length)
        .parallel()
        .forEach(
            p -> {
              double sum = 0;
              for (int i = p * PART; i < Math.min(rows.length, (p + 1) * PART); i++)
                sum += Rows.squared(rows[i], centres[labels[i]]);
              sums[p] = sum;
            });
    return sums;
  }
}
