package org.unstained.workflow.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.unstained.cells.Fate;
import org.unstained.learning.Calibration;
import org.unstained.learning.CellEvaluation;
import org.unstained.learning.ClassFigures;
import org.unstained.learning.CountAgreement;
import org.unstained.learning.FoundCell;
import org.unstained.learning.PrecisionRecallCurve;
import org.unstained.learning.RocCurve;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.MatrixPlot;
import org.unstained.report.Plot;
import org.unstained.report.Series;
import org.unstained.report.Series.Style;

/** The plots of an evaluation of cells. Those of which nothing is known are left out. */
public final class CellPlots {
  /** As many colours as can be told apart. */
  private static final int MOST_CURVES = 6;

  private CellPlots() {}

  static List<Plot> of(CellEvaluation all, List<ClassFigures> classes, boolean given) {
    List<Plot> plots = new ArrayList<>();
    if (all.settings().scored() && !given) plots.add(precisionRecall(all, classes));
    List<Series> curves =
        classes.stream()
            .filter(c -> !c.roc().points().isEmpty())
            .limit(MOST_CURVES)
            .map(c -> roc(c.name(), c.roc()))
            .toList();
    if (!curves.isEmpty()) {
      List<Series> all2 = new ArrayList<>(curves);
      all2.add(Series.reference("chance", 0, 0, 1, 1));
      plots.add(
          new LinePlot(
              "ROC, found cells", Axis.share("1 − specificity"), Axis.share("sensitivity"), all2));
    }
    plots.add(confusion(all, given));
    if (all.settings().scored()) plots.add(reliability(all.calibration()));
    if (!all.byIou().isEmpty() && !given) plots.add(byIou(all.byIou()));
    return plots;
  }

  private static Plot precisionRecall(CellEvaluation all, List<ClassFigures> classes) {
    List<Series> series = new ArrayList<>();
    series.add(curve("all", all.curve()));
    if (classes.size() > 1)
      for (ClassFigures c : classes)
        if (c.cells() > 0 && series.size() < MOST_CURVES)
          series.add(curve(c.name(), all.curve(c.name())));
    return new LinePlot(
        "Precision and recall", Axis.share("recall"), Axis.share("precision"), series);
  }

  private static Series curve(String name, PrecisionRecallCurve curve) {
    double[] x = new double[curve.size()];
    double[] y = new double[curve.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = curve.recall(i);
      y[i] = curve.precision(i);
    }
    return Series.of(name, Style.LINE, x, y);
  }

  /** The curve as a line: the part of false positives across, of true ones upwards. */
  public static Series roc(String name, RocCurve curve) {
    return Series.of(
        name,
        Style.LINE,
        curve.points().stream().mapToDouble(RocCurve.Point::falsePositives).toArray(),
        curve.points().stream().mapToDouble(RocCurve.Point::truePositives).toArray());
  }

  /** With a row of false detections and a column of missed cells, if there are any. */
  private static Plot confusion(CellEvaluation all, boolean given) {
    List<String> names = all.classNames();
    int n = names.size();
    int wide = given ? n : n + 1;
    long[][] counts = new long[wide][wide];
    for (FoundCell cell : all.cells()) {
      int is = all.truth(cell).map(t -> names.indexOf(t.className())).orElse(n);
      int called = all.detection(cell).map(d -> names.indexOf(d.className())).orElse(n);
      if (is < wide && called < wide) counts[is][called]++;
    }
    List<String> rows = new ArrayList<>(names);
    List<String> columns = new ArrayList<>(names);
    boolean wrong = !given && Arrays.stream(counts[n]).anyMatch(count -> count > 0);
    boolean missed = !given && Arrays.stream(counts).anyMatch(row -> row[n] > 0);
    if (wrong) rows.add("no cell");
    if (missed) columns.add(Fate.MISS.word());
    List<List<Long>> table = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++)
      table.add(Arrays.stream(counts[r]).limit(columns.size()).boxed().toList());
    return new MatrixPlot("Confusion matrix", "is", "called", rows, columns, table);
  }

  private static Plot reliability(Calibration calibration) {
    List<Calibration.Bin> bins = calibration.bins().stream().filter(b -> b.n() > 0).toList();
    double[] x = bins.stream().mapToDouble(Calibration.Bin::confidence).toArray();
    double[] y = bins.stream().mapToDouble(Calibration.Bin::right).toArray();
    return new LinePlot(
        "Reliability of the scores",
        Axis.share("score, mean of a tenth"),
        Axis.share("share that is right"),
        Series.of("scores", Style.MARKED, x, y),
        Series.reference("as promised", 0, 0, 1, 1));
  }

  private static Plot byIou(Map<Double, Double> means) {
    return new LinePlot(
        "AP by IoU (COCO), mean of classes",
        new Axis("IoU", 0.5, 0.95, false),
        Axis.share("AP"),
        Series.of(
            "",
            Style.MARKED,
            means.keySet().stream().mapToDouble(d -> d).toArray(),
            means.values().stream().mapToDouble(d -> d).toArray()));
  }

  /** Difference against mean of each image. */
  static Plot blandAltman(double[] truth, double[] counted) {
    CountAgreement a = CountAgreement.of(truth, counted);
    double[] mean = new double[truth.length];
    double[] difference = new double[truth.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (truth[i] + counted[i]) / 2;
      difference[i] = counted[i] - truth[i];
    }
    Axis x = Axis.around("mean of counted and true", mean);
    Axis y =
        Axis.around(
            "counted − true",
            DoubleStream.concat(DoubleStream.of(difference), DoubleStream.of(0, a.low(), a.high()))
                .toArray());
    List<Series> series = new ArrayList<>();
    series.add(Series.of("image", Style.POINTS, mean, difference));
    series.add(level("bias", a.bias(), x));
    if (!Double.isNaN(a.deviation())) {
      series.add(Series.reference("limits", x.low(), a.low(), x.high(), a.low()));
      series.add(Series.reference("", x.low(), a.high(), x.high(), a.high()));
    }
    return new LinePlot("Bland–Altman", x, y, series);
  }

  private static Series level(String name, double at, Axis x) {
    return Series.of(name, Style.LINE, new double[] {x.low(), x.high()}, new double[] {at, at});
  }

  static Plot counts(double[] truth, double[] counted) {
    double most = Math.max(max(truth), max(counted));
    return new LinePlot(
        "Counted and true cells",
        Axis.fromZero("true", most),
        Axis.fromZero("counted", most),
        Series.of("image", Style.POINTS, truth, counted),
        Series.reference("equal", 0, 0, most, most));
  }

  private static double max(double[] values) {
    return DoubleStream.of(values).max().orElse(1);
  }

  static Plot scatter(String className, String column, double[] scores, double[] values) {
    return new LinePlot(
        "Score of " + className,
        Axis.around(column, values),
        Axis.share("score"),
        Series.of("cell", Style.POINTS, values, scores));
  }
}
