package org.unstained.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Shares images out into parts that are alike: each part gets about as many cells of each class and
 * as many images as any other, and a group is never divided.
 *
 * <p>The groups come in random order, large ones first, each to the part where it evens the counts
 * most, as in scikit-learn's {@code StratifiedGroupKFold}; images are counted beside the classes,
 * so that those without cells are shared out, too.
 */
public final class GroupFolds {
  private GroupFolds() {}

  /**
   * The part of each sample, from 0.
   *
   * @param parts from 1
   * @param seed of the order; the same seed gives the same parts
   * @throws IllegalArgumentException if there are fewer groups than parts
   */
  public static int[] of(List<Sample> samples, int parts, long seed) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++)
      groups.computeIfAbsent(samples.get(i).group(), g -> new ArrayList<>()).add(i);
    if (parts < 1 || groups.size() < parts)
      throw new IllegalArgumentException(
          "%d group%s of images can't be shared out into %d parts; take fewer parts, or more images"
              .formatted(groups.size(), groups.size() == 1 ? "" : "s", parts));
    List<String> counted = new ArrayList<>(classes(samples));
    counted.add(""); // the images themselves
    double[] total = new double[counted.size()];
    List<Entry> entries = new ArrayList<>();
    for (List<Integer> images : groups.values()) {
      double[] counts = counts(images, samples, counted);
      for (int c = 0; c < total.length; c++) total[c] += counts[c];
      entries.add(new Entry(images, counts));
    }
    Collections.shuffle(entries, new Random(Seeds.mix(seed, parts, 1)));
    entries.sort(Comparator.comparingDouble((Entry e) -> -spread(e.counts, total)));
    double[][] sums = new double[parts][total.length];
    int[] sizes = new int[parts];
    int[] part = new int[samples.size()];
    int left = entries.size();
    for (Entry entry : entries) {
      int empty = (int) Arrays.stream(sizes).filter(s -> s == 0).count();
      int best = best(entry.counts, sums, sizes, total, left <= empty);
      for (int c = 0; c < total.length; c++) sums[best][c] += entry.counts[c];
      sizes[best]++;
      for (int image : entry.images) part[image] = best;
      left--;
    }
    // large groups came first, so the first parts would have fewer and larger ones
    List<Integer> order = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
    Collections.shuffle(order, new Random(Seeds.mix(seed, parts, 4)));
    for (int i = 0; i < part.length; i++) part[i] = order.get(part[i]);
    return part;
  }

  private record Entry(List<Integer> images, double[] counts) {}

  static TreeSet<String> classes(List<Sample> samples) {
    TreeSet<String> all = new TreeSet<>();
    for (Sample sample : samples) all.addAll(sample.classes());
    return all;
  }

  private static double[] counts(List<Integer> images, List<Sample> samples, List<String> counted) {
    double[] counts = new double[counted.size()];
    for (int image : images) {
      for (String name : samples.get(image).classes()) counts[counted.indexOf(name)]++;
      counts[counts.length - 1]++;
    }
    return counts;
  }

  /** How much a group can unbalance the parts. */
  private static double spread(double[] counts, double[] total) {
    double sum = 0;
    for (int c = 0; c < counts.length; c++) sum += Math.pow(counts[c] / Math.max(1, total[c]), 2);
    return sum;
  }

  /**
   * The part that a group evens most.
   *
   * @param onlyEmpty when as many parts are empty as groups are left
   */
  private static int best(
      double[] counts, double[][] sums, int[] sizes, double[] total, boolean onlyEmpty) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < sums.length; p++) {
      if (onlyEmpty && sizes[p] > 0) continue;
      // of the sum of squares only what changes matters
      double more = 0;
      for (int c = 0; c < counts.length; c++) {
        double all = Math.max(1, total[c]);
        more += (2 * sums[p][c] + counts[c]) * counts[c] / (all * all);
      }
      if (more < least) {
        least = more;
        best = p;
      }
    }
    return best;
  }
}
