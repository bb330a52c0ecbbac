package org.unstained.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.unstained.cells.MatchCounts;
import org.unstained.learning.PrecisionRecallCurve.Interpolation;

/**
 * The usual figures of a detector on some images.
 *
 * <p>{@code counts}, F1 and the classes come from a matching without regard to class; average
 * precisions from one by class. AP50 and mAP50 take the area over all points (VOC); {@code
 * map50To95} takes COCO's rule and its 101 recalls, so that it is what pycocotools calls AP, but
 * without its limit of 100 detections an image. A class without a cell in the ground truth has no
 * average precision and is not in the means.
 *
 * @param score that the next two are at
 * @param counts found, wrong and missed at IoU 0.5
 * @param classes of the cells that were found
 * @param best the point of the best F1 at IoU 0.5
 * @param ap50 of finding cells, whatever their class
 * @param ap50ByClass in the order of the alphabet
 * @param map50 mean of those; NaN if there is no cell
 * @param map50To95 mean over the classes and the IoUs 0.5, 0.55, … 0.95; NaN if there is no cell
 */
public record DetectionScores(
    double score,
    MatchCounts counts,
    ConfusionMatrix classes,
    OperatingPoint best,
    double ap50,
    Map<String, Double> ap50ByClass,
    double map50,
    double map50To95) {

  /** All figures at once, with overlaps by {@code settings} but for {@code map50To95}. */
  public static DetectionScores of(List<JudgedImage> images, double score, MatchSettings settings) {
    Matches any = DetectionMatching.match(images, 0.5, settings, false);
    Matches byClass = DetectionMatching.match(images, 0.5, settings, true);
    PrecisionRecallCurve curve = any.curve();
    Map<String, Double> each = averagePrecisions(byClass, Interpolation.ALL_POINTS);
    return new DetectionScores(
        score,
        curve.at(score).counts(),
        any.confusion(score),
        curve.bestF1(),
        curve.averagePrecision(Interpolation.ALL_POINTS),
        each,
        mean(each),
        meanAveragePrecision50To95(images, MatchSettings.COCO, Interpolation.COCO_101));
  }

  /** Of each class that has a cell, in the order of the alphabet. */
  public static Map<String, Double> averagePrecisions(
      Matches byClass, Interpolation interpolation) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String name : byClass.classes())
      all.put(name, byClass.curve(name).averagePrecision(interpolation));
    return all;
  }

  /** The mean over the classes that have a cell; NaN if none has. */
  public static double meanAveragePrecision(Matches byClass, Interpolation interpolation) {
    return mean(averagePrecisions(byClass, interpolation));
  }

  /** The mean over the classes and the IoUs 0.5, 0.55, … 0.95. */
  public static double meanAveragePrecision50To95(
      List<JudgedImage> images, MatchSettings settings, Interpolation interpolation) {
    double[] ious = IntStream.range(0, 10).mapToDouble(i -> (50 + 5 * i) / 100.0).toArray();
    return DetectionMatching.match(images, ious, settings, true).stream()
        .mapToDouble(m -> meanAveragePrecision(m, interpolation))
        .average()
        .orElse(Double.NaN);
  }

  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(f -> f).average().orElse(Double.NaN);
  }
}
