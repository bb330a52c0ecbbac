package org.unstained.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Medians of 5×5 windows for a whole row at once: the steps of a sorting network are done for all
 * pixels of the row in turn, which the machine does several at a time.
 *
 * <p>Columns of the windows are sorted, then the rows of what comes out. Of the 25, six are then
 * known to lie below the median and six above; of the other thirteen the smallest and the largest
 * are dropped again and again.
 *
 * <p>Holds working memory; one thread at a time.
 */
final class FiveByFive {

  static final int RADIUS = 2;
  private static final int SIDE = 5;
  private static final int[][] SORT_FIVE = {
    {0, 1}, {3, 4}, {2, 4}, {2, 3}, {0, 3}, {0, 2}, {1, 4}, {1, 3}, {1, 2}
  };

  private final int width;
  private final int[][] columns;
  private final int[][][] windows;

  FiveByFive(int width) {
    this.width = width;
    this.columns = new int[SIDE][width + SIDE - 1];
    this.windows = new int[SIDE][SIDE][width];
  }

  /**
   * The medians of a row.
   *
   * @param rows where the five rows begin in the image
   * @param mirroredX the columns −2 … width+1 as they lie in the image
   * @return valid until the next call
   */
  int[] medians(int[] image, int[] rows, int[] mirroredX) {
    for (int i = 0; i < SIDE; i++) {
      System.arraycopy(image, rows[i], columns[i], RADIUS, width);
      for (int k = 0; k < RADIUS; k++) {
        columns[i][k] = image[rows[i] + mirroredX[k]];
        int right = width + RADIUS + k;
        columns[i][right] = image[rows[i] + mirroredX[right]];
      }
    }
    sort(columns);
    List<int[]> candidates = new ArrayList<>();
    for (int i = 0; i < SIDE; i++) {
      int[][] window = windows[i];
      for (int j = 0; j < SIDE; j++) System.arraycopy(columns[i], j, window[j], 0, width);
      sort(window);
      for (int j = 0; j < SIDE; j++)
        if ((i + 1) * (j + 1) <= 13 && (SIDE - i) * (SIDE - j) <= 13) candidates.add(window[j]);
    }
    return medianOf(candidates);
  }

  /**
   * For an odd number of values: a value with as many others below as above stays in the middle.
   */
  private static int[] medianOf(List<int[]> values) {
    List<int[]> held = new ArrayList<>(values.subList(0, values.size() / 2 + 2));
    for (int next = held.size(); ; next++) {
      moveExtremesOut(held);
      held.remove(held.size() - 1);
      held.remove(0);
      if (held.size() == 1 && next >= values.size()) return held.get(0);
      held.add(values.get(next));
    }
  }

  /** Brings the smallest to the front and the largest to the end. */
  private static void moveExtremesOut(List<int[]> values) {
    int n = values.size();
    for (int i = 0; i < n / 2; i++) order(values.get(i), values.get(n - 1 - i));
    for (int i = 1; i < (n + 1) / 2; i++) order(values.get(0), values.get(i));
    for (int i = n / 2; i < n - 1; i++) order(values.get(i), values.get(n - 1));
  }

  private static void sort(int[][] five) {
    for (int[] pair : SORT_FIVE) order(five[pair[0]], five[pair[1]]);
  }

  private static void order(int[] low, int[] high) {
    for (int i = 0; i < low.length; i++) {
      int p = low[i];
      int q = high[i];
      low[i] = Math.min(p, q);
      high[i] = Math.max(p, q);
    }
  }
}
