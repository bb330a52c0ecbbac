package org.unstained.workflow.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.cells.Fate;
import org.unstained.cells.MatchCounts;
import org.unstained.inference.Detection;
import org.unstained.learning.CellEvaluation;
import org.unstained.learning.ChosenThreshold;
import org.unstained.learning.ClassFigures;
import org.unstained.learning.ConfusionMatrix;
import org.unstained.learning.Correlation;
import org.unstained.learning.CountAgreement;
import org.unstained.learning.Estimate;
import org.unstained.learning.FoundCell;
import org.unstained.learning.OperatingPoint;
import org.unstained.overlay.ErrorMark;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.report.Part.Notice;
import org.unstained.report.Part.Plots;
import org.unstained.report.Part.Text;
import org.unstained.report.Plot;
import org.unstained.report.Report;
import org.unstained.report.Report.Section;
import org.unstained.report.Table;

/** Writes out what an evaluation of cells has found. */
final class CellReport {
  /** With fewer cells a share is hardly more than an anecdote. */
  private static final int FEW = 30;

  private final EvaluationOptions options;
  private final JudgedCells judged;
  private final CellEvaluation all;
  private final Optional<ChosenThreshold> chosen;
  private final List<ClassFigures> classes;
  private final boolean classified;
  private final Map<String, Estimate> figures = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private CellReport(
      EvaluationOptions options,
      JudgedCells judged,
      CellEvaluation all,
      Optional<ChosenThreshold> chosen) {
    this.options = options;
    this.judged = judged;
    this.all = all;
    this.chosen = chosen;
    classes = all.byClass();
    classified = classes.size() > 1;
  }

  static Evaluated of(
      EvaluationOptions options,
      JudgedCells judged,
      CellEvaluation evaluation,
      Optional<ChosenThreshold> chosen) {
    return new CellReport(options, judged, evaluation, chosen).made();
  }

  private Evaluated made() {
    figures();
    List<Section> sections = new ArrayList<>();
    List<Part> notices = new ArrayList<>();
    judged.notices().forEach(n -> notices.add(new Notice(n)));
    doubts().forEach(n -> notices.add(new Notice(n)));
    if (!notices.isEmpty()) sections.add(new Section("", notices));
    sections.add(new Section("Main figures", mainTable(), new Text(how())));
    sections.add(new Section("Classes", classTable()));
    List<Plot> plots = CellPlots.of(all, classes, judged.given());
    if (!plots.isEmpty()) sections.add(new Section("Curves", new Plots(plots)));
    sections.add(new Section("Score that counts", scoreParts()));
    if (!judged.given()) sections.add(new Section("Cells per image", countParts()));
    if (!options.against().isEmpty()) sections.add(correlations());
    Table images = images();
    sections.add(new Section("Images", shortened(images)));
    List<Part> notes = new ArrayList<>();
    judged.notes().forEach(n -> notes.add(new Text(n)));
    if (!notes.isEmpty()) sections.add(new Section("Left out or mended", notes));
    sections.add(new Section("What the figures mean", Meanings.ofCells(judged.given())));
    Report report = new Report("Evaluation of " + judged.what(), about(), sections);
    Map<String, Double> summary = new LinkedHashMap<>();
    figures.forEach((name, figure) -> summary.put(name, figure.value()));
    return new Evaluated(report, summary, images, facts(), planes(), judged.notes());
  }

  private String about() {
    long truths = all.counts().found() + all.counts().missed();
    return "%s, %d cells of the truth in %s%s, IoU %s, score from %s."
        .formatted(
            all.images().size() == 1 ? "1 image" : all.images().size() + " images",
            truths,
            options.truth(),
            options.list().isEmpty() ? "" : " (list " + options.list() + ")",
            Numbers.text(options.iou(), 2),
            Numbers.text(all.settings().score()));
  }

  private String how() {
    return "All images are pooled: every cell counts the same, whatever image it is in. Intervals are of 95 %, "
        + (all.images().size() < 2
            ? "and there is none, as one image doesn't say how much images differ."
            : "by drawing %d times as many images with replacement (bootstrap)."
                .formatted(all.settings().rounds()));
  }

