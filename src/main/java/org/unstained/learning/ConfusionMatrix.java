package org.unstained.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a cell of each class was called what. Rows are what it is, columns what it's called.
 */
public final class ConfusionMatrix {
  private final List<String> classes;
  private final long[][] counts;

  private ConfusionMatrix(List<String> classes, long[][] counts) {
    this.classes = classes;
    this.counts = counts;
  }

  /**
   * @param truths the class of each cell
   * @param called what it was called, in the same order
   * @throws IllegalArgumentException if the lengths differ, or a class is not among the classes or
   *     twice among them
   */
  public static ConfusionMatrix of(List<String> classes, List<String> truths, List<String> called) {
    if (truths.size() != called.size())
      throw new IllegalArgumentException(
          "Each cell has a class and is called one, got %d and %d"
              .formatted(truths.size(), called.size()));
    Map<String, Integer> index = new HashMap<>();
    for (String name : classes)
      if (index.put(name, index.size()) != null)
        throw new IllegalArgumentException("The class '%s' stands there twice".formatted(name));
    long[][] counts = new long[classes.size()][classes.size()];
    for (int i = 0; i < truths.size(); i++)
      counts[at(index, truths.get(i))][at(index, called.get(i))]++;
    return new ConfusionMatrix(List.copyOf(classes), counts);
  }

  private static int at(Map<String, Integer> index, String name) {
    Integer i = index.get(name);
    if (i == null)
      throw new IllegalArgumentException(
          "There is no class '%s' among %s".formatted(name, index.keySet()));
    return i;
  }

  public List<String> classes() {
    return classes;
  }

  /** Cells of one class that were called another, or the same. */
  public long count(String truth, String called) {
    return counts[indexOf(truth)][indexOf(called)];
  }

  public long total() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) sum += row(i);
    return sum;
  }

  /** Share of the cells that are called what they are; NaN if there is none. */
  public double accuracy() {
    return (double) right() / total();
  }

  /** Mean of the recalls of all classes that have cells; NaN if there is none. */
  public double balancedAccuracy() {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < counts.length; i++)
      if (row(i) > 0) {
        sum += (double) counts[i][i] / row(i);
        n++;
      }
    return sum / n;
  }

  /**
   * Cohen's kappa: agreement beyond chance, 1 if all agree, 0 as by chance (Cohen 1960,
   * doi:10.1177/001316446002000104). NaN if there is no cell, or all are of one class and called
   * so.
   */
  public double kappa() {
    double total = total();
    double chance = 0;
    for (int i = 0; i < counts.length; i++) chance += row(i) / total * (column(i) / total);
    return (accuracy() - chance) / (1 - chance);
  }

  /** Share of the cells called so that are so; NaN if none is called so. */
  public double precision(String name) {
    int i = indexOf(name);
    return (double) counts[i][i] / column(i);
  }

  /** Share of the cells of a class that are called so; NaN if there is none. */
  public double recall(String name) {
    int i = indexOf(name);
    return (double) counts[i][i] / row(i);
  }

  /** Harmonic mean of the two; 0 if none is right, NaN if the class doesn't occur at all. */
  public double f1(String name) {
    int i = indexOf(name);
    return 2.0 * counts[i][i] / (row(i) + column(i));
  }

  private int indexOf(String name) {
    int i = classes.indexOf(name);
    if (i < 0)
      throw new IllegalArgumentException(
          "There is no class '%s' among %s".formatted(name, classes));
    return i;
  }

  private long right() {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) sum += counts[i][i];
    return sum;
  }

  private long row(int i) {
    long sum = 0;
    for (long count : counts[i]) sum += count;
    return sum;
  }

  private long column(int i) {
    long sum = 0;
    for (long[] row : counts) sum += row[i];
    return sum;
  }
}
