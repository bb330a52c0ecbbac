package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The cells that a filter took off an image. They are kept with the image, as a property, so that a
 * later filter brings them back; they go with it, and aren't saved.
 *
 * <p>Other commands know nothing of them: they see the cells that are shown. So before they come
 * back, each plane is looked at: if its cells were found or classified anew since, those that were
 * hidden there are out of date and are forgotten.
 *
 * @param settings what was asked for
 * @param cells those that stayed and those that went, in the order of the overlay
 * @param left what class and score the cells had that stayed
 * @param rows of tables, by title, that went with the cells
 */
record HiddenCells(
    FilterSettings settings,
    TakenOut<Object, Roi> cells,
    Map<CellKey, String> left,
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

  /** What must not change for a cell to be the same as before. */
  static String what(Roi roi) {
    return roi.getProperty("class") + '\t' + roi.getProperty("score");
  }

  /** All ROIs of the overlay with the hidden ones at their places, those out of date left out. */
  List<Roi> withAll(ImagePlus imp, List<Roi> shown) {
    if (cells.size() == 0) return shown;
    Set<PlanePosition> current = current(imp, shown);
    List<Roi> all = new ArrayList<>(shown.size() + cells.size());
    cells.weave(
        shown,
        roi -> key(roi, imp),
        all::add,
        (key, roi) -> {
          if (current.contains(((CellKey) key).plane())) all.add(roi);
        });
    return all;
  }

  /**
   * The planes whose cells are still those of the last filtering: most of those that stayed are
   * there as they were, and none has the number of one that went.
   */
  private Set<PlanePosition> current(ImagePlus imp, List<Roi> shown) {
    Set<CellKey> went = new HashSet<>();
    Map<PlanePosition, int[]> counts = new HashMap<>(); // stayed, still there
    cells.weave(List.<Roi>of(), roi -> null, roi -> {}, (key, roi) -> went.add((CellKey) key));
    for (CellKey key : went) counts.computeIfAbsent(key.plane(), plane -> new int[2]);
    for (CellKey key : left.keySet()) counts.computeIfAbsent(key.plane(), p -> new int[2])[0]++;
    Set<PlanePosition> stale = new HashSet<>();
    for (Roi roi : shown) {
      if (!CellProperties.isOurs(roi)) continue;
      CellKey key = CellKey.of(roi, imp);
      if (went.contains(key)) stale.add(key.plane());
      if (counts.containsKey(key.plane()) && Objects.equals(left.get(key), what(roi)))
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
