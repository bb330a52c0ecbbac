package org.unstained.classical;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.unstained.learning.GroupFolds;
import org.unstained.learning.Sample;

/** Asks for each cell a classifier that has never seen a cell of its group. */
public final class CrossValidation {
  private CrossValidation() {}

  /** Of the part that is left for learning, when the number of neighbours is chosen there. */
  private static final int INNER_FOLDS = 5;

  /**
   * The probabilities of each cell's classes, from the classifier that learnt from the other folds.
   * Standardisation, components and the number of neighbours come from those folds alone.
   *
   * @param fold of each cell, from 0
   * @param progress told the part that is done, 0–1
   * @throws CancellationException if canceled
   * @throws IOException if LIBSVM can't write its text
   */
  public static double[][] probabilities(
      Samples samples, int[] fold, Recipe recipe, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    double[][] all = new double[samples.size()][];
    int folds = Arrays.stream(fold).max().orElse(0) + 1;
    for (int f = 0; f < folds; f++) {
      if (canceled.getAsBoolean()) throw new CancellationException();
      int held = f;
      int[] in = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      int[] out = IntStream.range(0, fold.length).filter(i -> fold[i] == held).toArray();
      Samples learnt = samples.at(in);
      Recipe settled = settled(learnt, recipe, INNER_FOLDS, canceled);
      double[][] found =
          MeasurementClassifier.fit(learnt, settled).probabilities(samples.at(out).values());
      for (int i = 0; i < out.length; i++) all[out[i]] = found[i];
      progress.accept((f + 1.0) / folds);
    }
    return all;
  }

  /** The recipe with a number of neighbours, chosen by cross-validation if it's left open. */
  public static Recipe settled(Samples samples, Recipe recipe, int folds, BooleanSupplier canceled)
      throws IOException {
    if (recipe.method() != Method.KNN || recipe.neighbours() > 0) return recipe;
    return recipe.withNeighbours(
        NeighbourCurve.of(samples, folds(samples, folds, recipe.seed()), recipe, canceled)
            .best()
            .k());
  }

  /**
   * The fold of each cell: by groups, as many as there are groups if they are few. If there is one
   * group only, its cells are parted.
   *
   * @throws IllegalArgumentException if there is one cell
   */
  public static int[] folds(Samples samples, int folds, long seed) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++)
      groups.computeIfAbsent(samples.groups().get(i), g -> new ArrayList<>()).add(i);
    if (groups.size() < 2) {
      groups.clear();
      for (int i = 0; i < samples.size(); i++) groups.put(Integer.toString(i), List.of(i));
    }
    List<Sample> shared = new ArrayList<>();
    for (List<Integer> cells : groups.values()) {
      String number = Integer.toString(shared.size());
      shared.add(
          new Sample(
              number,
              number,
              cells.stream().map(i -> samples.classNames().get(samples.classes()[i])).toList()));
    }
    int[] part = GroupFolds.of(shared, Math.min(folds, groups.size()), seed);
    int[] fold = new int[samples.size()];
    int group = 0;
    for (List<Integer> cells : groups.values()) {
      for (int cell : cells) fold[cell] = part[group];
      group++;
    }
    return fold;
  }
}
