package org.unstained.learning;

import org.unstained.cells.Box;

/** When a detection counts as the cell that it overlaps. */
public record MatchSettings(Overlap overlap, Rule rule) {

  /** Boxes from edge to edge, VOC's rule: what is used where nothing else is said. */
  public static final MatchSettings VOC = new MatchSettings(Overlap.EDGES, Rule.VOC);

  /** As pycocotools: boxes from edge to edge, COCO's rule. */
  public static final MatchSettings COCO = new MatchSettings(Overlap.EDGES, Rule.COCO);

  /**
   * As the script {@code Cartucho/mAP} and those after it, with which the figures of the CCA paper
   * were made: boxes of whole pixels, VOC's rule.
   */
  public static final MatchSettings WHOLE_PIXELS = new MatchSettings(Overlap.PIXELS, Rule.VOC);

  /** How large a box is. */
  public enum Overlap {
    /** From edge to edge: {@code xmax - xmin}. */
    EDGES,
    /**
     * From the first pixel to the last, both within: {@code xmax - xmin + 1}. It makes small boxes
     * overlap more.
     */
    PIXELS;

    /** The area that counts. */
    Box of(Box box) {
      return this == EDGES ? box : new Box(box.x(), box.y(), box.width() + 1, box.height() + 1);
    }

    /** Intersection over union, 0–1. */
    public double iou(Box a, Box b) {
      return of(a).iou(of(b));
    }
  }

  /** Which truth a detection may take; each is taken once, by the detection with higher score. */
  public enum Rule {
    /**
     * The one it overlaps most, even if another detection has it already: then it is wrong (the
     * development kit of Pascal VOC 2012).
     */
    VOC,
    /**
     * The one it overlaps most among those that are free; of equal ones the last (COCOeval). In
     * crowded places this finds a little more than VOC's.
     */
    COCO
  }
}
