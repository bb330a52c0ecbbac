package org.unstained.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Fate;
import org.unstained.cells.LabelScores;
import org.unstained.cells.MatchCounts;
import org.unstained.inference.Detection;
import org.unstained.learning.PrecisionRecallCurve.Interpolation;

/**
 * All figures of detected or classified cells of some images: found or not, and called right or
 * not. Every figure is pooled: each cell counts the same, whatever image it is in. A figure that
 * doesn't exist (a class without cells, scores that nobody has) is NaN and in no mean.
 *
 * <p>Counts, F1 and classes come from a matching without regard to class; average precisions from
 * one by class. Intervals are of 95 % by {@link Bootstrap} over the images, but for those that say
 * otherwise.
 */
public final class CellEvaluation {
  private static final int BINS = 10;

  /**
   * @param iou least overlap of a detection with its cell
   * @param score least score of a detection, but for the curves and average precisions, which look
   *     at all
   * @param scored whether detections have scores of their own; else average precisions are NaN
   * @param probabilities whether they have a score of each class; else there is no ROC curve
   * @param given whether the boxes are those of the ground truth, and only classes are judged
   * @param rounds of the bootstrap
   */
  public record Settings(
      double iou, double score, boolean scored, boolean probabilities, boolean given, int rounds) {}

  private static final long SEED = 1;

  private final List<JudgedImage> images;
  private final Settings settings;
  private final Matches any;
  private final Matches byClass;
  private final Map<Double, Map<String, Double>> coco = new LinkedHashMap<>();
  private final List<FoundCell> cells;

  private CellEvaluation(List<JudgedImage> images, Settings settings) {
    this.images = images;
    this.settings = settings;
    MatchSettings rule = settings.scored ? MatchSettings.VOC : MatchSettings.COCO;
    any = DetectionMatching.match(images, settings.iou, rule, false);
    byClass = DetectionMatching.match(images, 0.5, MatchSettings.VOC, true);
    cells = any.cells(settings.score);
    if (!settings.scored) return;
    double[] ious = LabelScores.THRESHOLDS.stream().mapToDouble(t -> t).toArray();
    List<Matches> each = DetectionMatching.match(images, ious, MatchSettings.COCO, true);
    for (int i = 0; i < ious.length; i++)
      coco.put(ious[i], DetectionScores.averagePrecisions(each.get(i), Interpolation.COCO_101));
  }

  /**
   * @throws IllegalArgumentException if there is no image or the IoU is not within 0–1
   */
  public static CellEvaluation of(List<JudgedImage> images, Settings settings) {
    if (images.isEmpty()) throw new IllegalArgumentException("There is no image to judge");
    return new CellEvaluation(List.copyOf(images), settings);
  }

  public List<JudgedImage> images() {
    return images;
  }

  public Settings settings() {
    return settings;
  }

  /** What became of each detection and each cell, image by image. */
  public List<FoundCell> cells() {
    return cells;
  }

  /** Of one image. */
  public List<FoundCell> cells(int image) {
    return cells.stream().filter(c -> c.image() == image).toList();
  }

  public MatchCounts counts() {
    return any.counts(settings.score);
  }

  public MatchCounts counts(int image) {
    return any.of(image).counts(settings.score);
  }

  /** Mean IoU of the found cells; NaN if none was. */
  public double meanIou() {
    return any.meanIou(settings.score, MatchSettings.VOC.overlap());
  }

  public double meanIou(int image) {
    return any.of(image).meanIou(settings.score, MatchSettings.VOC.overlap());
  }

  public Estimate precision() {
    return ofCounts(MatchCounts::precision);
  }

  public Estimate recall() {
    return ofCounts(MatchCounts::recall);
  }

  public Estimate f1() {
    return ofCounts(MatchCounts::f1);
  }

  private Estimate ofCounts(ToDoubleFunction<MatchCounts> figure) {
    List<MatchCounts> each = IntStream.range(0, images.size()).mapToObj(this::counts).toList();
    return new Estimate(
        figure.applyAsDouble(counts()),
        interval(
            which -> {
              MatchCounts sum = MatchCounts.NONE;
              for (int i : which) sum = sum.plus(each.get(i));
              return figure.applyAsDouble(sum);
            }));
  }

