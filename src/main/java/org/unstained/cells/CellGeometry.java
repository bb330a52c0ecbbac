package org.unstained.cells;

import java.util.Arrays;
import org.unstained.cells.Outline.Polygon;

/**
 * The geometry of one cell after the other: what can be found in pixels is found once and then
 * turned into figures for the pixel size. An object serves one thread.
 */
final class CellGeometry {
  /** Lengths and variances that differ by less, relatively, are taken for equal. */
  private static final double TIE = 1e-9;

  private final PixelSize pixelSize;
  private final SmoothedOutline smoothed = new SmoothedOutline();

  private int left;
  private int top;
  // Mean and variance of the pixels as unit squares, relative to (left, top).
  private double area;
  private double meanX;
  private double meanY;
  private double varX;
  private double varY;
  private double varXY;
  // Of the smoothed outline; hull lengths are sums over the pieces.
  private double perimeter;
  private double hullPerimeter;
  private double calibratedPerimeter;
  private double calibratedHullPerimeter;
  private double solidity;

  private long[] points = new long[256];
  private long[] hull = new long[512];
  private long[] pieceHulls = new long[128];
  private int cornerCount;
  private long[] corners = new long[128];
  private FeretDiameters feret;

  CellGeometry(PixelSize pixelSize) {
    this.pixelSize = pixelSize;
  }

  /** The box has no side above {@link SmoothedOutline#GREATEST_SIDE}. */
  void set(Region region, Outline outline, Box box) {
    left = (int) box.x();
    top = (int) box.y();
    findMoments(region.runs());
    findCorners(region.runs());
    measureOutline(outline);
  }

  double x() {
    return left + meanX;
  }

  double y() {
    return top + meanY;
  }

  /** Figures in pixels. */
  ShapeFigures pixels() {
    return figures(1, 1, perimeter, hullPerimeter, feret);
  }

  /** Figures in the unit of the pixel size. */
  ShapeFigures calibrated() {
    double w = pixelSize.width();
    double h = pixelSize.height();
    FeretDiameters diameters =
        w == h ? feret.times(w) : FeretDiameters.of(corners, cornerCount, w, h);
    return figures(w, h, calibratedPerimeter, calibratedHullPerimeter, diameters);
  }

  private void findMoments(int[] runs) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < runs.length; i += 3) {
      double length = runs[i + 2] - runs[i + 1];
      n += length;
      sumX += length * (runs[i + 1] - left + length / 2);
      sumY += length * (runs[i] - top + 0.5);
    }
    area = n;
    meanX = sumX / n;
    meanY = sumY / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < runs.length; i += 3) {
      double length = runs[i + 2] - runs[i + 1];
      double dx = runs[i + 1] - left + length / 2 - meanX;
      double dy = runs[i] - top + 0.5 - meanY;
      xx += length * (dx * dx + length * length / 12);
      yy += length * (dy * dy + 1 / 12.0);
      xy += length * dx * dy;
    }
    varX = xx / n;
    varY = yy / n;
    varXY = xy / n;
  }

  /**
   * The hull of the pixels' corners, and its diameters. On a line between two rows only the
   * outermost count.
   */
  private void findCorners(int[] runs) {
    points = ensure(points, runs.length / 3 * 4);
    int count = 0;
    int aboveY = 0;
    int aboveStart = 0;
    int aboveEnd = 0;
    for (int i = 0; i < runs.length; i += 3) {
      int y = runs[i] - top;
      int start = runs[i + 1] - left;
      while (i + 3 < runs.length && runs[i + 3] == runs[i]) i += 3;
      int end = runs[i + 2] - left;
      if (count > 0 && aboveY == y - 1) {
        count = addLine(count, y, Math.min(start, aboveStart), Math.max(end, aboveEnd));
      } else {
        if (count > 0) count = addLine(count, aboveY + 1, aboveStart, aboveEnd);
        count = addLine(count, y, start, end);
      }
      aboveY = y;
      aboveStart = start;
      aboveEnd = end;
    }
    count = addLine(count, aboveY + 1, aboveStart, aboveEnd);
    corners = ensure(corners, 2 * count);
    cornerCount = ConvexHull.of(points, count, corners);
    feret = FeretDiameters.of(corners, cornerCount, 1, 1);
  }

  private int addLine(int count, int y, int start, int end) {
    points[count] = ConvexHull.point(start, y);
    points[count + 1] = ConvexHull.point(end, y);
    return count + 2;
  }

  private void measureOutline(Outline outline) {
    perimeter = 0;
    hullPerimeter = 0;
    calibratedPerimeter = 0;
    calibratedHullPerimeter = 0;
    double inside = 0;
    int pieces = 0;
    int hullSize = 0;
    int collected = 0;
    for (Polygon polygon : outline.polygons()) {
      double signed = polygon.signedArea();
      if (signed < 0) {
        inside += signed;
        continue;
      }
      smoothed.set(polygon, left, top);
      inside += smoothed.area();
      hullSize = hullOfSmoothed();
      addLengths(hullSize);
      pieceHulls = ensure(pieceHulls, collected + hullSize);
      System.arraycopy(hull, 0, pieceHulls, collected, hullSize);
      collected += hullSize;
      pieces++;
    }
    if (pieces > 1) hullSize = hullOf(pieceHulls, collected);
    double scale = SmoothedOutline.SCALE;
    double hullArea = ConvexHull.area(hull, hullSize) / (scale * scale);
    solidity = Math.max(0, Math.min(1, inside / hullArea));
  }

  private void addLengths(int hullSize) {
    double scale = SmoothedOutline.SCALE;
    perimeter += smoothed.length(1, 1);
    hullPerimeter += ConvexHull.perimeter(hull, hullSize, 1 / scale, 1 / scale);
    if (!pixelSize.isCalibrated()) return;
    double w = pixelSize.width();
    double h = pixelSize.height();
    calibratedPerimeter += smoothed.length(w, h);
    calibratedHullPerimeter += ConvexHull.perimeter(hull, hullSize, w / scale, h / scale);
  }

  private int hullOfSmoothed() {
    int count = smoothed.size;
    points = ensure(points, count);
    for (int i = 0; i < count; i++) points[i] = ConvexHull.point(smoothed.x[i], smoothed.y[i]);
    return hullOf(points, count);
  }

  private int hullOf(long[] unsorted, int count) {
    Arrays.sort(unsorted, 0, count);
    hull = ensure(hull, 2 * count);
    return ConvexHull.of(unsorted, count, hull);
  }

  private static long[] ensure(long[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }

  private ShapeFigures figures(
      double w, double h, double length, double hullLength, FeretDiameters diameters) {
    double squared = area * w * h;
    double xx = varX * w * w;
    double yy = varY * h * h;
    double xy = varXY * w * h;
    double half = (xx + yy) / 2;
    double apart = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    boolean round = apart <= TIE * half;
    double major = 4 * Math.sqrt(half + apart);
    double minor = 4 * Math.sqrt(half - apart);
    double angle = round ? 0 : Angles.onScreen(Math.atan2(2 * xy, xx - yy) / 2);
    return new ShapeFigures(
        x() * w,
        y() * h,
        squared,
        length,
        Math.min(1, hullLength / length),
        solidity,
        Math.min(1, squared / (2 * Math.PI * (xx + yy))),
        Math.min(1, 4 * Math.PI * squared / (length * length)),
        round ? 1 : major / minor,
        angle,
        diameters.greatest(),
        diameters.least(),
        diameters.angle(),
        major,
        minor);
  }
}
