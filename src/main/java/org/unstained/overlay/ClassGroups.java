package org.unstained.overlay;

import java.awt.Color;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;

/**
 * Which ROI group and which colour each class has. Groups count from 1; 0 is for cells that nobody
 * has classified.
 *
 * <p>Classes stand in the order of their probabilities; classes without probabilities follow in
 * alphabetical order. Classes that already have a group keep it, so that one class has one colour
 * on all planes. ImageJ knows 255 groups: classes beyond share the last.
 *
 * <p>A class has the colour that its model names for it; of two classes with the same one the later
 * gets another. Where no model has said anything, the first seven colours are those of Okabe and
 * Ito, which colour-blind people can tell apart (Wong, Nature Methods 8:441, 2011,
 * doi:10.1038/nmeth.1618), without black and with the darkest last. Later ones go round the colour
 * wheel and promise nothing.
 */
final class ClassGroups {
  private static final int LAST_GROUP = 255;

  /** Seen on black, on white and on grey, and none of the class colours. */
  static final Color UNCLASSIFIED = new Color(0xff3dbe);

  private static final int[] OKABE_ITO = {
    0x56b4e9, 0xe69f00, 0x009e73, 0xd55e00, 0xf0e442, 0xcc79a7, 0x0072b2
  };

  /** A step round the colour wheel that never comes back to where it was: the golden section. */
  private static final float HUE_STEP = 0.618034f;

  private final Map<String, Integer> groups;
  private final Color[] colours = new Color[LAST_GROUP + 1];

  private ClassGroups(Map<String, Integer> groups, Map<String, Color> named) {
    this.groups = groups;
    colours[0] = colour(0);
    Set<Color> taken = new HashSet<>();
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            one -> {
              Color own = named.get(one.getKey());
              if (own != null && taken.add(own)) colours[one.getValue()] = own;
            });
    for (int group : groups.values())
      if (colours[group] == null) colours[group] = free(group, taken);
  }

  /** The colour of a group, or of the next one whose colour no class has. */
  static Color free(int group, Set<Color> taken) {
    for (int i = 0; i < LAST_GROUP; i++) {
      Color colour = colour(1 + (group - 1 + i) % LAST_GROUP);
      if (taken.add(colour)) return colour;
    }
    return colour(group);
  }

  /**
   * @param named colours that classes have by their model's word
   */
  static ClassGroups of(List<PlaneCells> planes, Map<String, Color> named) {
    return of(planes, Map.of(), named);
  }

  /**
   * @param known groups that classes have already
   * @param named colours that classes have already, or by their model's word
   */
  static ClassGroups of(
      List<PlaneCells> planes, Map<String, Integer> known, Map<String, Color> named) {
    Map<String, Integer> groups = new LinkedHashMap<>(known);
    BitSet taken = new BitSet();
    known.values().forEach(taken::set);
    taken.set(0);
    TreeSet<String> others = new TreeSet<>();
    Map<String, Double> seen = null;
    for (PlaneCells plane : planes)
      for (Cell cell : plane.cells()) {
        Classification what = cell.classification();
        if (what == null) continue;
        if (seen == null || !seen.keySet().equals(what.probabilities().keySet()))
          what.probabilities().keySet().forEach(name -> give(groups, taken, name));
        seen = what.probabilities();
        others.add(what.name());
      }
    others.forEach(name -> give(groups, taken, name));
    return new ClassGroups(groups, named);
  }

  private static void give(Map<String, Integer> groups, BitSet taken, String name) {
    if (groups.containsKey(name)) return;
    int group = Math.min(taken.nextClearBit(1), LAST_GROUP);
    taken.set(group);
    groups.put(name, group);
  }

  /** The group of a cell, 0 if nobody has classified it. */
  int group(Cell cell) {
    return cell.classification() == null ? 0 : groups.getOrDefault(cell.classification().name(), 0);
  }

  /** The colour of a group that a class of ours has: one object for all its cells. */
  Color colourOf(int group) {
    return colours[group];
  }

  static Color colour(int group) {
    if (group == 0) return UNCLASSIFIED;
    if (group <= OKABE_ITO.length) return new Color(OKABE_ITO[group - 1]);
    return Color.getHSBColor((group * HUE_STEP) % 1, 0.7f, 0.95f);
  }
}