  private void figures() {
    if (!judged.given()) {
      figures.put("F1", all.f1());
      figures.put("precision", all.precision());
      figures.put("recall", all.recall());
      figures.put("mean IoU", Estimate.of(all.meanIou()));
      figures.put("AP, any class (VOC)", all.averagePrecision());
      figures.put("mAP50 (VOC, all points)", all.map50Voc());
      figures.put("AP50 (COCO, 101 recalls)", Estimate.of(all.map50Coco()));
      figures.put("AP50-95 (COCO, 101 recalls)", Estimate.of(all.map50To95()));
    }
    if (classified) {
      figures.put("class accuracy", all.accuracy());
      figures.put("balanced accuracy", all.balancedAccuracy());
      figures.put("kappa", all.kappa());
      double areas =
          classes.stream()
              .filter(c -> c.area().isPresent())
              .mapToDouble(c -> c.area().get().value())
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN);
      figures.put("AUC, mean of classes", Estimate.of(areas));
    }
    figures.put("ECE", all.calibrationError());
    figures.put("Brier score", all.brier());
  }

  private Table mainTable() {
    List<List<String>> rows = new ArrayList<>();
    figures.forEach(
        (name, figure) ->
            rows.add(
                List.of(
                    name,
                    Numbers.text(figure.value()),
                    Double.isNaN(figure.low())
                        ? Numbers.NONE
                        : Numbers.text(figure.low()) + " – " + Numbers.text(figure.high()))));
    return new Table("", List.of("figure", "value", "95 % interval"), rows);
  }

  private Table classTable() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "class", "cells", "called so", "right", "precision (95 %)", "recall (95 %)", "F1"));
    if (!judged.given()) columns.addAll(List.of("AP50 VOC", "AP50 COCO"));
    columns.add("AUC (95 %, DeLong)");
    List<List<String>> rows = new ArrayList<>();
    for (ClassFigures c : classes) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  c.name(),
                  Long.toString(c.cells()),
                  Long.toString(c.called()),
                  Long.toString(c.right()),
                  text(c.precision()),
                  text(c.recall()),
                  Numbers.text(c.f1())));
      if (!judged.given())
        row.addAll(List.of(Numbers.text(c.ap50Voc()), Numbers.text(c.ap50Coco())));
      row.add(c.area().map(CellReport::text).orElse(Numbers.NONE));
      rows.add(row);
    }
    return new Table(
        "Right is found and called so. Intervals of precision and recall: Wilson. AUC: the class against all others, among the cells that were found.",
        columns,
        rows);
  }

  private static String text(Estimate e) {
    return Numbers.withInterval(e.value(), e.low(), e.high());
  }

  /** What can't be judged, or hardly, and why. */
  private List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    for (ClassFigures c : classes) {
      if (c.cells() == 0)
        doubts.add(
            "No cell of the truth is of class '%s', which %d predictions are called. Its recall, AP and AUC don't exist (–) and are in no mean."
                .formatted(c.name(), c.called()));
      else if (c.cells() < FEW)
        doubts.add(
            "Class '%s' has %d cells, too few to judge: its recall of %s may as well be anything from %s to %s (95 %%)."
                .formatted(
                    c.name(),
                    c.cells(),
                    Numbers.text(c.recall().value(), 2),
                    Numbers.text(c.recall().low(), 2),
                    Numbers.text(c.recall().high(), 2)));
      if (c.cells() > 0 && c.area().isPresent() && Double.isNaN(c.area().get().value()))
        doubts.add(
            "Class '%s' has no AUC (–): among the cells that were found, %s."
                .formatted(c.name(), "all or none are of this class"));
    }
    long none = all.images().stream().filter(i -> i.truths().isEmpty()).count();
    if (none == all.images().size())
      doubts.add(
          "No image has a cell in the truth. Recall and average precision don't exist (–); only false detections can be counted.");
    if (!judged.scored())
      doubts.add(
          "The predictions have no scores: average precision, curves and calibration don't exist (–).");
    return doubts;
  }

  private List<Part> scoreParts() {
    List<Part> parts = new ArrayList<>();
    if (!judged.scored()) return List.of(new Text("The predictions have no scores."));
    if (judged.given())
      return List.of(new Text("Every cell of the truth was classified; no score is asked for."));
    OperatingPoint best = all.curve().bestF1();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("used here", all.curve().at(all.settings().score())));
    chosen.ifPresent(
        c -> {
          rows.clear();
          rows.add(row("chosen on '%s', there".formatted(options.tuning()), c.validation()));
          rows.add(row("the same score here", c.test()));
        });
    rows.add(row("best F1 on these very images", best));
    parts.add(new Table("", List.of("score", "from", "precision", "recall", "F1"), rows));
    parts.add(
        new Text(
            chosen.isPresent()
                ? "The score was chosen on other images and applied to these, so its F1 owes nothing to the choice."
                : "The best F1 on these very images is too good to be true for others. Choose a score on validation images (tuning) and judge it on test images."));
    return parts;
  }

  private static List<String> row(String name, OperatingPoint point) {
    return List.of(
        name,
        Numbers.text(point.score()),
        Numbers.text(point.precision()),
        Numbers.text(point.recall()),
        Numbers.text(point.f1()));
  }

  private List<Part> countParts() {
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, Object>> kept = new ArrayList<>();
    rows.add(row("all", CountAgreement.of(all.trueCounts(), all.countedCells()), kept));
    if (classified)
      for (ClassFigures c : classes)
        rows.add(
            row(
                c.name(),
                CountAgreement.of(all.trueCounts(c.name()), all.countedCells(c.name())),
                kept));
    facts.put("counts", kept);
    return List.of(
        new Table(
            "Counted minus true, per image",
            List.of("class", "bias", "limits of agreement", "mean error", "Pearson r"),
            rows),
        new Plots(
            CellPlots.blandAltman(all.trueCounts(), all.countedCells()),
            CellPlots.counts(all.trueCounts(), all.countedCells())));
  }

  private static List<String> row(String name, CountAgreement a, List<Map<String, Object>> kept) {
    Map<String, Object> fact = new LinkedHashMap<>();
    fact.put("class", name);
    fact.put("bias", Facts.number(a.bias()));
    fact.put("limits", Facts.numbers(a.low(), a.high()));
    fact.put("mean_error", Facts.number(a.meanAbsolute()));
    fact.put("r", Facts.number(a.correlation().r()));
    kept.add(fact);
    return List.of(
        name,
        Numbers.text(a.bias(), 2),
        Double.isNaN(a.deviation())
            ? Numbers.NONE
            : Numbers.text(a.low(), 2) + " to " + Numbers.text(a.high(), 2),
        Numbers.text(a.meanAbsolute(), 2),
        Numbers.text(a.correlation().r()));
  }

  private Section correlations() {
    double[] values = judged.values().get(options.against());
    List<Detection> detections =
        all.images().stream().flatMap(i -> i.detections().stream()).toList();
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, Object>> kept = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    List<String> names = detections.get(0).classes().names();
    for (int c = 0; c < names.size(); c++) {
      int type = c;
      double[] scores = detections.stream().mapToDouble(d -> d.classes().get(type)).toArray();
      Correlation pearson = Correlation.pearson(scores, values);
      Correlation spearman = Correlation.spearman(scores, values);
      rows.add(
          List.of(
              names.get(c),
              Integer.toString(pearson.n()),
              Numbers.text(pearson.r()),
              Numbers.probability(pearson.p()),
              Numbers.text(spearman.r()),
              Numbers.probability(spearman.p())));
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("class", names.get(c));
      fact.put("n", pearson.n());
      fact.put("pearson_r", Facts.number(pearson.r()));
      fact.put("pearson_p", Facts.number(pearson.p()));
      fact.put("spearman_r", Facts.number(spearman.r()));
      fact.put("spearman_p", Facts.number(spearman.p()));
      kept.add(fact);
      plots.add(CellPlots.scatter(names.get(c), options.against(), scores, values));
    }
    facts.put("correlations", kept);
    return new Section(
        "Scores against " + options.against(),
        new Table(
            "Of all predicted cells, right or wrong",
            List.of("score of", "cells", "Pearson r", "p", "Spearman r", "p"),
            rows),
        new Plots(plots));
  }

  private Table images() {
    List<String> columns =
        List.of(
            "image",
            "cells",
            "predicted",
            "found",
            "false",
            "missed",
            "wrong class",
            "precision",
            "recall",
            "F1",
            "mean IoU");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < all.images().size(); i++)
      rows.add(
          row(all.images().get(i).name(), all.counts(i), wrongClass(all.cells(i)), all.meanIou(i)));
    rows.add(row(Evaluated.ALL, all.counts(), wrongClass(all.cells()), all.meanIou()));
    return new Table("", columns, rows);
  }

  private static long wrongClass(List<FoundCell> cells) {
    return cells.stream().filter(c -> c.fate() == Fate.WRONG_CLASS).count();
  }

  private static List<String> row(String name, MatchCounts n, long wrongClass, double iou) {
    return List.of(
        name,
        Long.toString(n.found() + n.missed()),
        Long.toString(n.found() + n.wrong()),
        Long.toString(n.found()),
        Long.toString(n.wrong()),
        Long.toString(n.missed()),
        Long.toString(wrongClass),
        Numbers.text(n.precision()),
        Numbers.text(n.recall()),
        Numbers.text(n.f1()),
        Numbers.text(iou));
  }

  /** A page of a thousand rows helps nobody; the CSV has them all. */
  static Table shortened(Table table) {
    final int most = 100;
    if (table.rows().size() <= most) return table;
    List<List<String>> rows = new ArrayList<>(table.rows().subList(0, most - 1));
    rows.add(table.rows().get(table.rows().size() - 1));
    return new Table(
        "The first %d of %d images and all of them; images.csv has every one"
            .formatted(most - 1, table.rows().size() - 1),
        table.columns(),
        rows);
  }

  private Map<String, Object> facts() {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("what", judged.what());
    whole.put("truth", options.truth().toString());
    whole.put("list", options.list());
    whole.put("images", all.images().size());
    whole.put("iou", options.iou());
    whole.put("score", Facts.number(all.settings().score()));
    MatchCounts counts = all.counts();
    whole.put("found", counts.found());
    whole.put("false", counts.wrong());
    whole.put("missed", counts.missed());
    Map<String, Object> pooled = new LinkedHashMap<>();
    figures.forEach((name, figure) -> pooled.put(name, Facts.estimate(figure)));
    whole.put("figures", pooled);
    List<Map<String, Object>> each = new ArrayList<>();
    for (ClassFigures c : classes) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("class", c.name());
      one.put("cells", c.cells());
      one.put("called", c.called());
      one.put("right", c.right());
      one.put("precision", Facts.estimate(c.precision()));
      one.put("recall", Facts.estimate(c.recall()));
      one.put("f1", Facts.number(c.f1()));
      one.put("ap50_voc", Facts.number(c.ap50Voc()));
      one.put("ap50_coco", Facts.number(c.ap50Coco()));
      one.put("auc", c.area().map(Facts::estimate).orElse(null));
      each.add(one);
    }
    whole.put("classes", each);
    ConfusionMatrix matrix = all.classes();
    whole.put("confusion", rows(matrix));
    Map<String, Double> byIou = new LinkedHashMap<>();
    all.byIou().forEach((iou, ap) -> byIou.put(Numbers.text(iou, 2), Facts.number(ap)));
    whole.put("ap_by_iou", byIou);
    whole.putAll(facts);
    List<String> notices = new ArrayList<>(judged.notices());
    notices.addAll(doubts());
    whole.put("notices", notices);
    whole.put("notes", judged.notes());
    return whole;
  }

  private static Map<String, Object> rows(ConfusionMatrix matrix) {
    Map<String, Object> rows = new LinkedHashMap<>();
    for (String truth : matrix.classes()) {
      Map<String, Long> row = new LinkedHashMap<>();
      for (String called : matrix.classes()) row.put(called, matrix.count(truth, called));
      rows.put(truth, row);
    }
    return rows;
  }

  private List<JudgedPlane> planes() {
    List<JudgedPlane> planes = new ArrayList<>();
    for (int i = 0; i < all.images().size(); i++) {
      List<JudgedPlane.JudgedCell> cells = new ArrayList<>();
      for (FoundCell cell : all.cells(i)) cells.add(cell(cell));
      planes.add(new JudgedPlane(all.images().get(i).name(), judged.files().get(i), cells));
    }
    return planes;
  }

  private JudgedPlane.JudgedCell cell(FoundCell cell) {
    Optional<Detection> found = all.detection(cell);
    Optional<AnnotatedBox> truth = all.truth(cell);
    Box box = found.map(Detection::box).orElseGet(() -> truth.orElseThrow().box());
    String is = truth.map(AnnotatedBox::className).orElse("");
    String called = found.map(Detection::className).orElse("");
    String words =
        cell.fate() == Fate.WRONG_CLASS ? is + " > " + called : is.isEmpty() ? called : is;
    return new JudgedPlane.JudgedCell(
        new ErrorMark(cell.fate(), box, words),
        is,
        called,
        judged.scored() ? found.map(Detection::score).orElse(Double.NaN) : Double.NaN,
        found.isPresent() && truth.isPresent()
            ? found.get().box().iou(truth.get().box())
            : Double.NaN);
  }
}
