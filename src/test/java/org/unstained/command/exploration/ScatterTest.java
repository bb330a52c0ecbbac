package org.unstained.command.exploration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.Point;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.command.Theme;

/** Points of a plane: found, thinned, drawn. */
public class ScatterTest {
  private static final int N = 3000;

  private static Scatter random(int n) {
    Random random = new Random(3);
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++)
      points[i] = new double[] {random.nextGaussian() * 5, random.nextGaussian()};
    PointColours colours = new PointColours("number", new int[n], List.of(), 0, 1);
    java.util.Arrays.fill(colours.rgb(), 0xff0000);
    return new Scatter(points, "x", "y", colours, new BitSet());
  }

  @Test
  public void theNearestPointIsThatOfASearchThroughAll() {
    Scatter points = random(N);
    Random random = new Random(4);
    for (int t = 0; t < 300; t++) {
      double x = random.nextGaussian() * 6;
      double y = random.nextGaussian() * 2;
      int best = -1;
      double least = 0.3;
      for (int i = 0; i < N; i++) {
        double d = Math.hypot(points.x[i] - x, points.y[i] - y);
        if (d <= least) {
          least = d;
          best = i;
        }
      }
      assertEquals(best, points.grid().nearest(x, y, 0.3));
    }
  }

  @Test
  public void aLassoFindsWhatLiesInIt() {
    Scatter points = random(N);
    Ellipse2D lasso = new Ellipse2D.Double(-3, -1, 5, 1.5);
    BitSet found = points.grid().within(lasso);
    for (int i = 0; i < N; i++)
      assertEquals(lasso.contains(points.x[i], points.y[i]), found.get(i));
    assertFalse(found.isEmpty());
  }

  @Test
  public void thumbnailsKeepTheirDistanceAndStayWhenOneZoomsIn() {
    Scatter points = random(N);
    ThumbnailLevels levels = points.levels();
    BitSet before = new BitSet();
    for (double side : new double[] {3, 1, 0.4, 0.1}) {
      int level = levels.level(side);
      BitSet shown = new BitSet();
      for (int i = 0; i < N; i++) if (levels.isShown(i, level)) shown.set(i);
      for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1))
        for (int j = shown.nextSetBit(i + 1); j >= 0; j = shown.nextSetBit(j + 1))
          assertTrue(
              Math.abs(points.x[i] - points.x[j]) >= side
                  || Math.abs(points.y[i] - points.y[j]) >= side);
      assertTrue(shown.cardinality() > before.cardinality());
      before.andNot(shown);
      assertTrue("some went away", before.isEmpty());
      before = shown;
    }
  }

  @Test
  public void whatLiesUnderTheCursorStaysThereWhenOneZooms() {
    Scatter points = random(100);
    ScatterPlane plane = ScatterPlane.all(points.bounds(), 400, 300);
    Point cursor = new Point(77, 210);
    double x = plane.planeX(77);
    double y = plane.planeY(210);
    ScatterPlane closer = plane.zoomed(3, cursor, points.bounds());
    assertEquals(77, closer.viewX(x), 1e-9);
    assertEquals(210, closer.viewY(y), 1e-9);
    assertEquals(3 * plane.scale(), closer.scale(), 1e-9);
    assertEquals(97, plane.moved(20, 5).viewX(x), 1e-9);
    assertEquals(215, plane.moved(20, 5).viewY(y), 1e-9);
  }

  @Test
  public void dotsLieWhereThePlaneSays() {
    Scatter points = random(50);
    ScatterPlane plane = ScatterPlane.all(points.bounds(), 400, 300);
    BufferedImage drawn = new ScatterRaster().draw(points, plane, 3, 0xffffff, 0);
    for (int i = 0; i < 50; i++) {
      int rgb =
          drawn.getRGB((int) plane.viewX(points.x[i]), (int) plane.viewY(points.y[i])) & 0xffffff;
      assertTrue(Integer.toHexString(rgb), (rgb >> 16) > 240 && (rgb & 0xff) < 60);
    }
    int ground = 0;
    for (int y = 0; y < 300; y++)
      for (int x = 0; x < 400; x++) if ((drawn.getRGB(x, y) & 0xffffff) == 0xffffff) ground++;
    assertTrue(ground > 400 * 300 - 50 * 50);
  }

  @Test
  public void theScaleGrowsBrighterFromEndToEnd() {
    double last = -1;
    for (int i = 0; i <= 100; i++) {
      double bright = Theme.luminance(new Color(ColourScale.rgb(i / 100.0)));
      assertTrue("at " + i, bright > last);
      last = bright;
    }
    assertEquals(ColourScale.NO_NUMBER, ColourScale.rgb(Double.NaN));
    assertEquals(ColourScale.rgb(1), ColourScale.rgb(7));
  }
}
