package org.unstained.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.learning.MatchSettings.Rule;

/**
 * Gives detections to the cells of the ground truth: image by image, by falling score, each truth
 * to one detection at most. An IoU of exactly the threshold is enough. As a detection's fate
 * depends only on those with higher scores, one matching serves all thresholds of the score.
 *
 * <p>A detection on a difficult truth is left out of all counts, as in VOC; under COCO's rule it
 * takes a difficult truth only if no other is free.
 */
public final class DetectionMatching {
  private DetectionMatching() {}

  /**
   * @param iou at least this, above 0 and up to 1
   * @param byClass whether the class has to be the same; without it, classes may be compared
   *     afterwards ({@link Matches#confusion})
   * @throws IllegalArgumentException if the IoU is not within 0–1
   */
  public static Matches match(
      List<JudgedImage> images, double iou, MatchSettings settings, boolean byClass) {
    return match(images, new double[] {iou}, settings, byClass).get(0);
  }

  /** The same at several IoUs; overlaps are looked for once. */
  public static List<Matches> match(
      List<JudgedImage> images, double[] ious, MatchSettings settings, boolean byClass) {
    double least = Arrays.stream(ious).min().orElse(1);
    double most = Arrays.stream(ious).max().orElse(1);
    if (!(least > 0 && most <= 1))
      throw new IllegalArgumentException(
          "An IoU to match at lies above 0 and up to 1, got " + Arrays.toString(ious));
    ImageMatches[][] all = new ImageMatches[ious.length][images.size()];
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            i -> {
              JudgedImage image = images.get(i);
              OverlapPairs pairs = OverlapPairs.of(image, least, settings.overlap(), byClass);
              for (int t = 0; t < ious.length; t++)
                all[t][i] = match(image, pairs, ious[t], settings.rule());
            });
    return Arrays.stream(all).map(a -> new Matches(List.of(a), byClass)).toList();
  }

  private static ImageMatches match(JudgedImage image, OverlapPairs pairs, double iou, Rule rule) {
    List<AnnotatedBox> truths = image.truths();
    boolean[] taken = new boolean[truths.size()];
    int[] truthOf = new int[pairs.order.length];
    for (int k = 0; k < pairs.order.length; k++) {
      int best =
          rule == Rule.VOC ? mostOverlapped(pairs, k, iou) : free(pairs, k, iou, image, taken);
      int fate;
      if (best < 0) fate = ImageMatches.WRONG;
      else if (truths.get(best).difficult()) fate = ImageMatches.IGNORED;
      else fate = taken[best] ? ImageMatches.WRONG : best;
      if (best >= 0) taken[best] = true;
      truthOf[pairs.order[k]] = fate;
    }
    return new ImageMatches(image, truthOf);
  }

  /** Of equal ones the first. */
  private static int mostOverlapped(OverlapPairs pairs, int k, double iou) {
    int best = -1;
    double most = 0;
    for (int p = pairs.start[k]; p < pairs.start[k + 1]; p++)
      if (pairs.iou[p] >= iou && pairs.iou[p] > most) {
        best = pairs.truth[p];
        most = pairs.iou[p];
      }
    return best;
  }

  /** Of equal ones the last; difficult ones only if there is no other. */
  private static int free(
      OverlapPairs pairs, int k, double iou, JudgedImage image, boolean[] taken) {
    int best = -1;
    double most = 0;
    for (int p = pairs.start[k]; p < pairs.start[k + 1]; p++) {
      int truth = pairs.truth[p];
      if (pairs.iou[p] < iou || taken[truth]) continue;
      boolean hard = image.truths().get(truth).difficult();
      boolean bestIsHard = best >= 0 && image.truths().get(best).difficult();
      if (best < 0 || (hard == bestIsHard ? pairs.iou[p] >= most : bestIsHard)) {
        best = truth;
        most = pairs.iou[p];
      }
    }
    return best;
  }
}
