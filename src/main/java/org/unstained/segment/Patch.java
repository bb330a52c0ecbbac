package org.unstained.segment;

import java.util.Arrays;

/**
 * One component of a mask in its box, with a frame of one pixel around, so that neighbours can be
 * visited without asking for bounds. Buffers grow and are used again for the next component.
 */
final class Patch {
  /** Level of a pixel outside the component. */
  static final int OUTSIDE = -1;

  /** Column and row of the plane at local (0, 0). */
  int left, top;

  /** Size with the frame; local index = y * width + x. */
  int width, height;

  /** Pixels of the component, in reading order, and how many. */
  int[] pixels = new int[0];

  int size;

  /** Height of the relief at each pixel, ≥ 0; {@link #OUTSIDE} elsewhere. */
  int[] level = new int[0];

  int highest;

  /** Part that a pixel belongs to, from 1; 0 for none. */
  int[] label = new int[0];

  private int planeWidth, planeHeight;

  /** Takes in a component; all its pixels get level 0 and label 0. */
  void load(Components components, Components.Grouped runs, int component, int planeW, int planeH) {
    planeWidth = planeW;
    planeHeight = planeH;
    int first = runs.start()[component];
    int last = runs.start()[component + 1];
    int minX = Integer.MAX_VALUE;
    int maxX = 0;
    size = 0;
    for (int i = first; i < last; i++) {
      int run = runs.run()[i];
      minX = Math.min(minX, components.from(run));
      maxX = Math.max(maxX, components.to(run));
      size += components.to(run) - components.from(run);
    }
    left = minX - 1;
    top = runs.row()[first] - 1;
    width = maxX - minX + 2;
    height = runs.row()[last - 1] - top + 2;
    int area = Math.multiplyExact(width, height);
    if (level.length < area) {
      level = new int[area];
      label = new int[area];
    }
    if (pixels.length < size) pixels = new int[size + size / 2];
    Arrays.fill(level, 0, area, OUTSIDE);
    Arrays.fill(label, 0, area, 0);
    int n = 0;
    for (int i = first; i < last; i++) {
      int run = runs.run()[i];
      int at = (runs.row()[i] - top) * width - left;
      for (int x = components.from(run); x < components.to(run); x++) {
        pixels[n++] = at + x;
        level[at + x] = 0;
      }
    }
    highest = 0;
  }

  /** Local index steps to the eight neighbours. */
  int[] neighbours() {
    return new int[] {-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1};
  }

  boolean frameBeyondLeft() {
    return left < 0;
  }

  boolean frameBeyondTop() {
    return top < 0;
  }

  boolean frameBeyondRight() {
    return left + width > planeWidth;
  }

  boolean frameBeyondBottom() {
    return top + height > planeHeight;
  }

  boolean fillsPlane() {
    return (long) size == (long) planeWidth * planeHeight;
  }

  /** Whether a pixel of the component lies at the border of the plane. */
  boolean atBorder(int pixel) {
    int x = planeX(pixel);
    int y = planeY(pixel);
    return x == 0 || y == 0 || x == planeWidth - 1 || y == planeHeight - 1;
  }

  int planeX(int pixel) {
    return left + pixel % width;
  }

  int planeY(int pixel) {
    return top + pixel / width;
  }
}
