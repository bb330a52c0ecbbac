package org.unstained.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Outline.Polygon;

/**
 * Traces the outline of a region along the edges of its pixels. Pixels that touch at a corner are
 * in one piece (8-connected), so background must touch along an edge to be in one piece.
 *
 * <p>Each run has a left edge, walked upwards, and a right edge, walked downwards: two nodes, 2i
 * and 2i+1 for run i. On the grid line between two rows, the nodes of both rows are merged from
 * left to right; wherever just one of the rows is covered, a horizontal piece of outline joins two
 * nodes. That gives each node's successor in one pass over the runs, and the cycles are the
 * polygons. Time grows with the number of runs.
 */
final class OutlineTracing {
  private final int[] runs;
  private final int[] next;

  private OutlineTracing(int[] runs) {
    this.runs = runs;
    this.next = new int[runs.length / 3 * 2];
  }

  /** Polygons in reading order of their first pixel; each begins at its upper left corner. */
  static Outline trace(Region region) {
    OutlineTracing tracing = new OutlineTracing(region.runs());
    tracing.linkAll();
    return tracing.cycles();
  }

  private int x(int node) {
    return runs[(node >> 1) * 3 + 1 + (node & 1)];
  }

  private int row(int run) {
    return runs[3 * run];
  }

  private void linkAll() {
    int count = runs.length / 3;
    int above = 0;
    int aboveEnd = 0;
    for (int run = 0; run < count; ) {
      int end = run + 1;
      while (end < count && row(end) == row(run)) end++;
      if (aboveEnd > above && row(above) != row(run) - 1) {
        link(above, aboveEnd, run, run);
        above = aboveEnd;
      }
      link(above, aboveEnd, run, end);
      above = run;
      aboveEnd = end;
      run = end;
    }
    link(above, aboveEnd, count, count);
  }

  /** Joins the nodes that meet on the line between the runs of one row and those of the next. */
  private void link(int above, int aboveEnd, int below, int belowEnd) {
    int a = 2 * above;
    int b = 2 * below;
    int open = -1; // node at the left end of the horizontal piece that is under way
    while (a < 2 * aboveEnd || b < 2 * belowEnd) {
      long xa = a < 2 * aboveEnd ? x(a) : Long.MAX_VALUE;
      long xb = b < 2 * belowEnd ? x(b) : Long.MAX_VALUE;
      boolean atA = xa <= xb;
      boolean atB = xb <= xa;
      boolean inA = (a & 1) == 1; // left of this point
      boolean inB = (b & 1) == 1;
      // Where both rows change, a corner touches a corner: the choice keeps the two pixels joined.
      if (inA && !inB) next[atB ? b : a] = open; // lower edges are walked to the left
      else if (inB && !inA) next[open] = atA ? a : b; // upper edges to the right
      else if (atA && atB && inA) next[a] = b;
      else if (atA && atB) next[b] = a;
      boolean nowA = inA ^ atA;
      boolean nowB = inB ^ atB;
      if (nowA && !nowB) open = atB ? b : a;
      else if (nowB && !nowA) open = atA ? a : b;
      if (atA) a++;
      if (atB) b++;
    }
  }

  private Outline cycles() {
    List<Polygon> polygons = new ArrayList<>(1);
    int[] x = new int[2 * next.length];
    int[] y = new int[2 * next.length];
    for (int start = 0; start < next.length; start++) {
      if (next[start] < 0) continue;
      int size = 0;
      for (int node = start; next[node] >= 0; ) {
        int then = next[node];
        if (x(node) != x(then)) {
          int line = row(node >> 1) + (node & 1);
          x[size] = x(node);
          y[size++] = line;
          x[size] = x(then);
          y[size++] = line;
        }
        next[node] = -1;
        node = then;
      }
      polygons.add(new Polygon(Arrays.copyOf(x, size), Arrays.copyOf(y, size)));
    }
    return new Outline(polygons);
  }
}
