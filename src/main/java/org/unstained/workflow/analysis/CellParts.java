package org.unstained.workflow.analysis;

import java.io.IOException;

/**
 * How the cells of a plane are worked on some at a time. Parts are whole batches of any network, so
 * that its batches are the same as with all cells at once; the last part is never a small one, from
 * which little could be told.
 */
public final class CellParts {
  private static final int AT_ONCE = 1 << 12;

  private CellParts() {}

  /** One part: from the first cell to the one behind the last, counted from 0. */
  public interface Work {
    void on(int from, int to) throws IOException;
  }

  /** All parts, one after the other. */
  public static void each(int cells, Work work) throws IOException {
    for (int from = 0; from < cells; ) {
      int to = cells - from < 2 * AT_ONCE ? cells : from + AT_ONCE;
      work.on(from, to);
      from = to;
    }
  }
}
