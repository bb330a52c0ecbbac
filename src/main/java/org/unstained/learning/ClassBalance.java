package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * How many cells of each class there are to learn from and to validate with, before anything is
 * trained.
 *
 * @param rows one a class, in the order of the alphabet
 * @param training images, those without cells too
 * @param validation images
 */
public record ClassBalance(List<Row> rows, int training, int validation) {
  /** Fewer cells than that to learn from are too few for a network. */
  private static final int RARE = 20;

  /** Fewer cells than that to validate with choose an epoch by chance. */
  private static final int FEW = 5;

  /** One class so many times as frequent as another is worth a word. */
  private static final double UNEVEN = 5;

  /**
   * One class.
   *
   * @param training cells to learn from
   * @param validation cells to validate with
   * @param trainingImages that show one or more
   * @param validationImages that show one or more
   * @param trainingShare of all cells to learn from, 0–1; NaN if there is none
   * @param validationShare of all cells to validate with
   */
  public record Row(
      String className,
      int training,
      int validation,
      int trainingImages,
      int validationImages,
      double trainingShare,
      double validationShare) {}

  public ClassBalance {
    rows = List.copyOf(rows);
  }

  /**
   * @param training classes of the cells of each image to learn from
   * @param validation of each image to validate with
   */
  public static ClassBalance of(List<List<String>> training, List<List<String>> validation) {
    TreeSet<String> names = new TreeSet<>();
    training.forEach(names::addAll);
    validation.forEach(names::addAll);
    double learn = training.stream().mapToInt(List::size).sum();
    double judge = validation.stream().mapToInt(List::size).sum();
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      int t = cells(training, name);
      int v = cells(validation, name);
      rows.add(
          new Row(
              name, t, v, images(training, name), images(validation, name), t / learn, v / judge));
    }
    return new ClassBalance(rows, training.size(), validation.size());
  }

  private static int cells(List<List<String>> images, String name) {
    return images.stream().mapToInt(i -> (int) i.stream().filter(name::equals).count()).sum();
  }

  private static int images(List<List<String>> images, String name) {
    return (int) images.stream().filter(i -> i.contains(name)).count();
  }

  /** What is wrong or doubtful, a sentence each; none if all is well. */
  public List<String> warnings() {
    List<String> all = new ArrayList<>();
    for (Row row : rows) {
      if (row.training == 0) all.add("There is no '%s' to learn from.".formatted(row.className));
      else if (row.training < RARE)
        all.add(
            "Only %d '%s' to learn from: label more, some dozens at least."
                .formatted(row.training, row.className));
      if (row.validation == 0)
        all.add(
            "There is no '%s' to validate with: nothing says how well it is learned."
                .formatted(row.className));
      else if (row.validation < FEW)
        all.add(
            "Only %d '%s' to validate with: chance chooses among epochs."
                .formatted(row.validation, row.className));
    }
    int most = rows.stream().mapToInt(Row::training).max().orElse(0);
    for (Row row : rows)
      if (row.training > 0 && most >= UNEVEN * row.training)
        all.add(
            String.format(
                Locale.ROOT,
                "'%s' is %.0f times rarer than the most frequent class: sampling=balanced shows it as often.",
                row.className,
                (double) most / row.training));
    return all;
  }

  /** A line a class, for a log. */
  public List<String> lines() {
    return rows.stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s: %d cells to learn from (%s), %d to validate (%s)",
                    row.className,
                    row.training,
                    percent(row.trainingShare),
                    row.validation,
                    percent(row.validationShare)))
        .toList();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
