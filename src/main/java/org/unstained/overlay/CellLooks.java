package org.unstained.overlay;

import ij.gui.Roi;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.stream.IntStream;

/**
 * How ROIs of ours look now: what a drawing needs of each, in arrays. ROIs lie scattered in memory,
 * and to look at all of them takes longer than to draw them, so all processors look.
 */
final class CellLooks {
  private static final int CHUNK = 4096;

  final int[] x;
  final int[] y;
  final int[] width;
  final int[] height;

  /** 0 for an ROI that has to draw itself. */
  final int[] colour;

  final boolean[] shown;

  CellLooks(int size) {
    x = new int[size];
    y = new int[size];
    width = new int[size];
    height = new int[size];
    colour = new int[size];
    shown = new boolean[size];
  }

  int size() {
    return x.length;
  }

  /**
   * Looks at some of the ROIs, which are {@link GroupedCell}s.
   *
   * @param view what is out of it isn't shown
   */
  void look(Roi[] rois, int from, int to, Rectangle view, double zoom, ShownPlane plane) {
    int chunks = (to - from + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int first = from + chunk * CHUNK;
              for (int i = first; i < Math.min(to, first + CHUNK); i++)
                look(i, rois[i], view, zoom, plane);
            });
  }

  private void look(int i, Roi roi, Rectangle view, double zoom, ShownPlane plane) {
    Rectangle box = roi.getBounds();
    shown[i] = CellRoi.touches(box, view) && plane.shows(roi);
    if (!shown[i]) return;
    x[i] = box.x;
    y[i] = box.y;
    width[i] = box.width;
    height[i] = box.height;
    Color stroke = roi.getStrokeColor();
    boolean traceable =
        stroke != null
            && stroke.getAlpha() == 255
            && roi.getFillColor() == null
            && roi.getStroke() == null
            && (CellRoi.isDot(box.width, box.height, zoom)
                || roi instanceof TraceableCell cell && cell.isTraceable());
    colour[i] = traceable ? stroke.getRGB() : 0;
  }
}
