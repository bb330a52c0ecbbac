package org.unstained.segment;

import java.util.Arrays;

/**
 * The peaks of a relief that rise far enough above the highest pass to a higher peak: its h-maxima.
 * The highest peak always counts. Found by flooding from the top with union-find over eight
 * neighbours (Najman and Couprie, <a
 * href="https://doi.org/10.1109/TIP.2005.863518">doi:10.1109/TIP.2005.863518</a>). Of equal peaks
 * the first in reading order counts as the higher.
 */
final class Peaks {

  /** Whether a dip parts two peaks. */
  interface Dip {
    /**
     * @param peak level of the lower peak
     * @param pass level of the highest way between the two
     */
    boolean parts(int peak, int pass);
  }

  private int[] order = new int[0];
  private int[] parent = new int[0];
  private int[] peak = new int[0];
  private int[] counts = new int[0];

  private int[] found = new int[16];
  private int size;

  /** Finds the peaks; afterwards {@link #get} gives them. */
  int find(Patch patch, Dip dip) {
    sort(patch);
    int[] neighbours = patch.neighbours();
    int area = patch.width * patch.height;
    if (parent.length < area) {
      parent = new int[area];
      peak = new int[area];
    }
    Arrays.fill(parent, 0, area, -1);
    size = 0;
    int last = 0;
    int lowestTop = lowestTop(patch, neighbours);
    int islands = 0;
    for (int i = 0; i < patch.size; i++) {
      int pixel = order[i];
      // Below the lowest top no island comes up any more: with one left all is decided.
      if (islands == 1 && patch.level[pixel] < lowestTop) break;
      int root = -1;
      for (int step : neighbours) {
        int next = pixel + step;
        if (parent[next] < 0) continue;
        int other = root(next);
        if (root < 0) root = other;
        else if (other != root) {
          // The root's peak is the pixel where its flooding began; earlier means higher.
          int high = peak[root] <= peak[other] ? root : other;
          int low = high == root ? other : root;
          if (dip.parts(patch.level[order[peak[low]]], patch.level[pixel])) add(order[peak[low]]);
          parent[low] = high;
          root = high;
          islands--;
        }
      }
      if (root < 0) {
        root = pixel;
        peak[pixel] = i;
        islands++;
      }
      parent[pixel] = root;
      last = root;
    }
    add(order[peak[root(last)]]);
    Arrays.sort(found, 0, size);
    return size;
  }

  /** The lowest level of a pixel that has no higher neighbour. */
  private static int lowestTop(Patch patch, int[] neighbours) {
    int lowest = patch.highest;
    for (int i = 0; i < patch.size; i++) {
      int pixel = patch.pixels[i];
      int level = patch.level[pixel];
      if (level < lowest && isTop(patch, pixel, neighbours)) lowest = level;
    }
    return lowest;
  }

  private static boolean isTop(Patch patch, int pixel, int[] neighbours) {
    for (int step : neighbours) if (patch.level[pixel + step] > patch.level[pixel]) return false;
    return true;
  }

  /** Local index of peak i, in reading order. */
  int get(int i) {
    return found[i];
  }

  private void add(int pixel) {
    if (size == found.length) found = Arrays.copyOf(found, 2 * size);
    found[size++] = pixel;
  }

  private int root(int pixel) {
    while (parent[pixel] != pixel) pixel = parent[pixel] = parent[parent[pixel]];
    return pixel;
  }

  /** Pixels from high to low, equal ones in reading order. */
  private void sort(Patch patch) {
    int levels = patch.highest + 1;
    if (counts.length < levels + 1) counts = new int[levels + 1];
    if (order.length < patch.size) order = new int[patch.size];
    Arrays.fill(counts, 0, levels + 1, 0);
    for (int i = 0; i < patch.size; i++) counts[patch.highest - patch.level[patch.pixels[i]] + 1]++;
    for (int i = 0; i < levels; i++) counts[i + 1] += counts[i];
    for (int i = 0; i < patch.size; i++) {
      int pixel = patch.pixels[i];
      order[counts[patch.highest - patch.level[pixel]]++] = pixel;
    }
  }
}
