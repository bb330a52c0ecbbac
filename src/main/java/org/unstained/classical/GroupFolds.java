package org.unstained.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Parts cells into folds so that all cells of one group lie in one fold, and each fold has about as
 * many cells of each class as the others.
 */
public final class GroupFolds {
  private GroupFolds() {}

  /**
   * The fold of each cell, from 0. Groups are dealt out one after the other, those with the most
   * uneven classes first, each to the fold that makes the class counts of the folds most alike (as
   * scikit-learn's StratifiedGroupKFold does); groups that are equally uneven in a random order.
   *
   * @param folds 2 or more, at most as many as groups
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  public static int[] of(Samples samples, int folds, long seed) {
    int classes = samples.classNames().size();
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++)
      counts
          .computeIfAbsent(samples.groups().get(i), g -> new int[classes])[samples.classes()[i]]++;
    if (folds < 2 || counts.size() < folds)
      throw new IllegalArgumentException(
          "%d groups can't be parted into %d folds".formatted(counts.size(), folds));
    List<String> order = new ArrayList<>(counts.keySet());
    Collections.shuffle(order, new Random(seed));
    order.sort((a, b) -> Double.compare(deviation(counts.get(b)), deviation(counts.get(a))));
    int[] total = samples.counts();
    double[][] inFold = new double[folds][classes];
    int[] cells = new int[folds];
    Map<String, Integer> foldOf = new LinkedHashMap<>();
    for (String group : order) {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int f = 0; f < folds; f++) {
        double uneven = uneven(inFold, f, counts.get(group), total);
        if (uneven < least - 1e-12 || Math.abs(uneven - least) <= 1e-12 && cells[f] < cells[best]) {
          best = f;
          least = Math.min(least, uneven);
        }
      }
      foldOf.put(group, best);
      for (int c = 0; c < classes; c++) {
        inFold[best][c] += counts.get(group)[c];
        cells[best] += counts.get(group)[c];
      }
    }
    return samples.groups().stream().mapToInt(foldOf::get).toArray();
  }

  /** How unevenly each class would lie in the folds if the group came to this one. */
  private static double uneven(double[][] inFold, int fold, int[] group, int[] total) {
    double sum = 0;
    double[] shares = new double[inFold.length];
    for (int c = 0; c < total.length; c++) {
      if (total[c] == 0) continue;
      for (int f = 0; f < shares.length; f++)
        shares[f] = (inFold[f][c] + (f == fold ? group[c] : 0)) / total[c];
      sum += deviation(shares);
    }
    return sum / total.length;
  }

  private static double deviation(int[] counts) {
    return deviation(Arrays.stream(counts).asDoubleStream().toArray());
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
