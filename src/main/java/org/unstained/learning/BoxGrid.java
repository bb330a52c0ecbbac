package org.unstained.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Box;

/**
 * Finds the boxes that may overlap a given one by an IoU. Boxes of like width and height (within a
 * factor of two) share a grid over their centres whose pitch is their size. An IoU of t needs sides
 * whose ratio is t at least and centres no farther apart than half of both sides, so only a few
 * places of a few grids are looked at, however many boxes there are.
 */
final class BoxGrid {
  /** Sides below this count as this: no grid needs to be finer. */
  private static final double FINEST = 1e-3;

  private record Size(int a, int b) {}

  private record Place(long x, long y) {}

  private record Level(Size size, double pitchX, double pitchY, Map<Place, int[]> places) {}

  private final Box[] boxes;
  private final double least;
  private final List<Level> levels = new ArrayList<>();

  /**
   * @param least IoU that is looked for, above 0
   */
  BoxGrid(Box[] boxes, double least) {
    this.boxes = boxes;
    this.least = least;
    Map<Size, Level> bySize = new HashMap<>();
    for (int i = 0; i < boxes.length; i++) {
      if (!(boxes[i].area() > 0)) continue; // it overlaps nothing
      Size size = new Size(exponent(boxes[i].width()), exponent(boxes[i].height()));
      Level level = bySize.computeIfAbsent(size, BoxGrid::level);
      Place place =
          new Place(
              (long) Math.floor(centreX(boxes[i]) / level.pitchX()),
              (long) Math.floor(centreY(boxes[i]) / level.pitchY()));
      int[] there = level.places().getOrDefault(place, new int[] {0, 0, 0});
      if (there[0] + 1 == there.length) there = Arrays.copyOf(there, 2 * there.length);
      there[++there[0]] = i;
      level.places().put(place, there);
    }
    levels.addAll(bySize.values());
  }

  private static Level level(Size size) {
    return new Level(
        size, Math.scalb(1.0, size.a() + 1), Math.scalb(1.0, size.b() + 1), new HashMap<>());
  }

  /** In any order, each once; all that overlap by the IoU, and some others. */
  int[] near(Box box) {
    int[] found = new int[8];
    int n = 0;
    if (!(box.area() > 0)) return new int[0];
    for (Level level : levels) {
      if (!alike(box.width(), level.size().a()) || !alike(box.height(), level.size().b())) continue;
      double dx = (box.width() + level.pitchX()) / 2;
      double dy = (box.height() + level.pitchY()) / 2;
      long x1 = (long) Math.floor((centreX(box) + dx) / level.pitchX());
      long y1 = (long) Math.floor((centreY(box) + dy) / level.pitchY());
      for (long y = (long) Math.floor((centreY(box) - dy) / level.pitchY()); y <= y1; y++)
        for (long x = (long) Math.floor((centreX(box) - dx) / level.pitchX()); x <= x1; x++) {
          int[] there = level.places().get(new Place(x, y));
          if (there == null) continue;
          if (n + there[0] > found.length) found = Arrays.copyOf(found, 2 * (n + there[0]));
          System.arraycopy(there, 1, found, n, there[0]);
          n += there[0];
        }
    }
    return Arrays.copyOf(found, n);
  }

  /** Whether sides from 2^exponent to twice that can reach the IoU with this one. */
  private boolean alike(double side, int exponent) {
    double low = Math.scalb(1.0, exponent);
    double room = 1 + 1e-9;
    boolean finest = exponent == exponent(FINEST);
    return side * room >= least * (finest ? 0 : low) && least * side <= 2 * low * room;
  }

  private static int exponent(double side) {
    return Math.getExponent(Math.max(side, FINEST));
  }

  private static double centreX(Box box) {
    return box.x() + box.width() / 2;
  }

  private static double centreY(Box box) {
    return box.y() + box.height() / 2;
  }
}
