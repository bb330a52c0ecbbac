package org.unstained.workflow.experiment;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Measurements;
import org.unstained.cells.Region;
import org.unstained.classical.CrossValidation;
import org.unstained.classical.Distance;
import org.unstained.classical.MeasurementClassifier;
import org.unstained.classical.Method;
import org.unstained.classical.NeighbourCurve;
import org.unstained.classical.Recipe;
import org.unstained.image.Planes;
import org.unstained.inference.ClassScores;
import org.unstained.learning.JudgedCell;
import org.unstained.workflow.analysis.ColumnMatch;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.LabelledMeasurements;
import org.unstained.workflow.training.TrainingImage;

/**
 * Learns what cells are from the measurements of their outlines. Training and validation images are
 * one: the number of neighbours and the distance come from a cross-validation among them.
 *
 * @param name see {@link Learner#name}
 * @param recipe whose seed is that of the task, and whose neighbours, if 0, are chosen
 * @param features names of measurements, see {@link ChosenFeatures#of}
 */
public record MeasurementLearner(String name, Recipe recipe, String features)
    implements Learner.OfCells {

  private static final int INNER_FOLDS = 5;

  /** The usual settings of a method, under its name. */
  public static MeasurementLearner of(Method method, String features) {
    return new MeasurementLearner(method.key(), Recipe.of(method), features);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", recipe.method().key());
    settings.put("features", features);
    settings.put("trees", Integer.toString(recipe.trees()));
    settings.put("cost", Double.toString(recipe.cost()));
    settings.put("gamma", Double.toString(recipe.gamma()));
    settings.put("components", Integer.toString(recipe.components()));
    return settings;
  }

  @Override
  public List<Answers> learn(Task task) throws IOException {
    List<LabelledMeasurements> sources = new ArrayList<>();
    for (TrainingImage image :
        Stream.concat(task.images().training().stream(), task.images().validation().stream())
            .toList()) {
      task.requireGoingOn();
      sources.add(labelled(image));
    }
    ChosenFeatures chosen = ChosenFeatures.of(sources, features);
    Recipe settled = settled(chosen, task);
    MeasurementClassifier classifier = MeasurementClassifier.fit(chosen.samples(), settled);
    List<JudgedCell> cells = new ArrayList<>();
    for (TrainingImage image : task.test()) {
      task.requireGoingOn();
      cells.addAll(judged(image, classifier, task.classes()));
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (recipe.method() == Method.KNN) {
      numbers.put("neighbours", (double) settled.neighbours());
      task.said()
          .accept("  %d neighbours, %s".formatted(settled.neighbours(), settled.distance().key()));
    }
    return List.of(new Answers.OfCells(name, numbers, cells));
  }

  private Recipe settled(ChosenFeatures chosen, Task task) throws IOException {
    Recipe seeded = recipe.withSeed(task.seed());
    if (recipe.method() != Method.KNN || recipe.neighbours() > 0) return seeded;
    int[] folds = CrossValidation.folds(chosen.samples(), INNER_FOLDS, task.seed());
    List<NeighbourCurve> curves = new ArrayList<>();
    for (Distance distance : Distance.values())
      curves.add(
          NeighbourCurve.of(
              chosen.samples(), folds, seeded.withDistance(distance), task.canceled()));
    NeighbourCurve best = NeighbourCurve.best(curves);
    return seeded.withDistance(best.distance()).withNeighbours(best.best().k());
  }

  private static List<JudgedCell> judged(
      TrainingImage image, MeasurementClassifier classifier, List<String> classes)
      throws IOException {
    ImagePlus opened = image.open();
    List<AnnotatedBox> drawn = image.boxes(opened);
    List<Cell> measured = measured(image, opened, drawn);
    List<JudgedCell> cells = new ArrayList<>();
    if (measured.isEmpty()) return cells;
    ColumnMatch match =
        ColumnMatch.of(
            classifier.columns(),
            measured.get(0).measurements().columns(),
            "The training",
            "'" + image.name() + "'");
    for (int i = 0; i < drawn.size(); i++) {
      double[] found = classifier.probabilities(match.row(measured.get(i).measurements().values()));
      float[] scores = new float[classes.size()];
      for (int c = 0; c < found.length; c++)
        scores[classes.indexOf(classifier.classes().get(c))] = (float) found[c];
      cells.add(
          new JudgedCell(
              image.name(),
              i + 1,
              drawn.get(i).box(),
              drawn.get(i).className(),
              ClassScores.of(classes, scores)));
    }
    return cells;
  }

  private static LabelledMeasurements labelled(TrainingImage image) throws IOException {
    ImagePlus opened = image.open();
    List<AnnotatedBox> drawn = image.boxes(opened);
    List<Cell> measured = measured(image, opened, drawn);
    return new LabelledMeasurements(
        image.name(),
        measured.isEmpty() ? List.of() : measured.get(0).measurements().columns(),
        measured.stream().map(Cell::measurements).map(Measurements::values).toList(),
        drawn.stream().map(AnnotatedBox::className).toList(),
        Collections.nCopies(drawn.size(), image.name()),
        0);
  }

  private static List<Cell> measured(
      TrainingImage image, ImagePlus opened, List<AnnotatedBox> drawn) {
    if (!drawn.isEmpty() && drawn.stream().allMatch(cell -> cell.outline().isEmpty()))
      throw new IllegalArgumentException(
          "The cells of '%s' have no outlines, so nothing says how large they are and of what shape. Give labels with outlines (label images, ROI sets, GeoJSON, COCO polygons), or compare networks only."
              .formatted(image.name()));
    List<Region> regions = new ArrayList<>();
    for (AnnotatedBox cell : drawn)
      regions.add(
          cell.shape()
              .pixels(regions.size() + 1)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "A cell of '%s' is so thin that no pixel lies in its outline: %s. Draw it larger, or delete it."
                              .formatted(image.name(), cell.box()))));
    return Cells.measure(regions, image.channels(opened), Planes.pixelSize(opened));
  }
}
