package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The cells of one state of the overlay, in the order in which a person goes through them. */
final class LabelledCells {
  /** Rows of cells are at least so high, in pixels, to go along them and not up and down. */
  private static final int LEAST_BAND = 24;

  private final ImagePlus imp;
  private final Overlay overlay;
  private final int size;
  private final CellIndex index;
  private final List<Roi> cells;
  private final Map<Roi, Integer> places = new IdentityHashMap<>();
  private final Map<PlanePosition, Integer> greatest = new HashMap<>();

  private LabelledCells(ImagePlus imp) {
    this.imp = imp;
    overlay = imp.getOverlay();
    size = overlay == null ? 0 : overlay.size();
    index = CellIndex.of(imp, null);
    cells = sorted(imp);
    for (int i = 0; i < cells.size(); i++) {
      Roi roi = cells.get(i);
      places.put(roi, i);
      greatest.merge(PlanePosition.of(roi, imp), CellProperties.number(roi), Math::max);
    }
  }

  /**
   * @param last from last time, or null
   */
  static LabelledCells of(ImagePlus imp, LabelledCells last) {
    Overlay now = imp.getOverlay();
    boolean fresh = last != null && last.overlay == now && (now == null || last.size == now.size());
    return fresh ? last : new LabelledCells(imp);
  }

  private record Placed(Roi roi, PlanePosition at, int band, int x) {}

  private static List<Roi> sorted(ImagePlus imp) {
    List<Roi> ours = new ArrayList<>();
    long heights = 0;
    if (imp.getOverlay() != null)
      for (Roi roi : imp.getOverlay().toArray())
        if (CellProperties.isOurs(roi)) {
          ours.add(roi);
          heights += roi.getBounds().height;
        }
    int band = (int) Math.max(LEAST_BAND, ours.isEmpty() ? 0 : 3 * heights / ours.size() / 2);
    List<Placed> placed = new ArrayList<>();
    for (Roi roi : ours) {
      Rectangle box = roi.getBounds();
      int y = box.y + box.height / 2;
      placed.add(new Placed(roi, PlanePosition.of(roi, imp), Math.floorDiv(y, band), box.x));
    }
    placed.sort(
        Comparator.comparingInt((Placed p) -> p.at().frame())
            .thenComparingInt(p -> p.at().slice())
            .thenComparingInt(p -> p.at().channel())
            .thenComparingInt(Placed::band)
            .thenComparingInt(Placed::x));
    return placed.stream().map(Placed::roi).toList();
  }

  Overlay overlay() {
    return overlay;
  }

  List<Roi> all() {
    return cells;
  }

  boolean contains(Roi roi) {
    return places.containsKey(roi);
  }

  Roi roi(PlanePosition at, int number) {
    return index.roi(at, number);
  }

  Roi at(PlanePosition at, int x, int y) {
    return index.at(at, x, y);
  }

  int greatest(PlanePosition at) {
    return greatest.getOrDefault(at, 0);
  }

  boolean hasBox(PlanePosition at, Rectangle box) {
    Roi there = index.at(at, box.x + box.width / 2, box.y + box.height / 2);
    return there != null && there.getBounds().equals(box);
  }

  int channel(int slice, int frame, int otherwise) {
    TreeSet<Integer> here = new TreeSet<>();
    TreeSet<Integer> anywhere = new TreeSet<>();
    for (PlanePosition at : greatest.keySet()) {
      anywhere.add(at.channel());
      if (at.slice() == slice && at.frame() == frame) here.add(at.channel());
    }
    if (here.size() == 1) return here.first();
    return here.isEmpty() && anywhere.size() == 1 ? anywhere.first() : otherwise;
  }

  java.util.Optional<Roi> next(Roi from, boolean forward, Predicate<Roi> wanted) {
    int n = cells.size();
    int step = forward ? 1 : -1;
    Integer known = from == null ? null : places.get(from);
    int place = known != null ? known + step : forward ? firstShown() : firstShown() - 1;
    for (int i = 0; i < n; i++, place += step) {
      Roi roi = cells.get(Math.floorMod(place, n));
      if (wanted.test(roi)) return java.util.Optional.of(roi);
    }
    return java.util.Optional.empty();
  }

  /** The place of the first cell on the plane that is shown, or behind it. */
  private int firstShown() {
    Comparator<PlanePosition> order =
        Comparator.comparingInt(PlanePosition::frame).thenComparingInt(PlanePosition::slice);
    PlanePosition shown = PlanePosition.shown(imp);
    for (int i = 0; i < cells.size(); i++)
      if (order.compare(PlanePosition.of(cells.get(i), imp), shown) >= 0) return i;
    return 0;
  }
}
