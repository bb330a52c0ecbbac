package org.unstained.segment;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Opening, hole filling and components of masks, against brute force on widths around a word. */
public class MorphologyTest {
  private static final int[] WIDTHS = {1, 2, 63, 64, 65, 130};

  @Test
  public void openingEqualsBruteForce() {
    for (int width : WIDTHS)
      for (double radius : new double[] {1, 1.5, 2, 3.2, 5})
        for (int bandRows : new int[] {1, 7, 64}) {
          Mask mask = Paint.noise(width, 23, 0.9, width);
          Mask expected = bruteForce(bruteForce(mask, radius, true), radius, false);
          assertSame(expected, Opening.by(mask, radius, bandRows, () -> false));
        }
  }

  @Test
  public void openingWithLessThanOnePixelChangesNothing() {
    Mask mask = Paint.noise(40, 20, 0.5, 1);
    assertSame(mask, Opening.by(mask, 0.9, 8, () -> false));
  }

  private static Mask bruteForce(Mask mask, double radius, boolean erode) {
    Mask out = new Mask(mask.width, mask.height);
    int reach = (int) radius;
    for (int y = 0; y < mask.height; y++)
      for (int x = 0; x < mask.width; x++) {
        boolean all = true;
        boolean any = false;
        for (int dy = -reach; dy <= reach; dy++)
          for (int dx = -reach; dx <= reach; dx++) {
            int u = x + dx;
            int v = y + dy;
            if (dx * dx + dy * dy > radius * radius) continue;
            if (u < 0 || v < 0 || u >= mask.width || v >= mask.height) continue;
            all &= mask.get(u, v);
            any |= mask.get(u, v);
          }
        if (erode ? all : any) out.set(x, y);
      }
    return out;
  }

  @Test
  public void componentsEqualFloodFilling() {
    for (int width : WIDTHS)
      for (Components.Neighbours neighbours : Components.Neighbours.values())
        for (double chance : new double[] {0.3, 0.5, 0.7}) {
          Mask mask = Paint.noise(width, 31, chance, width + 1);
          int[] expected = flood(mask, neighbours == Components.Neighbours.EIGHT);
          Components found = Components.of(mask, neighbours);
          int[] labels = new int[width * 31];
          for (int y = 0; y < 31; y++)
            for (int run = found.firstRun(y); run < found.firstRun(y + 1); run++)
              for (int x = found.from(run); x < found.to(run); x++)
                labels[y * width + x] = found.componentOf(run) + 1;
          // Both number in reading order of the first pixel, so labels are the same, not just
          // alike.
          org.junit.Assert.assertArrayEquals(expected, labels);
        }
  }

  private static int[] flood(Mask mask, boolean eight) {
    int[] labels = new int[mask.width * mask.height];
    int n = 0;
    java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
    for (int start = 0; start < labels.length; start++) {
      if (labels[start] != 0 || !mask.get(start % mask.width, start / mask.width)) continue;
      labels[start] = ++n;
      open.add(start);
      while (!open.isEmpty()) {
        int at = open.poll();
        for (int dy = -1; dy <= 1; dy++)
          for (int dx = -1; dx <= 1; dx++) {
            int x = at % mask.width + dx;
            int y = at / mask.width + dy;
            if (!eight && dx != 0 && dy != 0) continue;
            if (x < 0 || y < 0 || x >= mask.width || y >= mask.height || !mask.get(x, y)) continue;
            if (labels[y * mask.width + x] != 0) continue;
            labels[y * mask.width + x] = n;
            open.add(y * mask.width + x);
          }
      }
    }
    return labels;
  }

  @Test
  public void holesAreGroundThatDoesNotReachTheBorder() {
    for (int width : WIDTHS) {
      Mask mask = Paint.noise(width, 29, 0.6, width + 2);
      Mask ground = mask.not();
      int[] labels = flood(ground, false);
      boolean[] open = new boolean[labels.length + 1];
      for (int i = 0; i < labels.length; i++) {
        int x = i % width;
        int y = i / width;
        if (x == 0 || y == 0 || x == width - 1 || y == 28) open[labels[i]] = true;
      }
      Mask expected = new Mask(width, 29);
      for (int i = 0; i < labels.length; i++)
        if (labels[i] == 0 || !open[labels[i]]) expected.set(i % width, i / width);
      FillHoles.in(mask);
      assertSame(expected, mask);
    }
  }

  @Test
  public void edgesLieBetweenSetAndUnsetNeighbours() {
    for (int width : WIDTHS) {
      Mask mask = Paint.noise(width, 9, 0.5, width + 3);
      long expected = 0;
      for (int y = 0; y < 9; y++)
        for (int x = 0; x < width; x++) {
          if (x > 0 && mask.get(x, y) != mask.get(x - 1, y)) expected++;
          if (y > 0 && mask.get(x, y) != mask.get(x, y - 1)) expected++;
        }
      assertEquals(expected, mask.edges());
    }
  }

  private static void assertSame(Mask expected, Mask found) {
    for (int y = 0; y < expected.height; y++)
      for (int x = 0; x < expected.width; x++)
        assertEquals("at " + x + ", " + y, expected.get(x, y), found.get(x, y));
    assertEquals("no bit beyond the width", expected.count(), found.count());
  }
}
