package org.unstained.learning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.Detection;
import org.unstained.learning.MatchSettings.Overlap;

/**
 * Which detections of one image overlap which truths by at least an IoU: sparse, so that a picture
 * with 100,000 cells is no trouble. Detections go by falling score.
 */
final class OverlapPairs {
  /** Detections by falling score; of equal ones the first first. */
  final int[] order;

  /** Pairs of detection {@code order[k]} are {@code start[k]} to {@code start[k + 1]}. */
  final int[] start;

  /** Of each pair, rising within a detection. */
  final int[] truth;

  final double[] iou;

  private OverlapPairs(int[] order, int[] start, int[] truth, double[] iou) {
    this.order = order;
    this.start = start;
    this.truth = truth;
    this.iou = iou;
  }

  static OverlapPairs of(JudgedImage image, double least, Overlap overlap, boolean byClass) {
    List<Detection> detections = image.detections();
    List<AnnotatedBox> truths = image.truths();
    Box[] boxes = truths.stream().map(t -> overlap.of(t.box())).toArray(Box[]::new);
    BoxGrid grid = new BoxGrid(boxes, least);
    int[] order =
        IntStream.range(0, detections.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -detections.get(i).score()))
            .mapToInt(i -> i)
            .toArray();
    int[] start = new int[order.length + 1];
    int[] truth = new int[truths.size() + 16];
    double[] iou = new double[truth.length];
    int n = 0;
    for (int k = 0; k < order.length; k++) {
      Detection detection = detections.get(order[k]);
      Box box = overlap.of(detection.box());
      int[] near = grid.near(box);
      Arrays.sort(near);
      for (int j : near) {
        if (byClass && !truths.get(j).className().equals(detection.className())) continue;
        double both = box.iou(boxes[j]);
        if (both < least) continue;
        if (n == truth.length) {
          truth = Arrays.copyOf(truth, 2 * n);
          iou = Arrays.copyOf(iou, 2 * n);
        }
        truth[n] = j;
        iou[n++] = both;
      }
      start[k + 1] = n;
    }
    return new OverlapPairs(order, start, truth, iou);
  }
}
