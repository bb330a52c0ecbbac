package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cells that a filter took off an image. They are kept with the image, as a property, so that a
 * later filter brings them back; they go with it, and aren't saved.
 *
 * <p>Other commands know nothing of them: they see the cells that are shown. So before they come
 * back, each plane is looked at: if its cells were found anew since, those that were hidden there
 * are out of date and are forgotten. If the shown ones were only measured or classified anew, the
 * hidden ones come back as they were.
 *
 * @param settings what was asked for
 * @param cells those that stayed and those that went, in the order of the overlay
 * @param left the boxes of the cells that stayed
 * @param rows of tables, by title, that went with the cells
 */
record HiddenCells(
    FilterSettings settings,
    TakenOut<Object, Roi> cells,
    Map<CellKey, Rectangle> left,
    Map<String, HiddenRows> rows) {

  private static final String PROPERTY = "unstained.hidden";

  static HiddenCells of(ImagePlus imp) {
    return imp.getProperty(PROPERTY) instanceof HiddenCells kept
        ? kept
        : new HiddenCells(FilterSettings.ALL, new TakenOut<>(), Map.of(), Map.of());
  }

  void keep(ImagePlus imp) {
    imp.setProperty(PROPERTY, this);
  }

  /** Forgets all that is hidden on an image. */
  static void forget(ImagePlus imp) {
    new HiddenCells(FilterSettings.ALL, new TakenOut<>(), Map.of(), Map.of()).keep(imp);
  }

  /** Forgets that these cells stayed, as they are taken away: what is hidden stays current. */
  void without(ImagePlus imp, Set<CellKey> gone) {
    if (cells.size() == 0) return;
    Map<CellKey, Rectangle> others = new HashMap<>(left);
    others.keySet().removeAll(gone);
    new HiddenCells(settings, cells, others, rows).keep(imp);
  }

  /** The greatest number of a hidden cell on a plane, 0 if there is none. */
  int greatest(PlanePosition plane) {
    int most = 0;
    for (Object key : cells.out())
      if (key instanceof CellKey cell && cell.plane().equals(plane))
        most = Math.max(most, cell.number());
    return most;
  }

  /** A ROI of somebody else, the very object: ImageJ takes two of the same shape for equal. */
  private record Other(Roi roi) {
    @Override
    public boolean equals(Object object) {
      return object instanceof Other other && other.roi == roi;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(roi);
    }
  }

  /** What names a ROI in the sequence: the cell, or the ROI itself if it is none of ours. */
  static Object key(Roi roi, ImagePlus imp) {
    return CellProperties.isOurs(roi) ? CellKey.of(roi, imp) : new Other(roi);
  }

  /**
   * All ROIs of the overlay with the hidden ones at their places, those out of date left out.
   *
   * @param back which were hidden
   */
  record Whole(List<Roi> rois, Set<CellKey> back) {}

  Whole whole(ImagePlus imp, List<Roi> shown) {
    if (cells.size() == 0) return new Whole(shown, Set.of());
    Set<PlanePosition> current = current(imp, shown);
    Whole whole = new Whole(new ArrayList<>(shown.size() + cells.size()), new HashSet<>());
    cells.weave(
        shown,
        roi -> key(roi, imp),
        whole.rois::add,
        (key, roi) -> {
          if (!current.contains(((CellKey) key).plane())) return;
          whole.rois.add(roi);
          whole.back.add((CellKey) key);
        });
    return whole;
  }

  /**
   * The planes whose cells are still those of the last filtering: most of those that stayed are
   * there as they were, and none has the number of one that went.
   */
  private Set<PlanePosition> current(ImagePlus imp, List<Roi> shown) {
    Set<Object> went = cells.out();
    Map<PlanePosition, int[]> counts = new HashMap<>(); // stayed, still there
    for (Object key : went) counts.put(((CellKey) key).plane(), new int[2]);
    for (CellKey key : left.keySet()) counts.computeIfAbsent(key.plane(), p -> new int[2])[0]++;
    Set<PlanePosition> stale = new HashSet<>();
    for (Roi roi : shown) {
      if (!CellProperties.isOurs(roi)) continue;
      CellKey key = CellKey.of(roi, imp);
      if (went.contains(key)) stale.add(key.plane());
      if (counts.containsKey(key.plane()) && roi.getBounds().equals(left.get(key)))
        counts.get(key.plane())[1]++;
    }
    Set<PlanePosition> current = new HashSet<>();
    counts.forEach(
        (plane, count) -> {
          if (!stale.contains(plane) && 2 * count[1] >= count[0] && plane.isIn(imp))
            current.add(plane);
        });
    return current;
  }
}
