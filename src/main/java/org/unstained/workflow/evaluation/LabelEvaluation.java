package org.unstained.workflow.evaluation;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Fate;
import org.unstained.cells.LabelOverlap;
import org.unstained.cells.LabelScores;
import org.unstained.cells.MatchCounts;
import org.unstained.cells.PixelSize;
import org.unstained.image.ImageFiles;
import org.unstained.image.LabelImages;
import org.unstained.learning.Bootstrap;
import org.unstained.learning.CountAgreement;
import org.unstained.learning.Estimate;
import org.unstained.overlay.ErrorMark;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.report.Part.Plots;
import org.unstained.report.Part.Text;
import org.unstained.report.Report;
import org.unstained.report.Report.Section;
import org.unstained.report.Series;
import org.unstained.report.Series.Style;
import org.unstained.report.Table;

/** Judges label images by label images. */
final class LabelEvaluation {
  private static final int ROUNDS = 1000;
  private static final long SEED = 1;

  private final EvaluationOptions options;
  private final LabelFiles files;
  private final List<String> names = new ArrayList<>();
  private final List<LabelScores> scores = new ArrayList<>();
  private final List<JudgedPlane> planes = new ArrayList<>();

  private LabelEvaluation(EvaluationOptions options, LabelFiles files) {
    this.options = options;
    this.files = files;
  }

