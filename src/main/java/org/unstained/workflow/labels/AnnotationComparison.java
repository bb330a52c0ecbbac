package org.unstained.workflow.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationPairs;
import org.unstained.cells.Box;
import org.unstained.cells.MatchCounts;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.ConfusionMatrix;
import org.unstained.learning.DetectionMatching;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.learning.Matches;

/**
 * How well two annotations of the same images agree: the first is taken for the truth, the second
 * is judged by it.
 *
 * <p>Boxes are matched from the best overlap down, whatever their class, each with one at most, if
 * their IoU is at least the threshold; so the order of the boxes in the files doesn't matter, and
 * turned round, found stays found and wrong becomes missed. Boxes that the truth calls difficult
 * are in no count. Classes are compared over the found cells only.
 *
 * @param images one row an image, by name
 * @param all the images pooled: every cell counts the same, whatever image it is in
 * @param notes what was left out or mended, in sentences
 */
public record AnnotationComparison(List<Row> images, Row all, List<String> notes) {

  /** Name of the pooled row. */
  public static final String ALL = "all images";

  /** Stands for the class of cells that have none. */
  private static final String NO_CLASS = "(no class)";

  /**
   * One image, or all.
   *
   * @param meanIou of the found cells; NaN if there is none
   * @param classes what found cells are (rows) and are called (columns)
   */
  public record Row(String image, MatchCounts counts, double meanIou, ConfusionMatrix classes) {}

  /**
   * Compares two folders of labels, or two files such as COCO's; their formats may differ.
   *
   * @param iou to match at, above 0 and up to 1
   * @throws IOException if a folder can't be read, or the two have no image in common
   * @throws IllegalArgumentException if the IoU isn't within its bounds
   */
  public static AnnotationComparison of(Path truth, Path predicted, double iou) throws IOException {
    AnnotationPairs pairs = pairs(truth, predicted);
    List<JudgedImage> images = pairs.pairs().stream().map(AnnotationComparison::judged).toList();
    Matches matches = DetectionMatching.match(images, iou, MatchSettings.COCO, false);
    List<Row> rows =
        IntStream.range(0, images.size())
            .mapToObj(i -> row(images.get(i).name(), matches.of(i)))
            .toList();
    return new AnnotationComparison(rows, row(ALL, matches), notes(pairs, truth, predicted));
  }

  /** Folders of VOC, and those that hold nothing we know, are read as VOC. */
  private static AnnotationPairs pairs(Path truth, Path predicted) throws IOException {
    if (LabelSets.isVocFolder(truth) && LabelSets.isVocFolder(predicted))
      return AnnotationPairs.read(truth, predicted);
    return AnnotationPairs.of(LabelSets.read(truth), LabelSets.read(predicted));
  }

  private static Row row(String name, Matches matches) {
    return new Row(
        name,
        matches.counts(0),
        matches.meanIou(0, MatchSettings.COCO.overlap()),
        matches.confusion(0));
  }

  /** The greatest overlap stands for the score, so that the best matches come first. */
  private static JudgedImage judged(AnnotationPairs.Pair pair) {
    AnnotatedImage truth = pair.first();
    List<Detection> boxes = new ArrayList<>();
    for (AnnotatedBox box : pair.second().boxes()) {
      double best = 0;
      for (AnnotatedBox other : truth.boxes()) best = Math.max(best, iou(box.box(), other.box()));
      boxes.add(new Detection(box.box(), 0, best, ClassScores.of(List.of(name(box)), 1)));
    }
    return new JudgedImage(
        pair.name(), boxes, truth.boxes().stream().map(box -> box.as(name(box))).toList());
  }

  private static String name(AnnotatedBox box) {
    return box.hasClass() ? box.className() : NO_CLASS;
  }

  private static double iou(Box a, Box b) {
    return Math.min(1, MatchSettings.COCO.overlap().iou(a, b));
  }

  private static List<String> notes(AnnotationPairs pairs, Path truth, Path predicted) {
    List<String> notes = new ArrayList<>();
    pairs.warnings().forEach(warning -> notes.add(warning.toString()));
    leftOut(notes, pairs.onlyFirst(), truth, predicted);
    leftOut(notes, pairs.onlySecond(), predicted, truth);
    return List.copyOf(notes);
  }

  private static void leftOut(List<String> notes, List<Path> files, Path in, Path missing) {
    if (!files.isEmpty())
      notes.add(
          "%d of the annotations in %s are left out, as %s has none of their name: %s%s"
              .formatted(
                  files.size(), in, missing, files.get(0).getFileName(), more(files.size() - 1)));
  }

  private static String more(int others) {
    return others == 0 ? "" : " and %d more".formatted(others);
  }
}
