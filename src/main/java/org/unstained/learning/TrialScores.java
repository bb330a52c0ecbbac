package org.unstained.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unstained.annotation.AnnotatedBox;

/**
 * The figures of one trial of an experiment on its test images.
 *
 * <p>A figure that needs cells of a class which the test images don't show is NaN, and a note says
 * so: it can't be had, and counts neither as 0 nor as 1.
 *
 * @param figures by name, in the order of a table; NaN where it can't be had
 * @param notes sentences about what can't be had and what rests on too few cells
 */
public record TrialScores(Map<String, Double> figures, List<String> notes) {
  /** Fewer cells of a class than that say little. */
  public static final int FEW = 10;

  public static final String ACCURACY = "accuracy";
  public static final String BALANCED = "balanced_accuracy";
  public static final String F1 = "f1";
  public static final String AUC = "auc";
  public static final String MAP50 = "map50";

  public TrialScores {
    figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    notes = List.copyOf(notes);
  }

  /**
   * Of a classifier: accuracy, balanced accuracy, F1 and AUC (of the positive class; without one
   * the mean over the classes), then F1 of each class.
   *
   * @param classes in the order of the scores
   * @param positive one of them, or empty text for the mean over all
   * @throws IllegalArgumentException if a cell or the positive class isn't among the classes
   */
  public static TrialScores ofClasses(
      List<String> classes, List<JudgedCell> cells, String positive) {
    if (!positive.isEmpty() && !classes.contains(positive))
      throw new IllegalArgumentException(
          "There is no class '%s' to be the positive one; there are %s"
              .formatted(positive, String.join(", ", classes)));
    Map<String, Integer> counts =
        counts(classes, cells.stream().map(JudgedCell::className).toList());
    ClassifierScores scores =
        ClassifierScores.of(classes, cells.stream().map(JudgedCell::crop).toList());
    ConfusionMatrix confusion = scores.confusion();
    boolean whole = !counts.containsValue(0);
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, Double> f1 = new LinkedHashMap<>();
    for (String name : classes)
      f1.put(name, counts.get(name) == 0 ? Double.NaN : confusion.f1(name));
    figures.put(ACCURACY, confusion.accuracy());
    figures.put(BALANCED, whole ? confusion.balancedAccuracy() : Double.NaN);
    figures.put(F1, positive.isEmpty() ? mean(f1) : f1.get(positive));
    figures.put(
        AUC,
        positive.isEmpty() ? mean(scores.aurocByClass()) : scores.aurocByClass().get(positive));
    f1.forEach((name, figure) -> figures.put(F1 + " " + name, figure));
    return new TrialScores(figures, notes(counts));
  }

  /**
   * Of a detector: mAP50, AP50 whatever the class, mAP50-95, F1, precision and recall at its score,
   * the greatest F1 along the curve of the test images ({@code f1_best}: what papers often give,
   * and too good), how many found cells have the right class, and AP50 of each class.
   *
   * @param score from which on a detection counts, chosen on other images
   */
  public static TrialScores ofDetections(
      List<String> classes, List<JudgedImage> images, double score) {
    DetectionScores scores = DetectionScores.of(images, score, MatchSettings.VOC);
    List<String> truths =
        images.stream()
            .flatMap(i -> i.truths().stream())
            .filter(b -> !b.difficult())
            .map(AnnotatedBox::className)
            .toList();
    Map<String, Integer> counts = counts(classes, truths);
    boolean whole = !counts.containsValue(0);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(MAP50, whole ? scores.map50() : Double.NaN);
    figures.put("ap50", scores.ap50());
    figures.put("map50_95", whole ? scores.map50To95() : Double.NaN);
    figures.put(F1, scores.counts().f1());
    figures.put("precision", scores.counts().precision());
    figures.put("recall", scores.counts().recall());
    figures.put("f1_best", scores.best().f1());
    figures.put("class_accuracy", scores.classes().accuracy());
    for (String name : classes)
      figures.put(
          "ap50 " + name,
          counts.get(name) == 0 ? Double.NaN : scores.ap50ByClass().getOrDefault(name, Double.NaN));
    return new TrialScores(figures, notes(counts));
  }

  /** NaN if one of them is. */
  private static double mean(Map<String, Double> figures) {
    return figures.values().stream().mapToDouble(f -> f).average().orElse(Double.NaN);
  }

  private static Map<String, Integer> counts(List<String> classes, List<String> cells) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String name : classes) counts.put(name, 0);
    for (String name : cells) counts.merge(name, 1, Integer::sum);
    return counts;
  }

  private static List<String> notes(Map<String, Integer> counts) {
    List<String> notes = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (count == 0)
            notes.add(
                "no cell of class '%s' to test: figures that need it can't be had".formatted(name));
          else if (count < FEW)
            notes.add(
                "only %d cell%s of class '%s' to test: its figures say little"
                    .formatted(count, count == 1 ? "" : "s", name));
        });
    return notes;
  }
}
