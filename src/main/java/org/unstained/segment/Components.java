package org.unstained.segment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The connected components of a mask, as runs of pixels. Runs stand in reading order; components
 * are numbered from 0 in the order of their first run. Two-pass labelling of runs with union-find
 * by lowest number (<a
 * href="https://doi.org/10.1016/j.patcog.2017.04.018">doi:10.1016/j.patcog.2017.04.018</a> reviews
 * the family).
 */
final class Components {

  /** Which pixels touch: those that share an edge, or those that share an edge or a corner. */
  enum Neighbours {
    FOUR,
    EIGHT
  }

  private final int width;
  private final int height;
  private final int[] firstRun;
  private int[] from = new int[64];
  private int[] to = new int[64];

  /** Of a run: first another run of the component, in the end the component. */
  private int[] component = new int[64];

  private int runs;
  private int size;
  private boolean[] atBorder;

  private Components(int width, int height) {
    this.width = width;
    this.height = height;
    firstRun = new int[height + 1];
  }

  static Components of(Mask mask, Neighbours neighbours) {
    Components c = new Components(mask.width, mask.height);
    int reach = neighbours == Neighbours.EIGHT ? 1 : 0;
    for (int y = 0; y < mask.height; y++) {
      c.firstRun[y] = c.runs;
      c.addRuns(mask.rows[y]);
      if (y > 0) c.join(y, reach);
    }
    c.firstRun[mask.height] = c.runs;
    c.number();
    return c;
  }

  /**
   * Some whole components that were found by a {@link Sweep}, numbered in their order; runs stand
   * component by component.
   */
  static Components of(List<Sweep.Component> found, int width, int height) {
    Components c = new Components(width, height);
    int runs = found.stream().mapToInt(Sweep.Component::count).sum();
    c.from = new int[runs];
    c.to = new int[runs];
    c.component = new int[runs];
    c.atBorder = new boolean[found.size()];
    for (Sweep.Component each : found) {
      for (int i = 0; i < each.count(); i++) {
        c.from[c.runs] = each.from(i);
        c.to[c.runs] = each.to(i);
        c.component[c.runs++] = c.size;
      }
      c.atBorder[c.size++] = each.touchesBorder();
    }
    return c;
  }

  /** The runs of components that stand one after the other already. */
  static Grouped grouped(List<Sweep.Component> found) {
    int[] start = new int[found.size() + 1];
    for (int c = 0; c < found.size(); c++) start[c + 1] = start[c] + found.get(c).count();
    int[] row = new int[start[found.size()]];
    for (int c = 0; c < found.size(); c++)
      for (int i = 0; i < found.get(c).count(); i++) row[start[c] + i] = found.get(c).row(i);
    return new Grouped(start, IntStream.range(0, row.length).toArray(), row);
  }

  private void addRuns(long[] row) {
    for (int x = Mask.nextSet(row, 0, width); x < width; ) {
      int end = Mask.nextClear(row, x, width);
      if (runs == from.length) {
        int more = Math.max(runs + 1, (int) Math.min(Integer.MAX_VALUE - 8, runs * 2L));
        from = Arrays.copyOf(from, more);
        to = Arrays.copyOf(to, more);
        component = Arrays.copyOf(component, more);
      }
      from[runs] = x;
      to[runs] = end;
      component[runs] = runs;
      runs++;
      x = Mask.nextSet(row, end, width);
    }
  }

  /** Joins the runs of a row with those they touch in the row above. */
  private void join(int y, int reach) {
    int above = firstRun[y - 1];
    int lastAbove = firstRun[y];
    for (int run = firstRun[y]; run < runs; run++) {
      while (above < lastAbove && to[above] + reach <= from[run]) above++;
      for (int a = above; a < lastAbove && from[a] < to[run] + reach; a++) union(run, a);
    }
  }

  private void union(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA < rootB) component[rootB] = rootA;
    else component[rootA] = rootB;
  }

  private int root(int run) {
    while (component[run] != run) run = component[run] = component[component[run]];
    return run;
  }

  private void number() {
    for (int run = 0; run < runs; run++) {
      int parent = component[run];
      // A root is the lowest run of its component, and all before it have their number already.
      component[run] = parent == run ? size++ : component[parent];
    }
    atBorder = new boolean[size];
    for (int y = 0; y < height; y++)
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++)
        if (y == 0 || y == height - 1 || from[run] == 0 || to[run] == width)
          atBorder[component[run]] = true;
  }

  int size() {
    return size;
  }

  int runs() {
    return runs;
  }

  /** The first run of row y; that of row {@code height} is the number of runs. */
  int firstRun(int y) {
    return firstRun[y];
  }

  /** First pixel of a run. */
  int from(int run) {
    return from[run];
  }

  /** The pixel after the last one of a run. */
  int to(int run) {
    return to[run];
  }

  int componentOf(int run) {
    return component[run];
  }

  /** Pixels of each component. */
  long[] areas() {
    long[] areas = new long[size];
    for (int run = 0; run < runs; run++) areas[component[run]] += to[run] - from[run];
    return areas;
  }

  boolean touchesBorder(int component) {
    return atBorder[component];
  }

  /** The runs of each component, one after the other, in reading order. */
  Grouped grouped() {
    int[] start = new int[size + 1];
    for (int run = 0; run < runs; run++) start[component[run] + 1]++;
    for (int i = 0; i < size; i++) start[i + 1] += start[i];
    int[] fill = Arrays.copyOf(start, size);
    int[] order = new int[runs];
    int[] row = new int[runs];
    for (int y = 0; y < height; y++)
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
        int at = fill[component[run]]++;
        order[at] = run;
        row[at] = y;
      }
    return new Grouped(start, order, row);
  }

  /**
   * Runs sorted by component: those of component c stand at {@code start[c]} to {@code start[c +
   * 1]} (exclusive) of {@code run} and {@code row}.
   */
  record Grouped(int[] start, int[] run, int[] row) {}
}
