package org.unstained.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.cells.Box;
import org.unstained.cells.Region;

/**
 * The pixels of an outline: those whose centres it encloses, by the even-odd rule within a piece. A
 * centre on the left or upper edge is inside, one on the right or lower edge outside, so that cells
 * with a common edge share no pixel.
 */
final class OutlinePixels {
  private static final int GREATEST_SIDE = 1_000_000;

  private OutlinePixels() {}

  static Optional<Region> of(int number, DrawnOutline outline) {
    Box box = outline.box();
    if (Math.max(box.width(), box.height()) > GREATEST_SIDE
        || Math.max(Math.abs(box.x()), Math.abs(box.y())) > 1000L * GREATEST_SIDE)
      throw new IllegalArgumentException(
          "An outline is at most %d pixels wide and high, got %s".formatted(GREATEST_SIDE, box));
    List<int[]> runs = new ArrayList<>();
    for (Piece piece : outline.pieces()) addRuns(piece, runs);
    if (runs.isEmpty()) return Optional.empty();
    if (outline.pieces().size() > 1)
      runs.sort((a, b) -> a[0] == b[0] ? Integer.compare(a[1], b[1]) : Integer.compare(a[0], b[0]));
    return Optional.of(new Region(number, merged(runs)));
  }

  private static void addRuns(Piece piece, List<int[]> runs) {
    Box box = piece.outer().box();
    int top = row(box.y());
    int rows = row(box.y() + box.height()) - top;
    if (rows < 1) return;
    List<Ring> rings = Stream.concat(Stream.of(piece.outer()), piece.holes().stream()).toList();
    double[][] crossings = crossings(rings, top, rows);
    for (int row = 0; row < rows; row++)
      for (int i = 0; i + 1 < crossings[row].length; i += 2) {
        int first = row(crossings[row][i]);
        int end = row(crossings[row][i + 1]);
        if (first < end) runs.add(new int[] {top + row, first, end});
      }
  }

  /** Where the edges cross the line through the centres of each row, from left to right. */
  private static double[][] crossings(List<Ring> rings, int top, int rows) {
    double[][] found = new double[rows][0];
    int[] count = new int[rows];
    for (Ring ring : rings)
      for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        boolean down = ring.y()[j] < ring.y()[i];
        int a = down ? j : i;
        int b = down ? i : j;
        double x = ring.x()[a];
        double y = ring.y()[a];
        double slope = (ring.x()[b] - x) / (ring.y()[b] - y);
        int end = Math.min(row(ring.y()[b]) - top, rows);
        for (int row = Math.max(0, row(y) - top); row < end; row++) {
          if (count[row] == found[row].length)
            found[row] = Arrays.copyOf(found[row], Math.max(2, 2 * count[row]));
          found[row][count[row]++] = x + (top + row + 0.5 - y) * slope;
        }
      }
    for (int row = 0; row < rows; row++) {
      found[row] = Arrays.copyOf(found[row], count[row]);
      Arrays.sort(found[row]);
    }
    return found;
  }

  /** The first row, or column, whose centre doesn't lie before this edge. */
  private static int row(double edge) {
    return (int) Math.ceil(edge - 0.5);
  }

  private static int[] merged(List<int[]> runs) {
    int[] all = new int[3 * runs.size()];
    int n = 0;
    for (int[] run : runs)
      if (n > 0 && all[n - 3] == run[0] && run[1] <= all[n - 1])
        all[n - 1] = Math.max(all[n - 1], run[2]);
      else {
        System.arraycopy(run, 0, all, n, 3);
        n += 3;
      }
    return Arrays.copyOf(all, n);
  }
}
