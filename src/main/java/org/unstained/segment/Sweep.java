package org.unstained.segment;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The connected components of a mask, found in one walk from top to bottom: each is handed over as
 * soon as a row has been passed in which it doesn't go on. So memory holds only the components that
 * meet the row at hand, however many there are. {@link Components} finds the same ones, all at
 * once.
 */
final class Sweep {

  /** One component: its runs of pixels in reading order. */
  static final class Component {
    private int[] runs = new int[12];
    private int size;
    private long pixels;
    private int last;
    private boolean atBorder;
    private boolean mixed;
    private boolean dropped;
    private boolean done;
    private Component parent;

    /** How many runs. */
    int count() {
      return size / 3;
    }

    int row(int run) {
      return runs[3 * run];
    }

    /** First pixel of a run. */
    int from(int run) {
      return runs[3 * run + 1];
    }

    /** The pixel after the last one of a run. */
    int to(int run) {
      return runs[3 * run + 2];
    }

    long pixels() {
      return pixels;
    }

    boolean touchesBorder() {
      return atBorder;
    }

    private void add(int y, int from, int to) {
      pixels += to - from;
      last = y;
      if (dropped) return;
      room(3);
      runs[size++] = y;
      runs[size++] = from;
      runs[size++] = to;
    }

    private void take(Component other) {
      pixels += other.pixels;
      atBorder |= other.atBorder;
      last = Math.max(last, other.last);
      dropped |= other.dropped;
      if (!dropped) {
        room(other.size);
        System.arraycopy(other.runs, 0, runs, size, other.size);
        size += other.size;
        mixed = true;
      }
      other.runs = null;
      other.parent = this;
    }

    private void room(int more) {
      if (size + more > runs.length)
        runs = Arrays.copyOf(runs, (int) Math.max(size + more, Math.min(2L * size, 1 << 30)));
    }

    private void drop() {
      dropped = true;
      runs = null;
      size = 0;
    }

    /** Puts runs into reading order after components have been joined. */
    private void sort() {
      if (!mixed) return;
      long[] keys = new long[count()];
      for (int i = 0; i < keys.length; i++) keys[i] = (long) row(i) << 32 | from(i);
      Arrays.sort(keys);
      int[] sorted = new int[size];
      for (int i = 0; i < keys.length; i++) {
        int at = 3 * Arrays.binarySearch(keys, (long) row(i) << 32 | from(i));
        System.arraycopy(runs, 3 * i, sorted, at, 3);
      }
      runs = sorted;
    }
  }

  /** The runs of one row and their components. */
  private static final class Row {
    int[] from = new int[256];
    int[] to = new int[256];
    Component[] component = new Component[256];
    int size;

    void add(int start, int end) {
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        component = Arrays.copyOf(component, 2 * size);
      }
      from[size] = start;
      to[size++] = end;
    }
  }

  private final Mask mask;
  private final boolean ground;
  private final int reach;
  private final Predicate<Component> needless;
  private final Consumer<Component> taker;

  private Sweep(
      Mask mask,
      boolean ground,
      int reach,
      Predicate<Component> needless,
      Consumer<Component> taker) {
    this.mask = mask;
    this.ground = ground;
    this.reach = reach;
    this.needless = needless;
    this.taker = taker;
  }

  /** Hands over the components of a mask, over 8 neighbours. */
  static void cells(Mask mask, Consumer<Component> taker) {
    new Sweep(mask, false, 1, c -> false, taker).run();
  }

  /**
   * Hands over the components of what is not set, over 4 neighbours; rows that have been passed may
   * be changed meanwhile.
   *
   * @param needless of which component nothing is needed any more, nor ever will be: its runs are
   *     forgotten and it isn't handed over
   */
  static void ground(Mask mask, Predicate<Component> needless, Consumer<Component> taker) {
    new Sweep(mask, true, 0, needless, taker).run();
  }

  private void run() {
    Row above = new Row();
    Row here = new Row();
    for (int y = 0; y < mask.height; y++) {
      read(mask.rows[y], here);
      join(above, here, y);
      for (int i = 0; i < above.size; i++) finish(root(above.component[i]), y);
      Row swap = above;
      above = here;
      here = swap;
    }
    for (int i = 0; i < above.size; i++) finish(root(above.component[i]), mask.height);
  }

  private void read(long[] row, Row into) {
    into.size = 0;
    int x = next(row, 0, !ground);
    while (x < mask.width) {
      int end = next(row, x, ground);
      into.add(x, end);
      x = next(row, end, !ground);
    }
  }

  private int next(long[] row, int x, boolean set) {
    return set ? Mask.nextSet(row, x, mask.width) : Mask.nextClear(row, x, mask.width);
  }

  private void join(Row above, Row here, int y) {
    boolean edge = y == 0 || y == mask.height - 1;
    int first = 0;
    for (int run = 0; run < here.size; run++) {
      int from = here.from[run];
      int to = here.to[run];
      while (first < above.size && above.to[first] + reach <= from) first++;
      Component component = null;
      for (int a = first; a < above.size && above.from[a] < to + reach; a++) {
        Component touched = root(above.component[a]);
        component = component == null ? touched : joined(component, touched);
      }
      if (component == null) component = new Component();
      component.add(y, from, to);
      component.atBorder |= edge || from == 0 || to == mask.width;
      if (!component.dropped && needless.test(component)) component.drop();
      here.component[run] = component;
    }
  }

  /** The smaller one goes into the larger one, so that no run is copied often. */
  private static Component joined(Component a, Component b) {
    if (a == b) return a;
    boolean intoA = a.dropped || !b.dropped && a.size >= b.size;
    Component into = intoA ? a : b;
    into.take(intoA ? b : a);
    return into;
  }

  private static Component root(Component component) {
    while (component.parent != null) {
      if (component.parent.parent != null) component.parent = component.parent.parent;
      component = component.parent;
    }
    return component;
  }

  private void finish(Component component, int y) {
    if (component.done || component.last >= y) return;
    component.done = true;
    if (component.dropped) return;
    component.sort();
    taker.accept(component);
  }
}
