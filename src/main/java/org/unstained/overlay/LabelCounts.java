package org.unstained.overlay;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the labelling of an image is, all planes together.
 *
 * @param cells that are shown
 * @param byHand those of them that a person has labelled
 * @param hidden those that a filter hides; they are in none of the other figures
 * @param all cells of each class, whoever said so
 * @param hand cells of each class that a person has labelled
 */
public record LabelCounts(
    int cells, int byHand, int hidden, Map<String, Integer> all, Map<String, Integer> hand) {

  static LabelCounts of(Iterable<ij.gui.Roi> cells, int hidden) {
    Map<String, Integer> all = new HashMap<>();
    Map<String, Integer> hand = new HashMap<>();
    int n = 0;
    int byHand = 0;
    for (ij.gui.Roi roi : cells) {
      n++;
      String name = roi.getProperty("class");
      if (name == null) continue;
      all.merge(name, 1, Integer::sum);
      if (!CellProperties.isByHand(roi)) continue;
      byHand++;
      hand.merge(name, 1, Integer::sum);
    }
    return new LabelCounts(n, byHand, hidden, Map.copyOf(all), Map.copyOf(hand));
  }

  /** Cells without any class. */
  public int unclassified() {
    return cells - all.values().stream().mapToInt(Integer::intValue).sum();
  }
}
