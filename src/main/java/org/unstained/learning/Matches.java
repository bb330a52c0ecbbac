package org.unstained.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Fate;
import org.unstained.cells.MatchCounts;
import org.unstained.inference.Detection;

/** Which detections of some images are right, at one IoU, as {@link DetectionMatching} found. */
public final class Matches {
  private final List<ImageMatches> images;
  private final boolean byClass;

  Matches(List<ImageMatches> images, boolean byClass) {
    this.images = images;
    this.byClass = byClass;
  }

  /** How many images there are. */
  public int images() {
    return images.size();
  }

  /**
   * Which cell a detection matches.
   *
   * @param image number of the image, from 0
   * @param detection its number in the image, from 0
   * @return number of the cell in the image, from 0; negative if it matches none that counts
   */
  public int truthOf(int image, int detection) {
    return images.get(image).truthOf[detection];
  }

  /** The matches of these images, each as often as it is named; for {@link Bootstrap}. */
  public Matches of(int... which) {
    return new Matches(Arrays.stream(which).mapToObj(images::get).toList(), byClass);
  }

  /** Classes that the ground truth has, difficult cells aside, in the order of the alphabet. */
  public List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    for (ImageMatches matches : images)
      for (AnnotatedBox truth : matches.image.truths())
        if (!truth.difficult()) names.add(truth.className());
    return List.copyOf(names);
  }

  /** Precision and recall of all classes together. */
  public PrecisionRecallCurve curve() {
    return curve(name -> true);
  }

  /**
   * Precision and recall of one class.
   *
   * @throws IllegalStateException if the matching was without regard to class
   */
  public PrecisionRecallCurve curve(String className) {
    if (!byClass)
      throw new IllegalStateException(
          "The curve of the class '%s' needs a matching by class".formatted(className));
    return curve(className::equals);
  }

  private PrecisionRecallCurve curve(Predicate<String> ofClass) {
    int most = images.stream().mapToInt(m -> m.truthOf.length).sum();
    double[] scores = new double[most];
    boolean[] hits = new boolean[most];
    int n = 0;
    long truths = 0;
    for (ImageMatches matches : images) {
      for (AnnotatedBox truth : matches.image.truths())
        if (!truth.difficult() && ofClass.test(truth.className())) truths++;
      for (int d = 0; d < matches.truthOf.length; d++) {
        Detection detection = matches.image.detections().get(d);
        if (matches.truthOf[d] == ImageMatches.IGNORED || !ofClass.test(detection.className()))
          continue;
        scores[n] = detection.score();
        hits[n++] = matches.truthOf[d] >= 0;
      }
    }
    return PrecisionRecallCurve.of(Arrays.copyOf(scores, n), Arrays.copyOf(hits, n), truths);
  }

  /** Found, wrong and missed, of the detections with at least this score. */
  public MatchCounts counts(double score) {
    return curve().at(score).counts();
  }

  /**
   * Mean IoU of the cells that were found with at least this score, with their detections; NaN if
   * none was.
   */
  public double meanIou(double score, MatchSettings.Overlap overlap) {
    double sum = 0;
    int found = 0;
    for (ImageMatches matches : images)
      for (int d = 0; d < matches.truthOf.length; d++) {
        Detection detection = matches.image.detections().get(d);
        if (matches.truthOf[d] < 0 || detection.score() < score) continue;
        sum += overlap.iou(detection.box(), matches.image.truths().get(matches.truthOf[d]).box());
        found++;
      }
    return sum / found;
  }

  /**
   * Classes of the cells that were found with at least this score: rows are what a cell is, columns
   * what it was called. Cells that were missed and detections that are wrong are not in it.
   *
   * @throws IllegalStateException if the matching was by class: all would be right
   */
  public ConfusionMatrix confusion(double score) {
    if (byClass)
      throw new IllegalStateException(
          "A confusion matrix needs a matching without regard to class");
    List<String> truths = new ArrayList<>();
    List<String> called = new ArrayList<>();
    for (ImageMatches matches : images)
      for (int d = 0; d < matches.truthOf.length; d++) {
        Detection detection = matches.image.detections().get(d);
        if (matches.truthOf[d] < 0 || detection.score() < score) continue;
        truths.add(matches.image.truths().get(matches.truthOf[d]).className());
        called.add(detection.className());
      }
    TreeSet<String> names = new TreeSet<>(classes());
    names.addAll(called);
    return ConfusionMatrix.of(List.copyOf(names), truths, called);
  }

  /**
   * What became of each detection with at least this score and of each cell, difficult ones and
   * detections on them aside: image by image, detections first.
   *
   * @throws IllegalStateException if the matching was by class: no class could be wrong
   */
  public List<FoundCell> cells(double score) {
    if (byClass)
      throw new IllegalStateException("Wrong classes need a matching without regard to class");
    List<FoundCell> cells = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      ImageMatches matches = images.get(i);
      boolean[] taken = new boolean[matches.image.truths().size()];
      for (int d = 0; d < matches.truthOf.length; d++) {
        Detection detection = matches.image.detections().get(d);
        int truth = matches.truthOf[d];
        if (detection.score() < score || truth == ImageMatches.IGNORED) continue;
        if (truth < 0) {
          cells.add(new FoundCell(i, Fate.FALSE, OptionalInt.of(d), OptionalInt.empty()));
          continue;
        }
        taken[truth] = true;
        boolean same = detection.className().equals(matches.image.truths().get(truth).className());
        cells.add(
            new FoundCell(
                i, same ? Fate.HIT : Fate.WRONG_CLASS, OptionalInt.of(d), OptionalInt.of(truth)));
      }
      for (int t = 0; t < taken.length; t++)
        if (!taken[t] && !matches.image.truths().get(t).difficult())
          cells.add(new FoundCell(i, Fate.MISS, OptionalInt.empty(), OptionalInt.of(t)));
    }
    return cells;
  }
}