  static Evaluated of(EvaluationOptions options, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    if (options.iou() < LabelOverlap.LEAST_THRESHOLD)
      throw new IllegalArgumentException(
          "'iou' is %s, but for label images it takes 0.5 or more, where a cell has one partner only."
              .formatted(options.iou()));
    LabelEvaluation evaluation = new LabelEvaluation(options, LabelFiles.of(options));
    for (var one : evaluation.files.pairs().entrySet()) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      evaluation.judge(one.getKey(), one.getValue());
      progress.accept((double) evaluation.names.size() / evaluation.files.pairs().size());
    }
    return evaluation.made();
  }

  private void judge(String name, LabelFiles.Pair pair) throws IOException {
    ImagePlus truth = ImageFiles.open(pair.truth());
    ImagePlus predicted = ImageFiles.open(pair.predicted());
    for (ImagePlus one : List.of(truth, predicted))
      if (one.getStackSize() > 1)
        throw new IOException(
            "%s has %d planes, but label images of one plane are judged. Give the planes one by one."
                .formatted(one.getTitle(), one.getStackSize()));
    if (truth.getWidth() != predicted.getWidth() || truth.getHeight() != predicted.getHeight())
      throw new IOException(
          "%s has %d x %d pixels and %s has %d x %d. Label images of one image have one size."
              .formatted(
                  pair.truth(),
                  truth.getWidth(),
                  truth.getHeight(),
                  pair.predicted(),
                  predicted.getWidth(),
                  predicted.getHeight()));
    Img<IntType> is = LabelImages.labels(truth, 1, 1, 1);
    Img<IntType> called = LabelImages.labels(predicted, 1, 1, 1);
    names.add(name);
    scores.add(LabelScores.of(is, called));
    Path shown = LabelFiles.picture(pair.truth()).orElse(pair.truth());
    planes.add(new JudgedPlane(name, Optional.of(shown), cells(is, called)));
  }

  private List<JudgedPlane.JudgedCell> cells(Img<IntType> is, Img<IntType> called) {
    Map<Integer, LabelOverlap.Pair> byPrediction = new LinkedHashMap<>();
    Set<Integer> found = new HashSet<>();
    for (LabelOverlap.Pair pair : LabelOverlap.between(is, called).matches(options.iou())) {
      byPrediction.put(pair.prediction(), pair);
      found.add(pair.truth());
    }
    List<JudgedPlane.JudgedCell> cells = new ArrayList<>();
    for (Cell cell : Cells.measure(called, List.of(), PixelSize.PIXELS)) {
      LabelOverlap.Pair pair = byPrediction.get(cell.number());
      cells.add(
          cell(
              cell,
              pair == null ? Fate.FALSE : Fate.HIT,
              pair == null ? "" : "cell " + pair.truth(),
              "cell " + cell.number(),
              pair == null ? Double.NaN : pair.iou()));
    }
    for (Cell cell : Cells.measure(is, List.of(), PixelSize.PIXELS))
      if (!found.contains(cell.number()))
        cells.add(cell(cell, Fate.MISS, "cell " + cell.number(), "", Double.NaN));
    return cells;
  }

  private static JudgedPlane.JudgedCell cell(
      Cell cell, Fate fate, String is, String called, double iou) {
    return new JudgedPlane.JudgedCell(
        new ErrorMark(fate, cell.box(), Optional.of(cell.outline()), is.isEmpty() ? called : is),
        is,
        called,
        Double.NaN,
        iou);
  }

  private LabelScores all() {
    LabelScores sum = LabelScores.NONE;
    for (LabelScores one : scores) sum = sum.plus(one);
    return sum;
  }

  private Estimate estimate(ToDoubleFunction<LabelScores> figure) {
    double value = figure.applyAsDouble(all());
    if (scores.size() < 2) return Estimate.of(value);
    return new Estimate(
        value,
        Bootstrap.byImage(
            scores.size(),
            ROUNDS,
            Estimate.LEVEL,
            SEED,
            which -> {
              LabelScores sum = LabelScores.NONE;
              for (int i : which) sum = sum.plus(scores.get(i));
              return figure.applyAsDouble(sum);
            }));
  }

  private Evaluated made() {
    LabelScores all = all();
    Map<String, Estimate> figures = new LinkedHashMap<>();
    figures.put("AP at IoU 0.5", estimate(s -> s.counts().get(0).averagePrecision()));
    figures.put("AP at IoU 0.75", estimate(s -> s.counts().get(5).averagePrecision()));
    figures.put("AP, mean of IoU 0.5-0.95", estimate(LabelScores::meanAveragePrecision));
    figures.put("F1 at IoU 0.5", estimate(s -> s.counts().get(0).f1()));
    figures.put("panoptic quality (PQ)", estimate(LabelScores::panopticQuality));
    figures.put("segmentation quality (SQ)", estimate(LabelScores::segmentationQuality));
    figures.put("recognition quality (RQ)", estimate(LabelScores::recognitionQuality));
    figures.put("SEG", estimate(LabelScores::segMeasure));
    figures.put("Dice", estimate(LabelScores::dice));
    double[] truths = scores.stream().mapToDouble(LabelScores::truths).toArray();
    double[] counted = scores.stream().mapToDouble(LabelScores::predictions).toArray();
    CountAgreement agreement = CountAgreement.of(truths, counted);
    Table images = images(all);
    List<Section> sections = new ArrayList<>();
    List<String> doubts = doubts(all);
    if (!doubts.isEmpty())
      sections.add(new Section("", doubts.stream().map(d -> (Part) new Part.Notice(d)).toList()));
    sections.add(
        new Section(
            "Main figures",
            table(figures),
            new Text(
                "All images are pooled: every cell counts the same, whatever image it is in."
                    + (scores.size() < 2
                        ? ""
                        : " Intervals are of 95 %, by drawing "
                            + ROUNDS
                            + " times as many images with replacement (bootstrap)."))));
    sections.add(new Section("By IoU", byIou(all), new Plots(plot(all))));
    sections.add(
        new Section(
            "Cells per image",
            new Text(
                "Counted minus true: bias %s, limits of agreement %s to %s, mean error %s."
                    .formatted(
                        Numbers.text(agreement.bias(), 2),
                        Numbers.text(agreement.low(), 2),
                        Numbers.text(agreement.high(), 2),
                        Numbers.text(agreement.meanAbsolute(), 2))),
            new Plots(CellPlots.blandAltman(truths, counted), CellPlots.counts(truths, counted))));
    sections.add(new Section("Images", CellReport.shortened(images)));
    if (!files.notes().isEmpty())
      sections.add(
          new Section("Left out", files.notes().stream().map(n -> (Part) new Text(n)).toList()));
    sections.add(new Section("What the figures mean", Meanings.ofLabels()));
    String what = "label images in " + options.predicted().orElseThrow().getFileName();
    Report report =
        new Report(
            "Evaluation of " + what,
            "%d images, %d cells of the truth in %s, %d predicted; errors shown at IoU %s."
                .formatted(
                    scores.size(),
                    all.truths(),
                    options.truth(),
                    all.predictions(),
                    Numbers.text(options.iou(), 2)),
            sections);
    Map<String, Double> summary = new LinkedHashMap<>();
    figures.forEach((name, figure) -> summary.put(name, figure.value()));
    return new Evaluated(
        report, summary, images, facts(what, all, figures, agreement), planes, files.notes());
  }

  private static List<String> doubts(LabelScores all) {
    if (all.truths() > 0) return List.of();
    return List.of(
        "No image has a cell in the truth. SEG and recall don't exist (–); only false cells can be counted.");
  }

  private static Table table(Map<String, Estimate> figures) {
    List<List<String>> rows = new ArrayList<>();
    figures.forEach(
        (name, f) ->
            rows.add(
                List.of(
                    name,
                    Numbers.text(f.value()),
                    Double.isNaN(f.low())
                        ? Numbers.NONE
                        : Numbers.text(f.low()) + " – " + Numbers.text(f.high()))));
    return new Table("", List.of("figure", "value", "95 % interval"), rows);
  }

  private static Table byIou(LabelScores all) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < LabelScores.THRESHOLDS.size(); i++) {
      MatchCounts n = all.counts().get(i);
      rows.add(
          List.of(
              Numbers.text(LabelScores.THRESHOLDS.get(i), 2),
              Long.toString(n.found()),
              Long.toString(n.wrong()),
              Long.toString(n.missed()),
              Numbers.text(n.averagePrecision()),
              Numbers.text(n.precision()),
              Numbers.text(n.recall()),
              Numbers.text(n.f1())));
    }
    return new Table(
        "", List.of("IoU", "found", "false", "missed", "AP", "precision", "recall", "F1"), rows);
  }

  private static LinePlot plot(LabelScores all) {
    double[] x = LabelScores.THRESHOLDS.stream().mapToDouble(t -> t).toArray();
    return new LinePlot(
        "By IoU",
        new Axis("IoU", 0.5, 0.95, false),
        Axis.share("AP and F1"),
        Series.of(
            "AP",
            Style.MARKED,
            x,
            all.counts().stream().mapToDouble(MatchCounts::averagePrecision).toArray()),
        Series.of(
            "F1", Style.MARKED, x, all.counts().stream().mapToDouble(MatchCounts::f1).toArray()));
  }

  private Table images(LabelScores all) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) rows.add(row(names.get(i), scores.get(i)));
    rows.add(row(Evaluated.ALL, all));
    return new Table(
        "",
        List.of(
            "image",
            "cells",
            "predicted",
            "AP 0.5",
            "AP 0.5-0.95",
            "F1",
            "PQ",
            "SQ",
            "RQ",
            "SEG",
            "Dice"),
        rows);
  }

  private static List<String> row(String name, LabelScores s) {
    return List.of(
        name,
        Long.toString(s.truths()),
        Long.toString(s.predictions()),
        Numbers.text(s.counts().get(0).averagePrecision()),
        Numbers.text(s.meanAveragePrecision()),
        Numbers.text(s.counts().get(0).f1()),
        Numbers.text(s.panopticQuality()),
        Numbers.text(s.segmentationQuality()),
        Numbers.text(s.recognitionQuality()),
        Numbers.text(s.segMeasure()),
        Numbers.text(s.dice()));
  }

  private Map<String, Object> facts(
      String what, LabelScores all, Map<String, Estimate> figures, CountAgreement agreement) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("what", what);
    facts.put("truth", options.truth().toString());
    facts.put("images", scores.size());
    facts.put("cells", all.truths());
    facts.put("predicted", all.predictions());
    Map<String, Object> pooled = new LinkedHashMap<>();
    figures.forEach((name, figure) -> pooled.put(name, Facts.estimate(figure)));
    facts.put("figures", pooled);
    Map<String, Double> byIou = new LinkedHashMap<>();
    for (int i = 0; i < LabelScores.THRESHOLDS.size(); i++)
      byIou.put(
          Numbers.text(LabelScores.THRESHOLDS.get(i), 2),
          Facts.number(all.counts().get(i).averagePrecision()));
    facts.put("ap_by_iou", byIou);
    facts.put("count_bias", Facts.number(agreement.bias()));
    facts.put("count_limits", Facts.numbers(agreement.low(), agreement.high()));
    facts.put("notices", doubts(all));
    facts.put("notes", files.notes());
    return facts;
  }
}
