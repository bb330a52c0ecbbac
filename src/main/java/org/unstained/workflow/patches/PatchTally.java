package org.unstained.workflow.patches;

import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchAverage;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PlaneCells;

/** What is known of the patches of one plane without the patches: their classes added up. */
public final class PatchTally {
  private final PatchGrid grid;
  private final List<String> classes;

  /** By class, then by place in the grid; NaN for a patch that is empty. */
  private final double[][] probabilities;

  private final double[] counts;
  private final double[] sums;
  private int filled;

  /**
   * @param classes of the model, in its order
   */
  public PatchTally(PatchGrid grid, List<String> classes) {
    this.grid = grid;
    this.classes = classes;
    probabilities = new double[classes.size()][grid.count()];
    for (double[] values : probabilities) Arrays.fill(values, Double.NaN);
    counts = new double[classes.size()];
    sums = new double[classes.size()];
  }

  static PatchTally of(PatchResult result, PlaneCells plane) {
    PatchTally tally = new PatchTally(result.grid(), result.classes());
    tally.add(plane.cells());
    return tally;
  }

  /** Patches that aren't empty, with their classes; their order decides the last digit of means. */
  public void add(List<Cell> patches) {
    for (Cell patch : patches) {
      counts[classes.indexOf(patch.classification().name())]++;
      for (int c = 0; c < sums.length; c++) {
        double probability = patch.classification().probabilities().get(classes.get(c));
        sums[c] += probability;
        probabilities[c][patch.number() - 1] = probability;
      }
    }
    filled += patches.size();
  }

  /** The mean probability of each class at each pixel, in the order of the classes. */
  public List<PatchAverage> maps() {
    return Arrays.stream(probabilities).map(values -> PatchAverage.of(grid, values)).toList();
  }

  /** How many patches aren't empty. */
  public int filled() {
    return filled;
  }

  /** What was counted, as a row of the table of fractions. */
  public PatchFractions.Row row(String image, int frame, int slice) {
    double[] fractions = new double[counts.length];
    double[] means = new double[counts.length];
    for (int c = 0; c < fractions.length; c++) {
      fractions[c] = counts[c] / filled;
      means[c] = sums[c] / filled;
    }
    int patches = grid.count();
    return new PatchFractions.Row(image, frame, slice, patches, patches - filled, fractions, means);
  }
}
