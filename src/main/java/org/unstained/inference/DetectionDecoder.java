package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.Box;

/**
 * Turns a detector's maps into detections: a place is a cell if the greatest of its class scores
 * reaches the threshold and none of its eight neighbours has a greater one. Of equal neighbours the
 * first in reading order is taken. The box comes from the distances at that place.
 */
public final class DetectionDecoder {
  private DetectionDecoder() {}

  /**
   * The cells of one tile, in reading order of their places; boxes in pixels of the tile, not cut
   * at its edge.
   *
   * @param names of the classes, as many as there are score maps
   * @param threshold least score, 0–1
   * @throws IllegalArgumentException if a score is NaN or no probability, or the distances of a
   *     cell are negative or not finite
   */
  public static List<Detection> decode(ScoreMaps maps, List<String> names, double threshold) {
    if (names.size() != maps.classes())
      throw new IllegalArgumentException(
          "The model names %d classes and the network has score maps for %d"
              .formatted(names.size(), maps.classes()));
    float[] best = best(maps);
    double least = maps.logits() ? logit(threshold) : threshold;
    List<Detection> found = new ArrayList<>();
    for (int y = 0, i = 0; y < maps.height(); y++)
      for (int x = 0; x < maps.width(); x++, i++)
        if (best[i] >= least && isPeak(best, x, y, maps.width(), maps.height()))
          found.add(detection(maps, names, x, y));
    return found;
  }

  private static float[] best(ScoreMaps maps) {
    int places = maps.width() * maps.height();
    float[] best = new float[places];
    for (int c = 0; c < maps.classes(); c++) {
      int from = maps.scoresAt() + c * places;
      for (int i = 0; i < places; i++) {
        float score = maps.scores()[from + i];
        if (Float.isNaN(score)) throw new IllegalArgumentException("The network returned NaN");
        if (!maps.logits() && !(score >= 0 && score <= 1))
          throw new IllegalArgumentException(
              "The network returned the probability %s; are its scores logits?".formatted(score));
        if (c == 0 || score > best[i]) best[i] = score;
      }
    }
    return best;
  }

  private static boolean isPeak(float[] best, int x, int y, int width, int height) {
    int at = y * width + x;
    for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        int i = v * width + u;
        if (i < at ? best[i] >= best[at] : best[i] > best[at]) return false;
      }
    return true;
  }

  private static Detection detection(ScoreMaps maps, List<String> names, int x, int y) {
    int places = maps.width() * maps.height();
    int at = y * maps.width() + x;
    double[] sides = new double[4];
    for (int k = 0; k < 4; k++) {
      sides[k] = maps.distances()[maps.distancesAt() + k * places + at];
      if (!(sides[k] >= 0) || Double.isInfinite(sides[k]))
        throw new IllegalArgumentException(
            "The network returned the distance %s from a cell's middle to its side"
                .formatted(sides[k]));
    }
    float[] scores = new float[maps.classes()];
    for (int c = 0; c < scores.length; c++) {
      float score = maps.scores()[maps.scoresAt() + c * places + at];
      scores[c] = maps.logits() ? probability(score) : score;
    }
    double left = (x + 0.5) * maps.stride() - sides[0];
    double top = (y + 0.5) * maps.stride() - sides[1];
    return Detection.of(
        new Box(left, top, sides[0] + sides[2], sides[1] + sides[3]),
        ClassScores.of(names, scores));
  }

  static float probability(double logit) {
    return (float) (1 / (1 + Math.exp(-logit)));
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }
}
