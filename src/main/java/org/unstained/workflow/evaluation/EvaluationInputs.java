package org.unstained.workflow.evaluation;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.AnnotationPairs;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.JudgedImage;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.labels.LabelSets;

/** Brings together what is there and what was found, from wherever people have it. */
final class EvaluationInputs {
  private EvaluationInputs() {}

  /**
   * @param open the image that is open, or null
   * @throws IOException if a file can't be read or nothing fits together, with what to do
   */
  static JudgedCells of(
      EvaluationOptions options, ImagePlus open, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    if (options.runsModels()) return ModelPredictions.of(options, progress, canceled);
    TruthFolder truth = TruthFolder.read(options.truth(), options.list());
    if (options.predicted().isEmpty()) return ofOverlay(truth, open);
    Path predicted = options.predicted().get();
    if (!Files.exists(predicted))
      throw new IOException(
          "There is no %s. Give a folder of annotations, a table of cells (CSV) or label images."
              .formatted(predicted));
    String name = predicted.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv")
        ? ofTable(truth, predicted, options)
        : ofAnnotations(truth, predicted);
  }

  private static JudgedCells ofTable(TruthFolder truth, Path file, EvaluationOptions options)
      throws IOException {
    PredictionTable table = PredictionTable.read(file, options.against());
    if (!options.against().isEmpty() && !table.columns().contains(options.against()))
      throw new IOException(
          "%s has no column '%s' to correlate scores with. There are: %s."
              .formatted(file, options.against(), String.join(", ", table.columns())));
    Map<String, List<PredictionTable.Row>> byStem = new LinkedHashMap<>();
    for (var image : table.byImage().entrySet()) {
      String stem = TrainingOverlap.stem(image.getKey());
      if (byStem.put(stem, image.getValue()) != null)
        throw new IOException(
            "%s names two images '%s' that differ in their ending only.".formatted(file, stem));
    }
    Map<String, Optional<Path>> files = truth.files();
    List<JudgedImage> images = new ArrayList<>();
    List<Optional<Path>> where = new ArrayList<>();
    List<PredictionTable.Row> rows = new ArrayList<>();
    int without = 0;
    for (var one : truth.images().entrySet()) {
      List<PredictionTable.Row> found = byStem.remove(one.getKey());
      if (found == null) {
        without++;
        found = List.of();
      }
      rows.addAll(found);
      images.add(
          new JudgedImage(
              one.getKey(),
              found.stream().map(PredictionTable.Row::detection).toList(),
              boxes(one.getValue(), table.hasClasses())));
      where.add(files.get(one.getKey()));
    }
    if (rows.isEmpty())
      throw new IOException(
          "No image of %s is annotated in %s: the table has %s, the annotations are of %s, for example."
              .formatted(
                  file,
                  truth.path(),
                  table.byImage().keySet().stream().findFirst().orElse("no row"),
                  truth.images().keySet().iterator().next()));
    List<String> notes = new ArrayList<>(truth.notes());
    List<String> notices = new ArrayList<>();
    if (without > 0)
      notices.add(
          "%d of the %d annotated images have no row in the table. They count as images in which nothing was found; if the table is about fewer images, choose these by 'list'."
              .formatted(without, images.size()));
    if (!byStem.isEmpty())
      notes.add(
          "%d images of the table are left out, as %s has no annotation of their name: %s"
              .formatted(byStem.size(), truth.path(), some(List.copyOf(byStem.keySet()))));
    notices.add(
        "A table doesn't say which model made it, so nobody checked whether its images were in training.");
    Map<String, double[]> values = new HashMap<>();
    if (!options.against().isEmpty())
      values.put(
          options.against(), rows.stream().mapToDouble(PredictionTable.Row::other).toArray());
    return new JudgedCells(
        images,
        where,
        table.hasScores(),
        table.hasProbabilities(),
        false,
        0,
        file.getFileName().toString(),
        notices,
        notes,
        values);
  }

  private static String some(List<String> names) {
    return names.get(0) + (names.size() > 1 ? " and %d more".formatted(names.size() - 1) : "");
  }

