package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.unstained.cells.Box;
import org.unstained.inference.Detection;

/**
 * What a classifier learns as no cell, so that it can reject what a detector proposes wrongly:
 * proposals of that detector that lie on no annotated cell, and places drawn by chance beside the
 * cells, as many as there are cells and at least one in a plane. In Piansaddhayanon et al. 2023,
 * doi:10.1038/s41597-023-02482-8, cells that aren't searched for play this part; it needs no labels
 * of them.
 *
 * @param proposals of a detector, a list for each plane that is learned from, of no more than a few
 *     hundred each; empty lists if there is no detector
 */
public record NoCells(List<List<Detection>> proposals) {
  /** A proposal with this IoU or more shows a cell, or too much of one to call it none. */
  private static final double CELL = 0.3;

  /** A place that is drawn overlaps less. */
  private static final double BESIDE = 0.1;

  private static final int TRIES = 30;

  public NoCells {
    proposals = List.copyOf(proposals);
  }

  /**
   * The boxes of one plane that hold no cell.
   *
   * @param index of the plane among those that are learned from
   * @param sizes boxes of all cells that are learned from; drawn places are as large as one of them
   */
  List<Box> in(LabelledPlane plane, int index, List<Box> sizes, Random random) {
    List<Box> none = new ArrayList<>();
    for (Detection proposal : proposals.get(index))
      if (overlap(proposal.box(), plane) < CELL) none.add(proposal.box());
    int wanted = none.size() + Math.max(1, plane.boxes().size());
    for (int tries = 0; tries < TRIES * wanted && none.size() < wanted; tries++) {
      Box size = sizes.get(random.nextInt(sizes.size()));
      double x = random.nextDouble() * (plane.picture().width() - size.width());
      double y = random.nextDouble() * (plane.picture().height() - size.height());
      Box drawn = new Box(x, y, size.width(), size.height());
      if (overlap(drawn, plane) < BESIDE) none.add(drawn);
    }
    return none;
  }

  private static double overlap(Box box, LabelledPlane plane) {
    return plane.boxes().stream().mapToDouble(truth -> truth.box().iou(box)).max().orElse(0);
  }
}