  private ConfidenceInterval interval(ToDoubleFunction<int[]> figure) {
    if (images.size() < 2) return Estimate.of(Double.NaN).interval();
    return Bootstrap.byImage(images.size(), settings.rounds, Estimate.LEVEL, SEED, figure);
  }

  /** Precision and recall of finding cells, whatever their class, at the IoU of the settings. */
  public PrecisionRecallCurve curve() {
    return any.curve();
  }

  /** The same of one class, at IoU 0.5. */
  public PrecisionRecallCurve curve(String className) {
    return byClass.curve(className);
  }

  /** Of finding cells, whatever their class, at the IoU of the settings, over all points. */
  public Estimate averagePrecision() {
    if (!settings.scored) return Estimate.of(Double.NaN);
    return new Estimate(
        any.curve().averagePrecision(Interpolation.ALL_POINTS),
        interval(w -> any.of(w).curve().averagePrecision(Interpolation.ALL_POINTS)));
  }

  /** Mean over the classes at IoU 0.5 over all points (VOC). */
  public Estimate map50Voc() {
    if (!settings.scored) return Estimate.of(Double.NaN);
    return new Estimate(
        DetectionScores.meanAveragePrecision(byClass, Interpolation.ALL_POINTS),
        interval(
            w -> DetectionScores.meanAveragePrecision(byClass.of(w), Interpolation.ALL_POINTS)));
  }

  /** Mean over the classes at IoU 0.5 at 101 recalls (COCO's AP50). */
  public double map50Coco() {
    return coco.isEmpty() ? Double.NaN : mean(coco.get(0.5));
  }

  /** Mean over the classes and the IoUs 0.5, 0.55, … 0.95 (COCO's AP). */
  public double map50To95() {
    return coco.values().stream().mapToDouble(CellEvaluation::mean).average().orElse(Double.NaN);
  }

