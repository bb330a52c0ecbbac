package org.unstained.segment;

import java.util.Arrays;
import org.unstained.segment.SegmentationSettings.Split;

/** Parts a component into cells: seeds first, then the watershed between them. */
final class Parting {
  private final Split split;
  private final double tolerance;
  private final boolean lines;
  private final DistanceTransform distance = new DistanceTransform();
  private final Peaks peaks = new Peaks();
  private final Watershed watershed = new Watershed();

  Parting(Split split, double tolerance, boolean lines) {
    this.split = split;
    this.tolerance = tolerance;
    this.lines = lines;
  }

  /**
   * Labels the pixels of a patch with the cells 1…n that they belong to.
   *
   * <p>{@code INTENSITY} takes the levels of the patch as they are; {@code NUCLEI} takes its labels
   * as seeds.
   *
   * @return n; 0 if seeds were given and none lies in the patch
   */
  int part(Patch patch) {
    return switch (split) {
      case NONE -> whole(patch);
      case SHAPE -> {
        distance.apply(patch);
        clamp(patch);
        yield fromPeaks(patch, this::partsShapes);
      }
      case INTENSITY -> fromPeaks(patch, this::partsIntensities);
      case NUCLEI -> {
        int seeds = renumber(patch);
        if (seeds == 1) yield whole(patch);
        if (seeds > 1) {
          distance.apply(patch);
          clamp(patch);
          watershed.flood(patch, lines);
        }
        yield seeds;
      }
    };
  }

  /** Distances on the pixel grid are this uncertain, so shallower dips mean nothing. */
  private static final double LEAST_DIP_PX = 0.75;

  private boolean partsShapes(int peak, int pass) {
    double radius = Math.sqrt(peak);
    return radius - Math.sqrt(pass) >= Math.max(LEAST_DIP_PX, tolerance * radius);
  }

  private boolean partsIntensities(int peak, int pass) {
    return peak - pass >= tolerance * peak;
  }

  private int fromPeaks(Patch patch, Peaks.Dip dip) {
    int n = peaks.find(patch, dip);
    if (n == 1) return whole(patch);
    for (int i = 0; i < n; i++) patch.label[peaks.get(i)] = i + 1;
    watershed.flood(patch, lines);
    return n;
  }

  private static int whole(Patch patch) {
    for (int i = 0; i < patch.size; i++) patch.label[patch.pixels[i]] = 1;
    return 1;
  }

  /**
   * Where the only ground lies far away along the border, squared distances can exceed the number
   * of pixels by far; cut there, so that the table of levels stays small.
   */
  private static void clamp(Patch patch) {
    long most = 4L * patch.size + 1024;
    if (patch.highest <= most) return;
    for (int i = 0; i < patch.size; i++)
      patch.level[patch.pixels[i]] = (int) Math.min(most, patch.level[patch.pixels[i]]);
    patch.highest = (int) most;
  }

  /** Turns the labels within a patch into 1…n, in their own order. */
  private static int renumber(Patch patch) {
    int[] seen = new int[8];
    int n = 0;
    for (int i = 0; i < patch.size; i++) {
      int label = patch.label[patch.pixels[i]];
      if (label == 0) continue;
      int at = Arrays.binarySearch(seen, 0, n, label);
      if (at >= 0) continue;
      if (n == seen.length) seen = Arrays.copyOf(seen, 2 * n);
      System.arraycopy(seen, -at - 1, seen, -at, n + at + 1);
      seen[-at - 1] = label;
      n++;
    }
    for (int i = 0; i < patch.size; i++) {
      int pixel = patch.pixels[i];
      if (patch.label[pixel] != 0)
        patch.label[pixel] = Arrays.binarySearch(seen, 0, n, patch.label[pixel]) + 1;
    }
    return n;
  }
}
