package org.unstained.classical;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what a cell is from its measurements: standardises them, turns them into principal
 * components if it learnt from those, and asks the fitted model.
 *
 * @param columns names of the measurements, as in the table of cells
 * @param classes names in the order of the probabilities
 * @throws IllegalArgumentException if the parts don't fit each other
 */
public record MeasurementClassifier(
    List<String> columns,
    List<String> classes,
    Standardisation standardisation,
    Optional<PrincipalComponents> components,
    FittedModel model) {

  public MeasurementClassifier {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
    int into = components.map(c -> c.directions().length).orElse(columns.size());
    if (standardisation.means().length != columns.size()
        || components.isPresent() && components.get().directions()[0].length != columns.size()
        || model.dimensions() != into
        || model.classes() != classes.size())
      throw new IllegalArgumentException(
          "The classifier has %d measurements and %d classes, and its parts have others"
              .formatted(columns.size(), classes.size()));
  }

  /**
   * Learns from cells. The number of neighbours is set.
   *
   * @throws IllegalArgumentException if there are fewer than two cells or classes, too many cells
   *     for a support vector machine, more neighbours than cells, or more components than columns
   * @throws IOException if LIBSVM can't write its text
   */
  public static MeasurementClassifier fit(Samples samples, Recipe recipe) throws IOException {
    if (samples.size() < 2 || samples.classNames().size() < 2)
      throw new IllegalArgumentException(
          "A classifier needs cells of two classes at least, got %d cells of %s"
              .formatted(samples.size(), samples.classNames()));
    if (recipe.method() == Method.SVM && samples.size() > SupportVectors.MOST_CELLS)
      throw new IllegalArgumentException(
          "A support vector machine would take hours with %d cells; it learns from %d at most. Take knn or forest, or fewer cells."
              .formatted(samples.size(), SupportVectors.MOST_CELLS));
    Standardisation standard = Standardisation.of(samples.values());
    double[][] points = new double[samples.size()][];
    for (int i = 0; i < points.length; i++) points[i] = standard.apply(samples.values()[i]);
    Optional<PrincipalComponents> components = Optional.empty();
    if (recipe.components() > 0) {
      PrincipalComponents found = PrincipalComponents.of(points, recipe.components());
      for (int i = 0; i < points.length; i++) points[i] = found.apply(points[i]);
      components = Optional.of(found);
    }
    return new MeasurementClassifier(
        samples.columns(),
        samples.classNames(),
        standard,
        components,
        fit(points, samples.classes(), samples.classNames().size(), recipe));
  }

  private static FittedModel fit(double[][] points, int[] labels, int classes, Recipe recipe)
      throws IOException {
    return switch (recipe.method()) {
      case KNN ->
          new NearestNeighbours(points, labels, classes, recipe.neighbours(), recipe.distance());
      case FOREST -> ForestTrainer.fit(points, labels, classes, recipe.trees(), recipe.seed());
      case SVM ->
          SupportVectors.fit(
              points,
              labels,
              classes,
              recipe.cost(),
              recipe.gamma() > 0 ? recipe.gamma() : 1.0 / points[0].length,
              recipe.seed());
    };
  }

  /** A cell as the fitted model sees it. A measurement that is no number counts as the mean. */
  double[] point(double[] row) {
    double[] standard = standardisation.apply(row);
    return components.isPresent() ? components.get().apply(standard) : standard;
  }

  /**
   * The probability of each class.
   *
   * @param row one number for each column
   */
  public double[] probabilities(double[] row) {
    return model.probabilities(point(row));
  }

  /** As {@link #probabilities(double[])}, for many cells on all cores. */
  public double[][] probabilities(double[][] rows) {
    return IntStream.range(0, rows.length)
        .parallel()
        .mapToObj(i -> probabilities(rows[i]))
        .toArray(double[][]::new);
  }
}