  /** Mean over the classes at each IoU from 0.5 to 0.95; empty without scores. */
  public Map<Double, Double> byIou() {
    Map<Double, Double> means = new LinkedHashMap<>();
    coco.forEach((iou, each) -> means.put(iou, mean(each)));
    return means;
  }

  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(f -> f).average().orElse(Double.NaN);
  }

  /** Classes of the found cells: rows what they are, columns what they were called. */
  public ConfusionMatrix classes() {
    return any.confusion(settings.score);
  }

  /** Share of the found cells that are called what they are. */
  public Estimate accuracy() {
    return new Estimate(
        classes().accuracy(), interval(w -> any.of(w).confusion(settings.score).accuracy()));
  }

  /** Agreement of the classes of the found cells beyond chance. */
  public Estimate kappa() {
    return new Estimate(
        classes().kappa(), interval(w -> any.of(w).confusion(settings.score).kappa()));
  }

  /** Mean of the recalls of the classes among the found cells. */
  public Estimate balancedAccuracy() {
    return new Estimate(
        classes().balancedAccuracy(),
        interval(w -> any.of(w).confusion(settings.score).balancedAccuracy()));
  }

  /** Classes of the ground truth and of the detections, in the order of the alphabet. */
  public List<String> classNames() {
    TreeSet<String> names = new TreeSet<>(byClass.classes());
    for (FoundCell cell : cells) detection(cell).ifPresent(d -> names.add(d.className()));
    return List.copyOf(names);
  }

  /** Each of {@link #classNames}. */
  public List<ClassFigures> byClass() {
    List<ClassFigures> all = new ArrayList<>();
    for (String name : classNames()) {
      long truths = truths(name);
      long called = 0;
      long right = 0;
      for (FoundCell cell : cells) {
        if (detection(cell).isEmpty() || !detection(cell).get().className().equals(name)) continue;
        called++;
        if (cell.fate() == Fate.HIT) right++;
      }
      double[] scores = scoresOf(name);
      boolean[] positive = areOf(name);
      DeLong area = DeLong.of(scores, positive);
      all.add(
          new ClassFigures(
              name,
              truths,
              called,
              right,
              share(right, called),
              share(right, truths),
              2.0 * right / (truths + called),
              settings.scored && truths > 0
                  ? byClass.curve(name).averagePrecision(Interpolation.ALL_POINTS)
                  : Double.NaN,
              coco.isEmpty() ? Double.NaN : coco.get(0.5).getOrDefault(name, Double.NaN),
              settings.probabilities
                  ? Optional.of(new Estimate(area.area(), area.interval(Estimate.LEVEL)))
                  : Optional.empty(),
              settings.probabilities ? RocCurve.of(scores, positive) : new RocCurve(List.of())));
    }
    return all;
  }

  private static Estimate share(long part, long whole) {
    return new Estimate((double) part / whole, Proportion.interval(part, whole, Estimate.LEVEL));
  }

  private long truths(String name) {
    return images.stream()
        .flatMap(i -> i.truths().stream())
        .filter(t -> !t.difficult() && t.className().equals(name))
        .count();
  }

  private List<FoundCell> found() {
    return cells.stream()
        .filter(c -> c.fate() == Fate.HIT || c.fate() == Fate.WRONG_CLASS)
        .toList();
  }

  private double[] scoresOf(String name) {
    return found().stream()
        .mapToDouble(
            c -> {
              var classes = detection(c).orElseThrow().classes();
              int at = classes.names().indexOf(name);
              return at < 0 ? 0 : classes.get(at);
            })
        .toArray();
  }

  private boolean[] areOf(String name) {
    List<FoundCell> found = found();
    boolean[] are = new boolean[found.size()];
    for (int i = 0; i < are.length; i++)
      are[i] = truth(found.get(i)).orElseThrow().className().equals(name);
    return are;
  }

  /**
   * Whether scores can be believed: the score of each detection against whether it is a hit. NaN
   * without scores.
   */
  public Calibration calibration() {
    return calibration(scored());
  }

  private List<FoundCell> scored() {
    return settings.scored
        ? cells.stream().filter(c -> c.detection().isPresent()).toList()
        : List.of();
  }

  private Calibration calibration(List<FoundCell> all) {
    double[] sure = all.stream().mapToDouble(c -> detection(c).orElseThrow().score()).toArray();
    boolean[] right = new boolean[sure.length];
    for (int i = 0; i < right.length; i++) right[i] = all.get(i).fate() == Fate.HIT;
    return Calibration.of(sure, right, BINS);
  }

  /** Expected error of the calibration (ECE). */
  public Estimate calibrationError() {
    return ofCalibration(Calibration::expectedError);
  }

  /** Brier score of the calibration. */
  public Estimate brier() {
    return ofCalibration(Calibration::brier);
  }

  private Estimate ofCalibration(ToDoubleFunction<Calibration> figure) {
    List<List<FoundCell>> each = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) each.add(new ArrayList<>());
    for (FoundCell cell : scored()) each.get(cell.image()).add(cell);
    return new Estimate(
        figure.applyAsDouble(calibration()),
        interval(
            which -> {
              List<FoundCell> drawn = new ArrayList<>();
              for (int i : which) drawn.addAll(each.get(i));
              return figure.applyAsDouble(calibration(drawn));
            }));
  }

  /** Cells of an image in the ground truth. */
  public double[] trueCounts() {
    return perImage(Fate.FALSE);
  }

  /** Detections of an image. */
  public double[] countedCells() {
    return perImage(Fate.MISS);
  }

  private double[] perImage(Fate not) {
    double[] counts = new double[images.size()];
    for (FoundCell cell : cells) if (cell.fate() != not) counts[cell.image()]++;
    return counts;
  }

  /** Cells of a class in each image. */
  public double[] trueCounts(String name) {
    double[] counts = new double[images.size()];
    for (FoundCell c : cells)
      if (truth(c).map(t -> t.className().equals(name)).orElse(false)) counts[c.image()]++;
    return counts;
  }

  /** Detections called so in each image. */
  public double[] countedCells(String name) {
    double[] counts = new double[images.size()];
    for (FoundCell c : cells)
      if (detection(c).map(d -> d.className().equals(name)).orElse(false)) counts[c.image()]++;
    return counts;
  }

  public Optional<Detection> detection(FoundCell cell) {
    return cell.detection().isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(cell.image()).detections().get(cell.detection().getAsInt()));
  }

  public Optional<AnnotatedBox> truth(FoundCell cell) {
    return cell.truth().isEmpty()
        ? Optional.empty()
        : Optional.of(images.get(cell.image()).truths().get(cell.truth().getAsInt()));
  }
}
