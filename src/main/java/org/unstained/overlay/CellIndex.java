package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds ROIs of ours by number and by place, without going through all of them. It is a picture of
 * one state of the overlay; {@link #of} makes a new one when the overlay has changed.
 */
final class CellIndex {
  private final Overlay overlay;
  private final int size;
  private final Map<PlanePosition, Plane> planes = new HashMap<>();

  private CellIndex(ImagePlus imp, Overlay overlay) {
    this.overlay = overlay;
    this.size = overlay == null ? 0 : overlay.size();
    if (overlay == null) return;
    Map<PlanePosition, List<Roi>> rois = new HashMap<>();
    for (Roi roi : overlay.toArray())
      if (CellProperties.isOurs(roi))
        rois.computeIfAbsent(PlanePosition.of(roi, imp), p -> new ArrayList<>()).add(roi);
    rois.forEach((at, list) -> planes.put(at, new Plane(list)));
  }

  /**
   * @param last the index of this image from last time, or null
   */
  static CellIndex of(ImagePlus imp, CellIndex last) {
    Overlay now = imp.getOverlay();
    boolean fresh = last != null && last.overlay == now && (now == null || last.size == now.size());
    return fresh ? last : new CellIndex(imp, now);
  }

  /** The ROI of a cell, or null. */
  Roi roi(PlanePosition at, int number) {
    Plane plane = planes.get(at);
    return plane == null ? null : plane.byNumber.get(number);
  }

  /** The topmost ROI of ours that has this pixel, or null. */
  Roi at(PlanePosition at, int x, int y) {
    Plane plane = planes.get(at);
    return plane == null ? null : plane.at(x, y);
  }

  /** A grid over the boxes: each square knows, in drawing order, the ROIs whose box touches it. */
  private static final class Plane {
    final Map<Integer, Roi> byNumber = new HashMap<>();
    private final Rectangle all = new Rectangle(-1, -1);
    private final int side;
    private final int columns;
    private final int rows;
    private final int[] starts;
    private final Roi[] members;

    Plane(List<Roi> rois) {
      long sides = 0;
      for (Roi roi : rois) {
        Rectangle box = roi.getBounds();
        all.add(box);
        sides += box.width + box.height;
        byNumber.put(CellProperties.number(roi), roi);
      }
      // Twice a mean cell, but no more squares than about four for each cell.
      double perCell = Math.sqrt((double) all.width * all.height / (4.0 * rois.size()));
      side = (int) Math.max(1, Math.max(sides / rois.size(), perCell));
      columns = all.width / side + 1;
      rows = all.height / side + 1;
      starts = new int[columns * rows + 1];
      for (Roi roi : rois) eachSquare(roi.getBounds(), square -> starts[square + 1]++);
      for (int i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
      members = new Roi[starts[starts.length - 1]];
      int[] next = starts.clone();
      for (Roi roi : rois) eachSquare(roi.getBounds(), square -> members[next[square]++] = roi);
    }

    Roi at(int x, int y) {
      if (!all.contains(x, y)) return null;
      int square = (y - all.y) / side * columns + (x - all.x) / side;
      for (int i = starts[square + 1] - 1; i >= starts[square]; i--)
        if (members[i].contains(x, y)) return members[i];
      return null;
    }

    private void eachSquare(Rectangle box, IntConsumer action) {
      int left = (box.x - all.x) / side;
      int right = (box.x + box.width - all.x) / side;
      int bottom = (box.y + box.height - all.y) / side;
      for (int row = (box.y - all.y) / side; row <= bottom; row++)
        for (int column = left; column <= right; column++) action.accept(row * columns + column);
    }
  }
}
