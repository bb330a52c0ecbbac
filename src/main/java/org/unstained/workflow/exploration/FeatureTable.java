package org.unstained.workflow.exploration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.unstained.cells.Measurement;
import org.unstained.classical.Standardisation;
import org.unstained.workflow.analysis.ColumnMatch;
import org.unstained.workflow.curation.ExploredCell;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.LabelledMeasurements;

/**
 * What cells are placed by: a row of numbers for each cell.
 *
 * @param columns names of the features
 * @param rows one a cell, as they were measured
 * @param standardised whether features have different units, so that each is brought to the mean 0
 *     and the deviation 1; otherwise only the means are taken off
 * @param notes a sentence for each thing that people should know
 */
public record FeatureTable(
    List<String> columns, double[][] rows, boolean standardised, List<String> notes) {

  /** Stands for all measurements that all cells have but those of place and direction. */
  public static final String STANDARD = "all";

  /** A feature that more cells than this lack is left out. */
  private static final double MOST_MISSING = 0.1;

  public FeatureTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    for (double[] row : rows)
      if (row.length != columns.size())
        throw new IllegalArgumentException(
            "%d features but a cell has %d".formatted(columns.size(), row.length));
  }

  /**
   * Measurements of the cells, lengths and areas in one unit.
   *
   * @param names as {@code area} or {@code area_um2}, with commas; {@value #STANDARD} for all that
   *     all cells have but those of place and direction. Of a table that holds no measurement of
   *     ours, all columns of numbers
   * @throws IllegalArgumentException if one isn't there
   */
  public static FeatureTable measured(ExploredCells cells, String names) {
    List<String> own =
        cells.measurements().stream().filter(c -> Measurement.ofColumn(c).isPresent()).toList();
    if (own.isEmpty()) return others(cells, names);
    List<String> notes = new ArrayList<>();
    List<LabelledMeasurements> sources = sources(cells);
    String wanted = names.isBlank() ? STANDARD : names;
    List<String> columns = ChosenFeatures.columns(sources, wanted, notes);
    if (columns.isEmpty())
      throw new IllegalArgumentException(
          "The cells have no measurement in common. Take images with the same channels, or name the measurements in 'columns'.");
    Map<List<String>, ColumnMatch> matches = new LinkedHashMap<>();
    double[][] rows = new double[cells.size()][];
    for (int i = 0; i < rows.length; i++) {
      ExploredCell one = cells.get(i);
      ColumnMatch match =
          matches.computeIfAbsent(
              one.cell().measurements().columns(),
              there -> ColumnMatch.of(columns, there, "The embedding", "'" + one.image() + "'"));
      rows[i] = match.row(one.cell().measurements().values());
    }
    return new FeatureTable(columns, rows, true, notes);
  }

  /** One for each list of columns that cells have. */
  private static List<LabelledMeasurements> sources(ExploredCells cells) {
    Map<List<String>, LabelledMeasurements> sources = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      ExploredCell one = cells.get(i);
      sources.computeIfAbsent(
          one.cell().measurements().columns(),
          columns ->
              new LabelledMeasurements(
                  one.image(),
                  columns.stream().filter(c -> Measurement.ofColumn(c).isPresent()).toList(),
                  List.of(),
                  List.of(),
                  List.of(),
                  0));
    }
    return List.copyOf(sources.values());
  }

  private static FeatureTable others(ExploredCells cells, String names) {
    List<String> there = cells.measurements();
    boolean all = names.isBlank() || names.strip().equals(STANDARD);
    List<String> columns =
        all ? there : Arrays.stream(names.split(",")).map(String::strip).toList();
    if (columns.isEmpty())
      throw new IllegalArgumentException(
          "The cells have no measurements. Take a table with measurements, or the cells of an image.");
    for (String column : columns)
      if (!there.contains(column))
        throw new IllegalArgumentException(
            "There is no column '%s'. There are: %s.".formatted(column, String.join(", ", there)));
    double[][] values = columns.stream().map(cells::measured).toArray(double[][]::new);
    double[][] rows = new double[cells.size()][columns.size()];
    for (int i = 0; i < rows.length; i++)
      for (int c = 0; c < columns.size(); c++) rows[i][c] = values[c][i];
    return new FeatureTable(columns, rows, true, List.of());
  }

  /**
   * Without features that tell cells nothing: the same for all, or missing in more than a tenth.
   * What a cell lacks otherwise counts as the mean.
   *
   * @throws IllegalArgumentException if none is left
   */
  FeatureTable useful() {
    List<String> said = new ArrayList<>(notes);
    List<Integer> kept = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    long filled = 0;
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      double[] there =
          Arrays.stream(rows).mapToDouble(row -> row[column]).filter(Double::isFinite).toArray();
      long lacking = rows.length - there.length;
      if (lacking > MOST_MISSING * rows.length) missing.add(columns.get(c));
      else if (isConstant(there)) constant.add(columns.get(c));
      else {
        kept.add(c);
        filled += lacking;
      }
    }
    if (!missing.isEmpty())
      said.add("Left out, as many cells lack it: %s.".formatted(shortened(missing)));
    if (!constant.isEmpty())
      said.add("Left out, as it is the same for all cells: %s.".formatted(shortened(constant)));
    if (filled > 0)
      said.add("%,d missing values were taken for the mean of all cells.".formatted(filled));
    if (kept.isEmpty())
      throw new IllegalArgumentException(
          "No feature differs between the %,d cells. Choose other 'columns' or more cells."
              .formatted(rows.length));
    double[][] left = new double[rows.length][];
    for (int i = 0; i < left.length; i++) {
      double[] row = rows[i];
      left[i] = kept.stream().mapToDouble(c -> row[c]).toArray();
    }
    return new FeatureTable(kept.stream().map(columns::get).toList(), left, standardised, said);
  }

  private static boolean isConstant(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    return !(most - least > 1e-9 * Math.max(Math.abs(least), Math.abs(most)));
  }

  private static String shortened(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + " and %,d more".formatted(names.size() - 12);
  }

  /** Rows with the mean 0, and the deviation 1 if features have different units. */
  double[][] standard() {
    double[][] finite = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) finite[i] = rows[i].clone();
    int d = columns.size();
    for (int c = 0; c < d; c++) {
      int column = c;
      double mean =
          Arrays.stream(rows)
              .mapToDouble(row -> row[column])
              .filter(Double::isFinite)
              .average()
              .orElse(0);
      for (double[] row : finite) if (!Double.isFinite(row[c])) row[c] = mean;
    }
    Standardisation all = Standardisation.of(finite);
    Standardisation used =
        standardised
            ? all
            : new Standardisation(all.means(), IntStream.range(0, d).mapToDouble(i -> 1).toArray());
    return Arrays.stream(finite).map(used::apply).toArray(double[][]::new);
  }
}
