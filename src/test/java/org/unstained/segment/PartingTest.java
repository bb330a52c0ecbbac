package org.unstained.segment;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.segment.SegmentationSettings.Split;

/** Peaks and watershed on single components. */
public class PartingTest {

  private static Patch patch(Mask mask) {
    Components components = Components.of(mask, Components.Neighbours.EIGHT);
    assertEquals("one component", 1, components.size());
    Patch patch = new Patch();
    patch.load(components, components.grouped(), 0, mask.width, mask.height);
    return patch;
  }

  private static Mask full(int width, int height) {
    return Paint.noise(width, height, 1, 0);
  }

  private static Patch relief(int width, int height, int highest, long seed) {
    Patch patch = patch(full(width, height));
    Random random = new Random(seed);
    for (int i = 0; i < patch.size; i++) patch.level[patch.pixels[i]] = random.nextInt(highest + 1);
    patch.highest = highest;
    return patch;
  }

  /** A peak's dip by its definition: climb down until a higher pixel can be reached. */
  private static int[] bruteForcePeaks(Patch patch, int least) {
    List<Integer> peaks = new ArrayList<>();
    for (int i = 0; i < patch.size; i++) {
      int pixel = patch.pixels[i];
      int level = patch.level[pixel];
      int pass = level;
      while (pass >= 0 && !reachesHigher(patch, pixel, pass)) pass--;
      if (pass < 0 || level - pass >= least && level > pass) peaks.add(pixel);
    }
    return peaks.stream().mapToInt(p -> p).toArray();
  }

  /** Whether a higher pixel, or an equal one that stands before, is connected at a level. */
  private static boolean reachesHigher(Patch patch, int start, int level) {
    boolean[] seen = new boolean[patch.width * patch.height];
    java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>(List.of(start));
    seen[start] = true;
    while (!open.isEmpty()) {
      int at = open.poll();
      int here = patch.level[at];
      if (here > patch.level[start] || here == patch.level[start] && at < start) return true;
      for (int step : patch.neighbours()) {
        int next = at + step;
        if (patch.level[next] == Patch.OUTSIDE || patch.level[next] < level || seen[next]) continue;
        seen[next] = true;
        open.add(next);
      }
    }
    return false;
  }

  @Test
  public void peaksEqualTheirDefinitionOnNoise() {
    for (int seed = 0; seed < 40; seed++)
      for (int least = 1; least < 6; least++) {
        Patch patch = relief(11, 9, 8, seed);
        Peaks peaks = new Peaks();
        int dip = least;
        int n = peaks.find(patch, (peak, pass) -> peak - pass >= dip);
        int[] found = new int[n];
        for (int i = 0; i < n; i++) found[i] = peaks.get(i);
        assertArrayEquals("seed " + seed, bruteForcePeaks(patch, least), found);
      }
  }

  @Test
  public void aFlatComponentHasOnePeak() {
    Patch patch = patch(full(6, 4));
    assertEquals(1, new Peaks().find(patch, (peak, pass) -> true));
  }

  @Test
  public void theWatershedReachesEveryPixelAndKeepsSeeds() {
    for (int seed = 0; seed < 20; seed++)
      for (boolean lines : new boolean[] {false, true}) {
        Patch patch = relief(15, 13, 20, seed);
        int[] seeds = {patch.pixels[3], patch.pixels[100], patch.pixels[190]};
        for (int i = 0; i < 3; i++) patch.label[seeds[i]] = i + 1;
        new Watershed().flood(patch, lines);
        for (int i = 0; i < 3; i++) assertEquals(i + 1, patch.label[seeds[i]]);
        for (int i = 0; i < patch.size; i++) {
          int pixel = patch.pixels[i];
          assertTrue(patch.label[pixel] >= (lines ? 0 : 1) && patch.label[pixel] <= 3);
          if (lines && patch.label[pixel] != 0)
            for (int step : patch.neighbours())
              if (patch.level[pixel + step] != Patch.OUTSIDE && patch.label[pixel + step] != 0)
                assertEquals("labels never touch", patch.label[pixel], patch.label[pixel + step]);
        }
      }
  }

  @Test
  public void theWatershedMeetsAtTheDeepestValley() {
    Patch patch = patch(full(21, 5));
    for (int i = 0; i < patch.size; i++)
      patch.level[patch.pixels[i]] = Math.abs(patch.planeX(patch.pixels[i]) - 13);
    patch.highest = 13;
    patch.label[patch.pixels[0]] = 1;
    patch.label[patch.pixels[20]] = 2;
    new Watershed().flood(patch, false);
    for (int i = 0; i < patch.size; i++) {
      int x = patch.planeX(patch.pixels[i]);
      if (x != 13) assertEquals("column " + x, x < 13 ? 1 : 2, patch.label[patch.pixels[i]]);
    }
  }

  @Test
  public void touchingDiscsArePartedInTheMiddle() {
    Mask mask = new Mask(60, 40);
    for (int y = 0; y < 40; y++)
      for (int x = 0; x < 60; x++)
        if (Math.hypot(x - 18, y - 20) <= 12 || Math.hypot(x - 40, y - 20) <= 12) mask.set(x, y);
    Patch patch = patch(mask);
    assertEquals(2, new Parting(Split.SHAPE, 0.1, false).part(patch));
    for (int i = 0; i < patch.size; i++) {
      int x = patch.planeX(patch.pixels[i]);
      if (x != 29) assertEquals(x < 29 ? 1 : 2, patch.label[patch.pixels[i]]);
    }
    patch = patch(mask);
    assertEquals("a higher tolerance joins", 1, new Parting(Split.SHAPE, 0.9, false).part(patch));
  }

  @Test
  public void aDiscIsNeverParted() {
    for (int radius = 1; radius < 40; radius++) {
      Mask mask = new Mask(90, 90);
      for (int y = 0; y < 90; y++)
        for (int x = 0; x < 90; x++) if (Math.hypot(x - 44.3, y - 45.1) <= radius) mask.set(x, y);
      assertEquals("radius " + radius, 1, new Parting(Split.SHAPE, 0, false).part(patch(mask)));
    }
  }

  @Test
  public void nucleiAreSeedsAndComponentsWithoutOneAreDropped() {
    Mask mask = full(20, 6);
    Patch patch = patch(mask);
    assertEquals(0, new Parting(Split.NUCLEI, 0.1, false).part(patch));
    patch = patch(mask);
    patch.label[patch.pixels[0]] = 70;
    patch.label[patch.pixels[19]] = 31;
    assertEquals(2, new Parting(Split.NUCLEI, 0.1, false).part(patch));
    assertEquals(2, patch.label[patch.pixels[0]]);
    assertEquals(1, patch.label[patch.pixels[19]]);
  }
}
