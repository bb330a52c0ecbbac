package org.unstained.workflow.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.unstained.cells.Measurement;
import org.unstained.cells.Measurement.Dimension;
import org.unstained.classical.Samples;
import org.unstained.workflow.analysis.ColumnMatch;

/**
 * Measurements to learn from, as columns that all cells have.
 *
 * @param columns in the order chosen
 * @param samples the cells that have them all
 * @param notes a sentence for each thing that people should know
 */
public record ChosenFeatures(List<String> columns, Samples samples, List<String> notes) {

  /** Those of the EPFL report on three types of cells. */
  public static final String EPFL = "area,perimeter,convexity,solidity,compactness";

  /** Says where a cell lies and how it's turned, which isn't what it is. */
  private static final Set<Measurement> OF_PLACE =
      Set.of(
          Measurement.CENTROID_X,
          Measurement.CENTROID_Y,
          Measurement.ORIENTATION,
          Measurement.FERET_ANGLE);

  public ChosenFeatures {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * Finds the columns and brings all cells into one unit.
   *
   * @param features names as {@code area} or columns as {@code area_um2}, with commas; {@code all}
   *     for all but those of place and direction. A name without unit means micrometres if all
   *     cells have a pixel size, else pixels
   * @throws IllegalArgumentException if one isn't there, or cells of two classes aren't left
   */
  public static ChosenFeatures of(List<LabelledMeasurements> sources, String features) {
    List<LabelledMeasurements> filled =
        sources.stream().filter(source -> !source.rows().isEmpty()).toList();
    List<String> notes = new ArrayList<>();
    List<String> columns = columns(filled, features, notes);
    List<double[]> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    int incomplete = 0;
    for (LabelledMeasurements source : filled) {
      ColumnMatch match =
          ColumnMatch.of(columns, source.columns(), "The training", "'" + source.name() + "'");
      for (int i = 0; i < source.rows().size(); i++) {
        double[] row = match.row(source.rows().get(i));
        if (!Arrays.stream(row).allMatch(Double::isFinite)) {
          incomplete++;
          continue;
        }
        rows.add(row);
        classes.add(source.classes().get(i));
        groups.add(source.groups().get(i));
      }
    }
    if (incomplete > 0)
      notes.add("%d cells lack one of the measurements and were left out.".formatted(incomplete));
    int unlabelled = sources.stream().mapToInt(LabelledMeasurements::unlabelled).sum();
    if (unlabelled > 0)
      notes.add("%d cells have no class and were left out.".formatted(unlabelled));
    List<String> names = List.copyOf(new TreeSet<>(classes));
    if (names.size() < 2)
      throw new IllegalArgumentException(
          "A classifier needs cells of two classes at least, and there are %d cells of %s. Label cells of another class, too."
              .formatted(rows.size(), names.isEmpty() ? "none" : "'" + names.get(0) + "'"));
    return new ChosenFeatures(
        columns,
        new Samples(
            columns,
            rows.toArray(double[][]::new),
            classes.stream().mapToInt(names::indexOf).toArray(),
            names,
            groups),
        notes);
  }

  /** The columns that a text names, with their units. */
  public static List<String> columns(
      List<LabelledMeasurements> sources, String features, List<String> notes) {
    boolean sized =
        sources.stream().allMatch(s -> s.columns().stream().anyMatch(ChosenFeatures::isPhysical));
    boolean some =
        sources.stream().anyMatch(s -> s.columns().stream().anyMatch(ChosenFeatures::isPhysical));
    if (some && !sized)
      notes.add(
          "Not all cells have a pixel size, so lengths and areas are in pixels. That's right only"
              + " if all images have the same magnification.");
    List<String> columns = new ArrayList<>();
    List<String> wanted =
        features.strip().equals("all")
            ? all(sources, sized)
            : Arrays.stream(features.split(",")).map(String::strip).toList();
    for (String name : wanted) {
      String column = column(name, sources.get(0), sized);
      if (columns.contains(column))
        throw new IllegalArgumentException("'features' names '%s' twice.".formatted(name));
      columns.add(column);
    }
    return columns;
  }

  private static List<String> all(List<LabelledMeasurements> sources, boolean sized) {
    return sources.get(0).columns().stream()
        .filter(
            column -> {
              Measurement m = Measurement.ofColumn(column).orElseThrow();
              boolean length = m.dimension() == Dimension.LENGTH || m.dimension() == Dimension.AREA;
              return !OF_PLACE.contains(m) && (!length || isPhysical(column) == sized);
            })
        .filter(column -> sources.stream().allMatch(s -> s.columns().contains(column)))
        .toList();
  }

  private static String column(String name, LabelledMeasurements source, boolean sized) {
    if (source.columns().contains(name)) return name;
    for (String column : source.columns()) {
      Measurement m = Measurement.ofColumn(column).orElseThrow();
      boolean length = m.dimension() == Dimension.LENGTH || m.dimension() == Dimension.AREA;
      if (m.name().equalsIgnoreCase(name) && length && isPhysical(column) == sized) return column;
    }
    if (Measurement.ofColumn(name).isPresent()) return name;
    throw new IllegalArgumentException(
        "There is no measurement '%s' in '%s'. There are: %s."
            .formatted(name, source.name(), String.join(", ", source.columns())));
  }

  private static boolean isPhysical(String column) {
    Measurement m = Measurement.ofColumn(column).orElseThrow();
    boolean length = m.dimension() == Dimension.LENGTH || m.dimension() == Dimension.AREA;
    return length && !column.matches(".*_px2?");
  }
}
