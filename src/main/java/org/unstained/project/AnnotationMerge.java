package org.unstained.project;

import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;

/**
 * Two people's boxes of one image as one annotation, as for the test set of CCA
 * (doi:10.1038/s41597-023-02482-8): non-maximum suppression with experience as the score. All boxes
 * of the more experienced one stay; a box of the other stays unless it overlaps one of them by more
 * than the threshold. Boxes of one and the same person never suppress each other: who drew two
 * cells that overlap saw two.
 *
 * @param boxes those that stay, the more experienced one's first
 * @param replaced boxes of the other that gave way
 * @param onlyFirst boxes of the more experienced one that the other hasn't
 * @param onlySecond boxes of the other that the more experienced one hasn't, whether they stay or
 *     not
 * @param conflicts cells that both drew, with different classes
 */
public record AnnotationMerge(
    List<AnnotatedBox> boxes,
    int replaced,
    int onlyFirst,
    int onlySecond,
    List<Conflict> conflicts) {

  /**
   * A cell with two classes.
   *
   * @param kept the more experienced one's box, which stays
   * @param other the class that the other says
   */
  public record Conflict(AnnotatedBox kept, String other, double iou) {}

  public AnnotationMerge {
    boxes = List.copyOf(boxes);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * @param first boxes of the more experienced one
   * @param overlap IoU, 0–1, above which two boxes are the same cell
   * @param confirmed whether cells that only the less experienced one drew are left out
   * @throws IllegalArgumentException if the overlap isn't within 0–1
   */
  public static AnnotationMerge of(
      List<AnnotatedBox> first, List<AnnotatedBox> second, double overlap, boolean confirmed) {
    if (!(overlap >= 0 && overlap <= 1))
      throw new IllegalArgumentException("An overlap lies within 0–1, got " + overlap);
    List<AnnotatedBox> boxes = new ArrayList<>(first);
    boolean[] met = new boolean[first.size()];
    int replaced = 0;
    int onlySecond = 0;
    for (AnnotatedBox box : second) {
      boolean suppressed = false;
      for (int i = 0; i < met.length; i++)
        if (first.get(i).box().iou(box.box()) > overlap) {
          met[i] = true;
          suppressed = true;
        }
      if (suppressed) replaced++;
      else {
        onlySecond++;
        if (!confirmed) boxes.add(box);
      }
    }
    int onlyFirst = 0;
    for (boolean one : met) if (!one) onlyFirst++;
    return new AnnotationMerge(
        boxes, replaced, onlyFirst, onlySecond, conflicts(first, second, overlap));
  }

  /** Each cell with its best partner only. */
  static List<Conflict> conflicts(
      List<AnnotatedBox> first, List<AnnotatedBox> second, double overlap) {
    List<Conflict> conflicts = new ArrayList<>();
    for (BoxPairs.Pair pair : BoxPairs.of(first, second, Math.max(overlap, Double.MIN_NORMAL))) {
      AnnotatedBox kept = first.get(pair.first());
      String other = second.get(pair.second()).className();
      if (pair.iou() > overlap && !kept.className().equals(other))
        conflicts.add(new Conflict(kept, other, pair.iou()));
    }
    return conflicts;
  }
}
