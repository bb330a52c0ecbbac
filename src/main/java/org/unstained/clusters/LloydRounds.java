package org.unstained.clusters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lloyd's rounds from given centres until no cell changes its cluster. Two bounds a cell by the
 * triangle inequality spare most distances (Hamerly 2010, doi:10.1137/1.9781611972801.12), and the
 * clusters are those without them. Cells are added up in parts of fixed size, so the number of
 * threads makes no difference.
 */
final class LloydRounds {
  /** Blocks that are added up together. */
  private static final int PART = 8;

  /** By this part bounds may be wrong for rounding; nearly equal distances are always measured. */
  private static final double ROUNDING = 1e-9;

  /** A block with more open cells than this is measured whole. */
  private static final int MANY = Blocks.SIZE / 8;

  private final double[][] rows;
  private final Blocks blocks;
  private final double[][] centres;
  private final int k;
  private final int columns;
  private final int[] labels;

  /** How far each centre has moved since the beginning, all rounds added. */
  private final double[] moved;

  /** The same of the one that moved farthest in each round. */
  private double farthest;

  /** At most the distance to the own centre, less what that had moved when it was measured. */
  private final double[] upper;

  /** At least the distance to any other centre, plus the farthest move when it was measured. */
  private final double[] lower;

  /** Half the distance to the nearest other centre. */
  private final double[] half;

  LloydRounds(double[][] rows, Blocks blocks, double[][] starts) {
    this.rows = rows;
    this.blocks = blocks;
    k = starts.length;
    columns = starts[0].length;
    centres = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    labels = new int[rows.length];
    moved = new double[k];
    upper = new double[rows.length];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    lower = new double[rows.length];
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
      for (int b = 0; b < a; b++) {
        double between = 0.5 * Math.sqrt(Rows.squared(centres[a], centres[b]));
        half[a] = Math.min(half[a], between);
        half[b] = Math.min(half[b], between);
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
    return IntStream.range(0, (blocks.count() + PART - 1) / PART)
        .parallel()
        .mapToObj(this::part)
        .collect(ArrayList::new, List::add, List::addAll);
  }

  private Part part(int number) {
    Part part = new Part(k, columns);
    for (int b = number * PART; b < Math.min(blocks.count(), (number + 1) * PART); b++) {
      int[] before = Arrays.copyOfRange(labels, blocks.from(b), blocks.from(b + 1));
      assign(b);
      for (int i = blocks.from(b); i < blocks.from(b + 1); i++) {
        if (labels[i] != before[i - blocks.from(b)]) part.changed = true;
        double[] sums = part.sums[labels[i]];
        double[] row = rows[i];
        for (int c = 0; c < columns; c++) sums[c] += row[c];
        part.counts[labels[i]]++;
      }
    }
    return part;
  }

  private void assign(int block) {
    if (k == 1) return;
    int[] open = new int[Blocks.SIZE];
    int count = 0;
    for (int i = blocks.from(block); i < blocks.from(block + 1); i++)
      if (!sure(i, upper[i] + moved[labels[i]])) open[count++] = i;
    if (count > MANY) {
      measure(block);
      return;
    }
    for (int o = 0; o < count; o++) {
      int i = open[o];
      double own = Math.sqrt(Rows.squared(rows[i], centres[labels[i]]));
      upper[i] = own - moved[labels[i]];
      if (!sure(i, own)) measureOne(i);
    }
  }

  /** Whether no other centre can be as near as this. */
  private boolean sure(int i, double own) {
    return own * (1 + ROUNDING) < Math.max(half[labels[i]], lower[i] - farthest);
  }

  private void measure(int block) {
    int from = blocks.from(block);
    int size = blocks.from(block + 1) - from;
    double[] squares = new double[Blocks.SIZE];
    double[] first = new double[size];
    double[] second = new double[size];
    Arrays.fill(first, Double.POSITIVE_INFINITY);
    Arrays.fill(second, Double.POSITIVE_INFINITY);
    for (int c = 0; c < k; c++) {
      blocks.squares(centres[c], block, squares);
      for (int j = 0; j < size; j++)
        if (squares[j] < first[j]) {
          second[j] = first[j];
          first[j] = squares[j];
          labels[from + j] = c;
        } else if (squares[j] < second[j]) {
          second[j] = squares[j];
        }
    }
    for (int j = 0; j < size; j++) bound(from + j, first[j], second[j]);
  }

  /** Of equally near centres the first. */
  private void measureOne(int i) {
    double first = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      double square = Rows.squared(rows[i], centres[c]);
      if (square < first) {
        second = first;
        first = square;
        labels[i] = c;
      } else if (square < second) {
        second = square;
      }
    }
    bound(i, first, second);
  }

  private void bound(int i, double first, double second) {
    upper[i] = Math.sqrt(first) - moved[labels[i]];
    lower[i] = Math.sqrt(second) + farthest;
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
    double most = 0;
    for (int c = 0; c < k; c++) {
      for (int f = 0; f < columns; f++) sums[c][f] /= counts[c];
      double way = Math.sqrt(Rows.squared(sums[c], centres[c]));
      most = Math.max(most, way);
      moved[c] += way;
      centres[c] = sums[c];
    }
    farthest += most;
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
    double[] sums = new double[blocks.count()];
    IntStream.range(0, sums.length)
        .parallel()
        .forEach(
            b -> {
              for (int i = blocks.from(b); i < blocks.from(b + 1); i++)
                sums[b] += Rows.squared(rows[i], centres[labels[i]]);
            });
    return sums;
  }
}
