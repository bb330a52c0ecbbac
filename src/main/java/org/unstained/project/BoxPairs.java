package org.unstained.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.unstained.annotation.AnnotatedBox;

/** Which boxes of two annotations of an image are the same cell. */
final class BoxPairs {
  private BoxPairs() {}

  /** Indices into both lists, and the overlap. */
  record Pair(int first, int second, double iou) {}

  /**
   * Pairs from the greatest IoU down, each box with one at most, whatever its class; of equal
   * overlaps the first boxes first.
   *
   * @param least IoU of a pair, above 0
   */
  static List<Pair> of(List<AnnotatedBox> first, List<AnnotatedBox> second, double least) {
    List<Pair> all = new ArrayList<>();
    for (int i = 0; i < first.size(); i++)
      for (int j = 0; j < second.size(); j++) {
        double iou = first.get(i).box().iou(second.get(j).box());
        if (iou >= least) all.add(new Pair(i, j, iou));
      }
    all.sort(Comparator.comparingDouble(Pair::iou).reversed());
    boolean[] taken = new boolean[first.size()];
    boolean[] given = new boolean[second.size()];
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : all) {
      if (taken[pair.first] || given[pair.second]) continue;
      taken[pair.first] = true;
      given[pair.second] = true;
      pairs.add(pair);
    }
    return pairs;
  }
}
