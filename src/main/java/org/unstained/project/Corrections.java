package org.unstained.project;

import java.util.List;
import org.unstained.annotation.AnnotatedBox;

/**
 * What a person did to boxes that were proposed. Boxes are paired from the greatest overlap down,
 * whatever their class, if their IoU is 0.1 or more.
 *
 * @param kept proposed boxes that stayed as they were
 * @param added boxes that nobody had proposed
 * @param moved boxes that lie otherwise than proposed
 * @param removed proposed boxes that are gone
 * @param relabelled boxes with another class than proposed; a box may be moved and relabelled
 */
public record Corrections(int kept, int added, int moved, int removed, int relabelled) {
  /** Boxes that share less are another cell. */
  private static final double LEAST = 0.1;

  /** How far two IoUs of the same boxes may differ by rounding. */
  private static final double ROUNDING = 1e-9;

  public static final Corrections NONE = new Corrections(0, 0, 0, 0, 0);

  /**
   * @param good a paired box counts as moved below this IoU, 0–1; 1: if it is another box at all
   */
  public static Corrections of(List<AnnotatedBox> proposed, List<AnnotatedBox> drawn, double good) {
    int moved = 0;
    int relabelled = 0;
    int kept = 0;
    List<BoxPairs.Pair> pairs = BoxPairs.of(proposed, drawn, LEAST);
    for (BoxPairs.Pair pair : pairs) {
      boolean same = pair.iou() >= good - ROUNDING;
      boolean alike =
          proposed.get(pair.first()).className().equals(drawn.get(pair.second()).className());
      if (!same) moved++;
      if (!alike) relabelled++;
      if (same && alike) kept++;
    }
    return new Corrections(
        kept, drawn.size() - pairs.size(), moved, proposed.size() - pairs.size(), relabelled);
  }

  /** How many things had to be done. */
  public int actions() {
    return added + moved + removed + relabelled;
  }

  public Corrections plus(Corrections other) {
    return new Corrections(
        kept + other.kept,
        added + other.added,
        moved + other.moved,
        removed + other.removed,
        relabelled + other.relabelled);
  }
}
