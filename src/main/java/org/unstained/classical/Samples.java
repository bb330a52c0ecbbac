package org.unstained.classical;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells of known class with their measurements.
 *
 * @param columns names of the measurements
 * @param values one row a cell, one number a column, all finite; owned by this record
 * @param classes the class of each cell, an index into the names
 * @param classNames at least two
 * @param groups what each cell belongs to, usually its image; cells of one group are alike
 * @throws IllegalArgumentException if lengths differ, a number isn't finite or a class isn't there
 */
public record Samples(
    List<String> columns,
    double[][] values,
    int[] classes,
    List<String> classNames,
    List<String> groups) {

  public Samples {
    columns = List.copyOf(columns);
    classNames = List.copyOf(classNames);
    groups = List.copyOf(groups);
    if (values.length != classes.length || values.length != groups.size())
      throw new IllegalArgumentException(
          "Each cell has a class and a group, got %d cells, %d classes, %d groups"
              .formatted(values.length, classes.length, groups.size()));
    if (columns.isEmpty()) throw new IllegalArgumentException("There is no measurement");
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != columns.size())
        throw new IllegalArgumentException(
            "A cell has %d numbers for %d columns".formatted(values[i].length, columns.size()));
      for (double v : values[i])
        if (!Double.isFinite(v)) throw new IllegalArgumentException("A measurement is " + v);
      if (classes[i] < 0 || classes[i] >= classNames.size())
        throw new IllegalArgumentException(
            "Class %d of %d isn't there".formatted(classes[i], classNames.size()));
    }
  }

  public int size() {
    return values.length;
  }

  /** Cells of each class. */
  public int[] counts() {
    int[] counts = new int[classNames.size()];
    for (int c : classes) counts[c]++;
    return counts;
  }

  /** These cells only, in this order; the rows are shared. */
  public Samples at(int[] indices) {
    double[][] some = new double[indices.length][];
    int[] theirs = new int[indices.length];
    List<String> groupsOfSome = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      some[i] = values[indices[i]];
      theirs[i] = classes[indices[i]];
      groupsOfSome.add(groups.get(indices[i]));
    }
    return new Samples(columns, some, theirs, classNames, groupsOfSome);
  }

  Samples with(double[][] others, List<String> otherColumns) {
    return new Samples(otherColumns, others, classes, classNames, groups);
  }
}
