package org.unstained.overlay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;

/** Cells made for tests. */
final class Painted {
  private Painted() {}

  /** Cells of a label map written as lines of digits and letters; dots are background. */
  static List<Cell> cells(String... lines) {
    int width = lines[0].length();
    int[] labels = new int[width * lines.length];
    for (int y = 0; y < lines.length; y++)
      for (int x = 0; x < width; x++)
        labels[y * width + x] = Math.max(0, Character.digit(lines[y].charAt(x), 36));
    return Cells.measure(ArrayImgs.ints(labels, width, lines.length), List.of(), PixelSize.PIXELS);
  }

  /** A rectangle without measurements. */
  static Cell rectangle(int number, int x, int y, int width, int height) {
    Region region = Region.rectangle(number, x, y, width, height);
    return new Cell(
        number,
        region.box(),
        x + width / 2.0,
        y + height / 2.0,
        region.outline(),
        Measurements.NONE,
        null);
  }

  /** An octagon-like blob within a square, as many corners as a traced cell of that size. */
  static Cell blob(int number, int x, int y, int side) {
    byte[] mask = new byte[side * side];
    double r = side / 2.0;
    for (int j = 0; j < side; j++)
      for (int i = 0; i < side; i++)
        if (Math.hypot(i + 0.5 - r, j + 0.5 - r) <= r) mask[j * side + i] = 1;
    Region region = Region.ofMask(number, mask, side, x, y);
    return new Cell(number, region.box(), x + r, y + r, region.outline(), Measurements.NONE, null);
  }

  /** Blobs in rows, {@code perRow} a row, {@code side} pixels each. */
  static List<Cell> blobs(int n, int perRow, int side) {
    Cell first = blob(1, 0, 0, side);
    List<Cell> cells = new ArrayList<>(n);
    for (int i = 0; i < n; i++)
      cells.add(moved(first, i + 1, i % perRow * side, i / perRow * side));
    return cells;
  }

  private static Cell moved(Cell cell, int number, int dx, int dy) {
    int[] x = cell.outline().polygons().get(0).x().clone();
    int[] y = cell.outline().polygons().get(0).y().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += dx;
      y[i] += dy;
    }
    return new Cell(
        number,
        new org.unstained.cells.Box(
            cell.box().x() + dx, cell.box().y() + dy, cell.box().width(), cell.box().height()),
        cell.x() + dx,
        cell.y() + dy,
        new Outline(List.of(new Outline.Polygon(x, y))),
        Measurements.NONE,
        null);
  }

  static Cell measured(Cell cell, List<String> columns, double... values) {
    return new Cell(
        cell.number(),
        cell.box(),
        cell.x(),
        cell.y(),
        cell.outline(),
        new Measurements(columns, values),
        cell.classification());
  }

  /** A class of several with probabilities that add up to 1. */
  static Classification classified(String name, double score, String... others) {
    Map<String, Double> p = new LinkedHashMap<>();
    for (String other : others)
      p.put(other, other.equals(name) ? score : (1 - score) / (others.length - 1));
    return new Classification(name, score, p);
  }

  static PlaneCells plane(String image, int c, int z, int t, Cell... cells) {
    return new PlaneCells(image, c, z, t, List.of(cells));
  }

  /** A label map of random specks: pieces, holes and corners that touch. */
  static String[] specks(int width, int height, int labels, long seed) {
    Random random = new Random(seed);
    String[] lines = new String[height];
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < width; x++)
        line.append(Character.forDigit(random.nextInt(labels + 1), 36));
      lines[y] = line.toString().replace('0', '.');
    }
    return lines;
  }
}