  private static JudgedCells ofAnnotations(TruthFolder truth, Path predicted) throws IOException {
    List<String> notes = new ArrayList<>(truth.notes());
    Map<String, AnnotatedImage> others = new HashMap<>();
    if (Files.isDirectory(truth.path())
        && LabelSets.isVocFolder(truth.path())
        && LabelSets.isVocFolder(predicted)) {
      AnnotationPairs pairs = AnnotationPairs.read(truth.path(), predicted);
      pairs.warnings().forEach(w -> notes.add(w.toString()));
      for (AnnotationPairs.Pair pair : pairs.pairs())
        others.put(pair.name(), LabelSets.named(pair.second()));
      if (!pairs.onlySecond().isEmpty())
        notes.add(
            "%d predicted annotations are left out, as %s has none of their name"
                .formatted(pairs.onlySecond().size(), truth.path()));
    } else others.putAll(TruthFolder.read(predicted, "").images());
    Map<String, Optional<Path>> files = truth.files();
    List<JudgedImage> images = new ArrayList<>();
    List<Optional<Path>> where = new ArrayList<>();
    boolean scored =
        others.values().stream()
            .flatMap(image -> image.boxes().stream())
            .allMatch(box -> box.details().hasScore());
    int without = 0;
    for (var one : truth.images().entrySet()) {
      AnnotatedImage other = others.get(one.getKey());
      if (other == null) {
        without++;
        continue;
      }
      List<Detection> found = new ArrayList<>();
      for (AnnotatedBox box : other.boxes())
        found.add(scored ? scored(box) : unscored(box, one.getValue()));
      images.add(new JudgedImage(one.getKey(), found, one.getValue().boxes()));
      where.add(files.get(one.getKey()));
    }
    if (images.isEmpty())
      throw new IOException(
          "No annotation in %s has the name of one in %s. Give both the names of their images."
              .formatted(predicted, truth.path()));
    if (without > 0)
      notes.add(
          "%d annotations are left out, as %s has none of their name"
              .formatted(without, predicted));
    return new JudgedCells(
        images,
        where,
        scored,
        false,
        false,
        0,
        "annotations in " + predicted.getFileName(),
        List.of(),
        notes.stream().distinct().toList(),
        Map.of());
  }

  private static Detection scored(AnnotatedBox box) {
    double score = box.details().score();
    return new Detection(
        box.box(), 0, score, ClassScores.of(List.of(box.className()), (float) score));
  }

  /** The greatest overlap stands for the score, so that the best matches come first. */
  private static Detection unscored(AnnotatedBox box, AnnotatedImage truth) {
    double best = 0;
    for (AnnotatedBox other : truth.boxes()) best = Math.max(best, box.box().iou(other.box()));
    return new Detection(
        box.box(), 0, Math.min(1, best), ClassScores.of(List.of(box.className()), 1));
  }

  private static JudgedCells ofOverlay(TruthFolder truth, ImagePlus open) throws IOException {
    if (open == null)
      throw new IllegalArgumentException(
          "There is nothing to judge. Give predictions ('predicted'), a model to run ('model'), or"
              + " open the image with the cells.");
    String stem = TrainingOverlap.stem(open.getTitle());
    AnnotatedImage annotated =
        truth.images().size() == 1 && Files.isRegularFile(truth.path())
            ? truth.images().values().iterator().next()
            : truth.images().get(stem);
    if (annotated == null)
      throw new IOException(
          "%s has no annotation of '%s'. Give the file of its annotation."
              .formatted(truth.path(), open.getTitle()));
    if (annotated.hasSize()
        && (annotated.width() != open.getWidth() || annotated.height() != open.getHeight()))
      throw new IOException(
          "The annotation in %s is of an image of %d x %d, but '%s' has %d x %d."
              .formatted(
                  truth.path(),
                  annotated.width(),
                  annotated.height(),
                  open.getTitle(),
                  open.getWidth(),
                  open.getHeight()));
    List<Cell> cells = new ArrayList<>();
    for (PlaneCells plane : CellOverlay.read(open))
      if (plane.slice() == open.getSlice() && plane.frame() == open.getFrame())
        cells.addAll(plane.cells());
    if (cells.isEmpty())
      throw new IllegalArgumentException(
          "The overlay of '%s' holds no cells on this plane. Run Detect Cells or Segment Cells first."
              .formatted(open.getTitle()));
    boolean classes = cells.stream().allMatch(c -> c.classification() != null);
    boolean probabilities =
        classes && cells.stream().allMatch(c -> c.classification().probabilities().size() > 1);
    List<Detection> found = new ArrayList<>();
    for (Cell cell : cells) found.add(detection(cell, classes));
    return new JudgedCells(
        List.of(new JudgedImage(stem, found, boxes(annotated, classes))),
        List.of(Optional.empty()),
        classes,
        probabilities,
        false,
        0,
        "the overlay of " + open.getTitle(),
        List.of(),
        truth.notes(),
        Map.of());
  }

  private static List<AnnotatedBox> boxes(AnnotatedImage image, boolean classes) {
    if (classes) return image.boxes();
    return image.boxes().stream()
        .map(b -> new AnnotatedBox(b.box(), PredictionTable.CELL, b.truncated(), b.difficult()))
        .toList();
  }

  /** A cell with its box, or an unclassified one. */
  static Detection detection(Cell cell, boolean classes) {
    return detection(cell, cell.box(), classes);
  }

  static Detection detection(Cell cell, Box box, boolean classes) {
    if (!classes) return new Detection(box, 0, 1, ClassScores.of(List.of(PredictionTable.CELL), 1));
    Classification said = cell.classification();
    List<String> names = List.copyOf(said.probabilities().keySet());
    if (names.isEmpty())
      return new Detection(
          box, 0, said.score(), ClassScores.of(List.of(said.name()), (float) said.score()));
    float[] each = new float[names.size()];
    for (int i = 0; i < each.length; i++)
      each[i] = said.probabilities().get(names.get(i)).floatValue();
    return new Detection(
        box, names.indexOf(said.name()), said.score(), ClassScores.of(names, each));
  }
}
