package org.unstained.segment;

import java.util.Arrays;

/**
 * Watershed from seeds: floods the relief of a component from its labelled pixels, highest levels
 * first, first come first served on equal ones, over eight neighbours (Meyer's algorithm, as in
 * Beucher and Meyer 1993). Every pixel that a seed reaches gets a label, or, with lines, the pixels
 * where two labels meet get none.
 */
final class Watershed {
  private static final int LINE = -2;
  private static final int WAITING = -1;

  private int[] next = new int[0];
  private int[] first = new int[0];
  private int[] last = new int[0];

  /** Floods from the pixels whose label isn't 0. */
  void flood(Patch patch, boolean lines) {
    int area = patch.width * patch.height;
    if (next.length < area) next = new int[area];
    int levels = patch.highest + 1;
    if (first.length < levels) {
      first = new int[levels];
      last = new int[levels];
    }
    Arrays.fill(first, 0, levels, -1);
    int[] level = patch.level;
    int[] label = patch.label;
    int[] neighbours = patch.neighbours();
    for (int pixel : seeds(patch))
      for (int step : neighbours) push(patch, pixel + step, label[pixel], patch.highest, lines);
    for (int at = patch.highest; at >= 0; ) {
      int pixel = first[at];
      if (pixel < 0) {
        at--;
        continue;
      }
      first[at] = next[pixel];
      if (lines && !settle(label, pixel, neighbours)) continue;
      int mine = label[pixel];
      for (int step : neighbours) push(patch, pixel + step, mine, at, lines);
    }
    if (lines)
      for (int i = 0; i < patch.size; i++)
        if (label[patch.pixels[i]] == LINE) label[patch.pixels[i]] = 0;
  }

  private static int[] seeds(Patch patch) {
    return Arrays.stream(patch.pixels, 0, patch.size).filter(p -> patch.label[p] > 0).toArray();
  }

  private void push(Patch patch, int pixel, int label, int at, boolean lines) {
    if (patch.level[pixel] == Patch.OUTSIDE || patch.label[pixel] != 0) return;
    patch.label[pixel] = lines ? WAITING : label;
    int to = Math.min(at, patch.level[pixel]);
    next[pixel] = -1;
    if (first[to] < 0) first[to] = pixel;
    else next[last[to]] = pixel;
    last[to] = pixel;
  }

  /** Gives a pixel the one label around it, or makes it a line where there are two. */
  private static boolean settle(int[] label, int pixel, int[] neighbours) {
    int mine = 0;
    for (int step : neighbours) {
      int other = label[pixel + step];
      if (other <= 0) continue;
      if (mine == 0) mine = other;
      else if (mine != other) {
        label[pixel] = LINE;
        return false;
      }
    }
    label[pixel] = mine;
    return true;
  }
}
