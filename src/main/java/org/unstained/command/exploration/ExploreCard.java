package org.unstained.command.exploration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.unstained.workflow.curation.ExploredCell;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.exploration.Exploration;

/** What the window in which cells are explored says of them in words. */
final class ExploreCard {
  private ExploreCard() {}

  /**
   * Class and score, image, number and plane, what it is coloured by, and its cluster: a line each.
   *
   * @param key what cells are coloured by
   * @param found null before the cells are placed
   */
  static String[] words(ExploredCells cells, int cell, String key, Exploration found) {
    ExploredCell one = cells.get(cell);
    List<String> words = new ArrayList<>();
    double score = cells.score(cell);
    words.add(
        called(cells.className(cell))
            + (Double.isNaN(score) ? "" : String.format(Locale.ROOT, ", score %.2f", score)));
    words.add(one.image());
    String at = cells.isPictured() && cells.images().isEmpty() ? "" : "cell " + one.cell().number();
    if (one.slice() > 1) at += ", slice " + one.slice();
    if (one.frame() > 1) at += ", frame " + one.frame();
    if (!at.isEmpty()) words.add(at);
    if (cells.measurements().contains(key))
      words.add(key + " " + PointColours.text(one.cell().measurements().get(key)));
    if (found != null && found.clusters().count() > 0) {
      int label = found.clusters().labels()[cell];
      words.add(label == 0 ? "in no cluster" : "cluster " + label);
    }
    return words.toArray(String[]::new);
  }

  /** How many of these cells are of each class, with a colon before; empty for none. */
  static String classes(ExploredCells cells, BitSet these) {
    Map<String, Integer> counts = new TreeMap<>();
    these.stream().forEach(i -> counts.merge(called(cells.className(i)), 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (name, count) ->
            text.append(text.isEmpty() ? ": " : ", ")
                .append(
                    String.format(
                        Locale.ROOT,
                        "%s %,d (%.0f %%)",
                        name,
                        count,
                        100.0 * count / these.cardinality())));
    return text.toString();
  }

  private static String called(String className) {
    return className.isEmpty() ? "no class" : className;
  }
}
