package org.unstained.learning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.inference.Fusion;
import org.unstained.inference.Suppression;
import org.unstained.inference.SuppressionSettings;

/**
 * What a classifier adds to a detector, for each weight ω of its scores: ω = 0 is the detector
 * alone, ω = 1 the classifier alone (Piansaddhayanon et al. 2023, doi:10.1038/s41597-023-02482-8,
 * table 4).
 *
 * @param rows by ω, from 0 to 1
 * @param best the row with the best mAP50 + F1; of equal ones that with the smallest ω
 */
public record SecondStage(List<Row> rows, Row best) {
  private static final int STEPS = 10;

  /**
   * The figures of one ω.
   *
   * @param weight ω
   * @param scores at the score with the best F1
   */
  public record Row(double weight, DetectionScores scores) {
    double worth() {
      return scores.map50() + scores.counts().f1();
    }
  }

  /**
   * What a detector proposes.
   *
   * @param detections of each plane, down to a small score
   * @param overlap of the suppression after fusion, as IoU
   */
  public record Proposals(List<List<Detection>> detections, double overlap) {
    public Proposals {
      detections = List.copyOf(detections);
    }
  }

  /** Classifies boxes of a plane. */
  interface Look {
    List<ClassScores> at(LabelledPlane plane, List<Box> boxes) throws IOException;
  }

  /** Looks at all proposals once and fuses them with each weight. */
  static SecondStage of(Proposals proposals, List<LabelledPlane> planes, Look look)
      throws IOException {
    List<List<ClassScores>> classified = new ArrayList<>();
    for (int i = 0; i < planes.size(); i++)
      classified.add(
          look.at(
              planes.get(i), proposals.detections().get(i).stream().map(Detection::box).toList()));
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double weight = (double) step / STEPS;
      rows.add(new Row(weight, atBest(fused(proposals, classified, planes, weight))));
    }
    Row best = rows.get(0);
    for (Row row : rows) if (row.worth() > best.worth()) best = row;
    return new SecondStage(List.copyOf(rows), best);
  }

  /**
   * What comes out at one weight.
   *
   * @param classified the classifier's scores of each proposal of each plane
   */
  public static List<JudgedImage> fused(
      Proposals proposals,
      List<List<ClassScores>> classified,
      List<LabelledPlane> planes,
      double weight) {
    var suppression =
        new SuppressionSettings(SuppressionSettings.Measure.IOU, proposals.overlap(), false);
    List<JudgedImage> judged = new ArrayList<>();
    for (int i = 0; i < planes.size(); i++) {
      List<Detection> fused = Fusion.fuse(proposals.detections().get(i), classified.get(i), weight);
      judged.add(
          new JudgedImage(
              planes.get(i).name(), Suppression.keep(fused, suppression), planes.get(i).boxes()));
    }
    return judged;
  }

  private static DetectionScores atBest(List<JudgedImage> judged) {
    DetectionScores any = DetectionScores.of(judged, 0.5, MatchSettings.VOC);
    double score = any.best().score();
    return Double.isFinite(score)
        ? DetectionScores.of(judged, DetectorTraining.rounded(score), MatchSettings.VOC)
        : any;
  }

  public double weight() {
    return best.weight();
  }

  /** The score with the best F1 at that weight. */
  public double score() {
    return best.scores().score();
  }

  /** For a model card: detector alone, best ω, classifier alone. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Row row : List.of(rows.get(0), best, rows.get(rows.size() - 1))) {
      String at = " (weight %s)".formatted(String.format(Locale.ROOT, "%.1f", row.weight()));
      figures.put("val_map50" + at, row.scores().map50());
      figures.put("val_f1" + at, row.scores().counts().f1());
      figures.put("val_class_accuracy" + at, row.scores().classes().accuracy());
    }
    figures.values().removeIf(figure -> !Double.isFinite(figure));
    return figures;
  }
}
