package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Shows the cells of an image that have a high enough score and one of the chosen classes, and
 * hides the others, on all planes. Those that are shown keep their order, names, groups and
 * properties; whatever else the overlay holds stays.
 *
 * <p>Nothing is lost: {@link #show} can be called as often as one likes and {@link #restore} undoes
 * it; what {@link #apply} hides stays with the image, and the next filter can bring it back. A
 * filter therefore always chooses among all cells, the hidden ones too.
 */
public final class CellFilter {
  private final ImagePlus imp;
  private final Overlay before;
  private final HiddenCells kept;
  private final HiddenCells.Whole whole;
  private final List<Roi> all;
  private final double[] scores;

  /** The class of each ROI; −1 for one that isn't ours. */
  private final int[] classes;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final int cells;

  private CellFilter(ImagePlus imp) {
    this.imp = imp;
    before = imp.getOverlay();
    kept = HiddenCells.of(imp);
    whole = kept.whole(imp, before == null ? List.of() : List.of(before.toArray()));
    all = whole.rois();
    scores = new double[all.size()];
    classes = new int[all.size()];
    int ours = 0;
    Map<Integer, Map<String, Integer>> byGroup = new TreeMap<>();
    for (Roi roi : all) {
      if (!CellProperties.isOurs(roi)) continue;
      ours++;
      byGroup
          .computeIfAbsent(roi.getGroup(), group -> new TreeMap<>())
          .merge(className(roi), 1, Integer::sum);
    }
    byGroup
        .values()
        .forEach(ones -> ones.forEach((name, n) -> counts.merge(name, n, Integer::sum)));
    cells = ours;
    read(List.copyOf(counts.keySet()));
  }

  private void read(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    for (String name : names) places.put(name, places.size());
    Set<String> marks = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Roi roi = all.get(i);
      classes[i] = -1;
      if (!CellProperties.isOurs(roi)) continue;
      classes[i] = places.get(className(roi));
      scores[i] = CellProperties.score(roi);
      if (marks.add(roi.getProperty(CellProperties.MARK)))
        known.addAll(CellProperties.classes(roi));
    }
    known.addAll(names);
  }

  private static String className(Roi roi) {
    String name = roi.getProperty("class");
    return name == null ? FilterSettings.NO_CLASS : name;
  }

  /**
   * @throws IllegalArgumentException if nobody has looked for cells on this image, nobody has
   *     classified them, or the properties of one are spoiled
   */
  public static CellFilter of(ImagePlus imp) {
    CellFilter filter = new CellFilter(imp);
    if (filter.cells == 0 && !CellOverlay.wasShown(imp))
      throw new IllegalArgumentException(
          "There are no cells on '%s'. Run Detect Cells or Classify Cells first."
              .formatted(imp.getTitle()));
    if (filter.counts.keySet().equals(Set.of(FilterSettings.NO_CLASS)))
      throw new IllegalArgumentException(
          "The cells on '%s' have no class and no score. Run Classify Cells first."
              .formatted(imp.getTitle()));
    return filter;
  }

  /** How many cells there are of each class, hidden ones too; classes in the order of groups. */
  public Map<String, Integer> classes() {
    return counts;
  }

  /** The classes that a cell may have: those of its model too that no cell has. */
  public List<String> knownClasses() {
    return known.stream().sorted().toList();
  }

  /** How many cells there are, hidden ones too. */
  public int cells() {
    return cells;
  }

  /** What the last filter asked for, {@link FilterSettings#ALL} if there was none. */
  public FilterSettings last() {
    return kept.settings();
  }

  /** How many cells these settings show. */
  public int count(FilterSettings settings) {
    int n = 0;
    boolean[] chosen = chosen(settings);
    for (int i = 0; i < classes.length; i++)
      if (classes[i] >= 0 && passes(i, settings, chosen)) n++;
    return n;
  }

  /** Shows the cells that pass, until the next call. The image is redrawn once. */
  public void show(FilterSettings settings) {
    boolean[] chosen = chosen(settings);
    Overlay overlay = CanvasOverlay.like(before);
    for (int i = 0; i < classes.length; i++)
      if (passes(i, settings, chosen)) overlay.add(all.get(i));
    if (before == null) overlay.drawLabels(false);
    imp.setOverlay(overlay.size() == 0 ? null : overlay);
  }

  /** Gives the image back the very overlay that it had. */
  public void restore() {
    imp.setOverlay(before);
  }

  /**
   * Shows the cells that pass and keeps the others with the image.
   *
   * @param tables open tables by title, with the columns of {@link CellTable} or others
   * @return the tables that have changed: without the rows of hidden cells, with those of cells
   *     that came back
   */
  public Map<String, ResultsTable> apply(
      FilterSettings settings, Map<String, ResultsTable> tables) {
    boolean[] chosen = chosen(settings);
    TakenOut<Object, Roi> taken = new TakenOut<>();
    Map<CellKey, Rectangle> left = new HashMap<>();
    Set<CellKey> hidden = new HashSet<>();
    for (int i = 0; i < classes.length; i++) {
      Roi roi = all.get(i);
      boolean passes = passes(i, settings, chosen);
      Object key = HiddenCells.key(roi, imp);
      if (passes) taken.stays(key);
      else taken.goes(key, roi);
      if (passes && key instanceof CellKey cell) left.put(cell, roi.getBounds());
      else if (key instanceof CellKey cell) hidden.add(cell);
    }
    show(settings);
    Map<String, HiddenRows> rows = new HashMap<>();
    Map<String, ResultsTable> changed = new LinkedHashMap<>();
    tables.forEach(
        (title, table) -> {
          HiddenRows.Parted parted =
              kept.rows()
                  .getOrDefault(title, HiddenRows.NONE)
                  .part(table, imp.getTitle(), whole.back(), hidden);
          rows.put(title, parted.hidden());
          if (parted.shown() != table) changed.put(title, parted.shown());
        });
    new HiddenCells(settings, taken, left, rows).keep(imp);
    return changed;
  }

  private boolean passes(int i, FilterSettings settings, boolean[] chosen) {
    // Written so that a cell without a score passes.
    return classes[i] < 0 || chosen[classes[i]] && !(scores[i] < settings.score());
  }

  private boolean[] chosen(FilterSettings settings) {
    boolean[] chosen = new boolean[counts.size()];
    List<String> names = new ArrayList<>(counts.keySet());
    for (int i = 0; i < chosen.length; i++)
      chosen[i] = settings.classes().isEmpty() || settings.classes().contains(names.get(i));
    return chosen;
  }
}
