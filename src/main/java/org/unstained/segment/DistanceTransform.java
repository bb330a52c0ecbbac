package org.unstained.segment;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Exact Euclidean distance of each pixel of a component to the nearest pixel outside it, squared.
 * Pixels beyond the plane are unknown and count as neither, so a cell that is cut by the border has
 * its peak there. A component that fills the plane has no outside and gets the same level
 * everywhere.
 *
 * <p>Two passes over columns and rows in linear time (Meijster et al., <a
 * href="https://doi.org/10.1007/0-306-47025-X_36">doi:10.1007/0-306-47025-X_36</a>). Distances need
 * nothing beyond the component's box: the nearest outside pixel always touches the component.
 */
final class DistanceTransform {
  private int[] column = new int[0];
  private int[] site = new int[0];
  private int[] start = new int[0];

  /** The distance of each pixel of a mask; 0 on the ground. */
  static Img<FloatType> of(Mask mask) {
    float[] out = new float[Math.multiplyExact(mask.width, mask.height)];
    Components components = Components.of(mask, Components.Neighbours.EIGHT);
    Components.Grouped runs = components.grouped();
    DistanceTransform transform = new DistanceTransform();
    Patch patch = new Patch();
    for (int c = 0; c < components.size(); c++) {
      patch.load(components, runs, c, mask.width, mask.height);
      transform.apply(patch);
      for (int i = 0; i < patch.size; i++) {
        int pixel = patch.pixels[i];
        out[patch.planeY(pixel) * mask.width + patch.planeX(pixel)] =
            (float) Math.sqrt(patch.level[pixel]);
      }
    }
    return ArrayImgs.floats(out, mask.width, mask.height);
  }

  /** Sets the patch's levels to squared distances. */
  void apply(Patch patch) {
    int width = patch.width;
    int height = patch.height;
    int area = width * height;
    if (column.length < area) column = new int[area];
    if (site.length < width) {
      site = new int[width];
      start = new int[width];
    }
    if (patch.fillsPlane()) return;
    int far = width + height;
    columns(patch, far);
    patch.highest = 0;
    for (int y = 1; y < height - 1; y++) {
      int row = y * width;
      for (int x = 1; x < width - 1; x++) {
        if (patch.level[row + x] == Patch.OUTSIDE) continue;
        int end = x;
        while (end < width - 1 && patch.level[row + end] != Patch.OUTSIDE) end++;
        int first = x == 1 && patch.frameBeyondLeft() ? x : x - 1;
        int last = end == width - 1 && patch.frameBeyondRight() ? end - 1 : end;
        run(patch, row, x, end, first, last, far);
        x = end;
      }
    }
  }

  /** Distance to the nearest outside pixel in the same column. */
  private void columns(Patch patch, int far) {
    int width = patch.width;
    int height = patch.height;
    int[] level = patch.level;
    for (int x = 0; x < width; x++) column[x] = patch.frameBeyondTop() ? far : 0;
    for (int i = width; i < width * height; i++)
      column[i] = level[i] == Patch.OUTSIDE ? 0 : Math.min(far, column[i - width] + 1);
    int last = (height - 1) * width;
    for (int x = 0; x < width; x++) column[last + x] = patch.frameBeyondBottom() ? far : 0;
    for (int i = last - 1; i >= 0; i--)
      if (column[i] > column[i + width] + 1) column[i] = column[i + width] + 1;
  }

  /**
   * Lower envelope of the parabolas of the columns {@code first} to {@code last} (inclusive) over
   * the run {@code from} to {@code to} (exclusive).
   */
  private void run(Patch patch, int row, int from, int to, int first, int last, int far) {
    int top = 0;
    site[0] = first;
    start[0] = first;
    for (int u = first + 1; u <= last; u++) {
      while (top >= 0 && at(row, site[top], start[top]) > at(row, u, start[top])) top--;
      if (top < 0) {
        top = 0;
        site[0] = u;
        start[0] = first;
      } else {
        int next = 1 + crossing(row, site[top], u);
        if (next <= last) {
          top++;
          site[top] = u;
          start[top] = next;
        }
      }
    }
    for (int x = last; x >= first; x--) {
      if (x >= from && x < to) {
        long squared = at(row, site[top], x);
        int level = (int) Math.min(squared, (long) far * far);
        patch.level[row + x] = level;
        patch.highest = Math.max(patch.highest, level);
      }
      if (x == start[top]) top--;
    }
  }

  private long at(int row, int site, int x) {
    long dx = x - site;
    long dy = column[row + site];
    return dx * dx + dy * dy;
  }

  /** The last column where the parabola of {@code i} is not above that of {@code u} > i. */
  private int crossing(int row, int i, int u) {
    long gi = column[row + i];
    long gu = column[row + u];
    return (int) Math.floorDiv((long) u * u - (long) i * i + gu * gu - gi * gi, 2L * (u - i));
  }
}
