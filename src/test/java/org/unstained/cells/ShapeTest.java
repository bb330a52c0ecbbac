package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Shape measurements against shapes whose figures are known, also on pixels that aren't square. */
public class ShapeTest {
  private static final PixelSize SQUARE = new PixelSize(0.25, 0.25, "µm");
  private static final PixelSize FLAT = new PixelSize(0.3, 0.2, "µm");
  private static final List<PixelSize> SIZES =
      List.of(SQUARE, FLAT, new PixelSize(0.15, 0.3, "µm"));

  /**
   * The promise of {@link Measurement}: perimeters of smooth cells from a radius of 5 pixels on.
   */
  private static final double PERIMETER = 0.02;

  /** Corners are rounded: the perimeter of a square of side 40 is 1 % short, give or take 1.5 %. */
  private static final double SQUARE_PERIMETER = 0.025;

  /** Pixels whose centres lie within: the least disc, radius 5, has 80 ± 3 pixels. */
  private static final double AREA = 0.04;

  /** A diameter between pixel corners is longer than the true one by √2 pixels at most. */
  private static final double FERET_PIXELS = Math.sqrt(2);

  /** Where a shape of ten pixels or more lies, from the pixels whose centres are inside. */
  private static final double CENTROID_PIXELS = 0.2;

  private interface Check {
    void check(Painted place, double pixel);
  }

  /** At many places between the pixels, in many directions, on each kind of pixel. */
  private static void everywhere(Check check) {
    Random random = new Random(17);
    for (PixelSize size : SIZES)
      for (int i = 0; i < 30; i++)
        check.check(
            new Painted(
                random.nextDouble() * 9, random.nextDouble() * 9, random.nextInt(180), size),
            Math.max(size.width(), size.height()));
  }

  @Test
  public void perimeterOfDiscsIsTrue() {
    everywhere(
        (place, pixel) -> {
          for (double r : new double[] {5, 7, 10, 20, 50}) {
            double expected = 2 * Math.PI * r * pixel;
            double actual = place.disc(r * pixel).measurements().get("perimeter_um");
            assertEquals(place + " r=" + r, expected, actual, PERIMETER * expected);
          }
        });
  }

  @Test
  public void perimeterOfEllipsesIsTrue() {
    everywhere(
        (place, pixel) -> {
          for (double r : new double[] {20, 30, 50}) { // 20 bends with a radius of 5 at its ends
            double expected = Painted.ellipsePerimeter(r, r / 2) * pixel;
            double actual =
                place.ellipse(r * pixel, r / 2 * pixel).measurements().get("perimeter_um");
            assertEquals(place + " r=" + r, expected, actual, PERIMETER * expected);
          }
        });
  }

  @Test
  public void perimeterOfTurnedSquaresIsTrue() {
    everywhere(
        (place, pixel) -> {
          double side = 40 * pixel;
          double actual = place.rectangle(side, side).measurements().get("perimeter_um");
          assertEquals(place.toString(), 4 * side, actual, SQUARE_PERIMETER * 4 * side);
        });
  }

  @Test
  public void ratiosOfDiscsAreOne() {
    everywhere(
        (place, pixel) -> {
          for (double r : new double[] {5, 10, 30}) {
            Measurements m = place.disc(r * pixel).measurements();
            double roughness = 0.01 + 0.15 / r; // what stairs do to so few pixels
            for (String ratio : List.of("convexity", "solidity", "compactness"))
              assertEquals(place + ratio + r, 1, m.get(ratio), roughness);
            // The perimeter comes in squared.
            assertEquals(place + "r=" + r, 1, m.get("circularity"), 2 * PERIMETER + 0.1 / r);
            assertEquals(place + "r=" + r, 1, m.get("aspect_ratio"), 2 * roughness);
          }
        });
  }

  @Test
  public void ellipsesHaveTheirAxesAreaAndAngle() {
    everywhere(
        (place, pixel) -> {
          double a = 24 * pixel;
          double b = 12 * pixel;
          Measurements m = place.ellipse(a, b).measurements();
          assertEquals(Math.PI * a * b, m.get("area_um2"), AREA * Math.PI * a * b);
          assertEquals(2 * a, m.get("major_axis_um"), 0.02 * 2 * a);
          assertEquals(2 * b, m.get("minor_axis_um"), 0.02 * 2 * b);
          assertEquals(2, m.get("aspect_ratio"), 0.04);
          assertEquals(2 / (2 + 0.5), m.get("compactness"), 0.01);
          assertEquals(0, apart(place.degrees(), m.get("orientation_deg")), 1.5);
          assertEquals(2 * a, m.get("feret_um"), FERET_PIXELS * pixel);
          assertEquals(2 * b, m.get("min_feret_um"), FERET_PIXELS * pixel);
          // Near its end the ellipse is so flat that the longest line may lean by some degrees.
          assertEquals(0, apart(place.degrees(), m.get("feret_angle_deg")), 8);
          assertEquals(place.x(), m.get("centroid_x_um"), CENTROID_PIXELS * pixel);
          assertEquals(place.y(), m.get("centroid_y_um"), CENTROID_PIXELS * pixel);
        });
  }

  private static double apart(double degrees, double others) {
    double d = Math.abs(degrees - others) % 180;
    return Math.min(d, 180 - d);
  }

  @Test
  public void anUprightRectangleHasExactDiameters() {
    Cell cell = measure(Region.rectangle(1, 3, 4, 12, 5), FLAT);
    Measurements m = cell.measurements();
    assertEquals(60, m.get("area_px2"), 0);
    assertEquals(60 * 0.06, m.get("area_um2"), 1e-12);
    assertEquals(13, m.get("feret_px"), 1e-12);
    assertEquals(Math.hypot(3.6, 1), m.get("feret_um"), 1e-12);
    assertEquals(5, m.get("min_feret_px"), 1e-12);
    assertEquals(1, m.get("min_feret_um"), 1e-12);
    assertEquals(Math.toDegrees(Math.atan2(1, 3.6)), m.get("feret_angle_deg"), 1e-9);
    assertEquals(0, m.get("orientation_deg"), 0);
    assertEquals(4 * Math.sqrt(3.6 * 3.6 / 12), m.get("major_axis_um"), 1e-12);
    assertEquals(4 * Math.sqrt(1 / 12.0), m.get("minor_axis_um"), 1e-12);
    assertEquals(3.6, m.get("aspect_ratio"), 1e-12);
    assertEquals(9, m.get("centroid_x_px"), 0);
    assertEquals(9 * 0.3, m.get("centroid_x_um"), 1e-12);
    assertEquals(6.5, m.get("centroid_y_px"), 0);
    assertEquals(9, cell.x(), 0);
    assertEquals(6.5, cell.y(), 0);
    assertEquals(new Box(3, 4, 12, 5), cell.box());
    assertEquals(1, m.get("solidity"), 0.02);
    assertEquals(1, m.get("convexity"), 0.02); // the cubic overshoots before its corners
  }

  @Test
  public void aStandingRectangleIsUpright() {
    Measurements m = measure(Region.rectangle(1, 0, 0, 3, 10), PixelSize.PIXELS).measurements();
    assertEquals(90, m.get("orientation_deg"), 0);
    // Pixels three times as wide as high make it almost as wide as high, and lying.
    Measurements wide =
        measure(Region.rectangle(1, 0, 0, 4, 10), new PixelSize(3, 1, "µm")).measurements();
    assertEquals(0, wide.get("orientation_deg"), 0);
    assertEquals(1.2, wide.get("aspect_ratio"), 1e-12);
  }

  @Test
  public void aSquareHasNoDirection() {
    Measurements m = measure(Region.rectangle(1, 5, 5, 8, 8), PixelSize.PIXELS).measurements();
    assertEquals(0, m.get("orientation_deg"), 0);
    assertEquals(1, m.get("aspect_ratio"), 0);
    assertEquals(45, m.get("feret_angle_deg"), 1e-9); // and not 135
  }

  @Test
  public void aLShapeHasTheSolidityOfItsHull() {
    // Three quarters of a square; the hull is seven eighths of it.
    byte[] mask = new byte[80 * 80];
    for (int i = 0; i < mask.length; i++) mask[i] = (byte) (i % 80 >= 40 && i / 80 < 40 ? 0 : 1);
    Measurements m = measure(Region.ofMask(1, mask, 80, 0, 0), PixelSize.PIXELS).measurements();
    assertEquals(6.0 / 7, m.get("solidity"), 0.01);
    assertEquals((240 + Math.hypot(40, 40)) / 320, m.get("convexity"), 0.01);
    assertEquals(320, m.get("perimeter_px"), 0.02 * 320);
  }

  @Test
  public void aRingHasTheOuterPerimeterAndItsHolesTakenOffTheArea() {
    Painted place = new Painted(0.3, 0.1, 0, PixelSize.PIXELS);
    Measurements m =
        place.cell(31, (u, v) -> Math.hypot(u, v) <= 30 && Math.hypot(u, v) > 20).measurements();
    assertEquals(2 * Math.PI * 30, m.get("perimeter_px"), PERIMETER * 2 * Math.PI * 30);
    assertEquals(Math.PI * 500, m.get("area_px2"), 0.01 * Math.PI * 500);
    assertEquals(5.0 / 9, m.get("solidity"), 0.01);
    assertEquals(5.0 / 9, m.get("circularity"), 0.02);
    assertEquals(5.0 / 13, m.get("compactness"), 0.01); // (R² - r²) / (R² + r²)
    assertEquals(1, m.get("convexity"), 0.01);
  }

  @Test
  public void piecesAddUpTheirPerimetersAndShareOneHull() {
    Painted place = new Painted(0, 0, 0, PixelSize.PIXELS);
    Painted.Shape two = (u, v) -> Math.hypot(u - 60, v) <= 20 || Math.hypot(u + 60, v) <= 20;
    Measurements m = place.cell(90, two).measurements();
    assertEquals(80 * Math.PI, m.get("perimeter_px"), PERIMETER * 80 * Math.PI);
    assertEquals(1, m.get("convexity"), 0.01);
    double hull = Math.PI * 400 + 120 * 40;
    assertEquals(2 * Math.PI * 400 / hull, m.get("solidity"), 0.01);
    assertEquals(160, m.get("feret_px"), FERET_PIXELS);
  }

  @Test
  public void onePixelHasFiniteFiguresWithinTheirBounds() {
    Measurements m = measure(Region.rectangle(7, 2, 3, 1, 1), PixelSize.PIXELS).measurements();
    assertEquals(1, m.get("area_px2"), 0);
    assertEquals(Math.sqrt(8), m.get("perimeter_px"), 1e-12);
    assertEquals(Math.sqrt(2), m.get("feret_px"), 1e-12);
    assertEquals(1, m.get("min_feret_px"), 1e-12);
    assertEquals(4 / Math.sqrt(12), m.get("major_axis_px"), 1e-12);
    for (String ratio : List.of("convexity", "solidity", "circularity", "aspect_ratio"))
      assertEquals(ratio, 1, m.get(ratio), 1e-12);
    assertEquals(6 / (2 * Math.PI), m.get("compactness"), 1e-12); // a square's
  }

  @Test
  public void outlinesOfFewerThan18EdgesAreNotSmoothed() {
    // From middle to middle of the edges: straight, but for four corners of √½ each.
    double corners = 4 * Math.sqrt(0.5);
    assertEquals(4 + corners, perimeter(2, 2), 1e-12);
    assertEquals(12 + corners, perimeter(4, 4), 1e-12);
    assertTrue(perimeter(4, 5) < 14 + corners - 0.1);
  }

  private static double perimeter(int width, int height) {
    Region region = Region.rectangle(1, 0, 0, width, height);
    return measure(region, PixelSize.PIXELS).measurements().get("perimeter_px");
  }

  @Test
  public void ratiosStayWithinTheirBoundsForAnyShape() {
    for (int seed = 0; seed < 300; seed++)
      for (Cell cell :
          Cells.measure(
              LabelMaps.random(seed, 2 + seed % 11, 2 + seed % 13, 1 + seed % 3),
              List.of(),
              FLAT)) {
        Measurements m = cell.measurements();
        for (double v : m.values()) assertTrue(m.toString(), Double.isFinite(v));
        for (String ratio : List.of("convexity", "solidity", "compactness", "circularity"))
          assertTrue(ratio + m, m.get(ratio) > 0 && m.get(ratio) <= 1);
        assertTrue(m.get("aspect_ratio") >= 1);
        assertTrue(m.get("min_feret_um") <= m.get("feret_um"));
      }
  }

  @Test
  public void figuresDoNotDependOnWhereTheCellLies() {
    Region here = new Region(1, new int[] {0, 0, 3, 1, 1, 9, 2, 0, 2});
    int[] runs = here.runs().clone();
    for (int i = 0; i < runs.length; i += 3) {
      runs[i] += 60_000;
      runs[i + 1] += 70_000;
      runs[i + 2] += 70_000;
    }
    Measurements a = measure(here, FLAT).measurements();
    Measurements b = measure(new Region(1, runs), FLAT).measurements();
    for (String column : a.columns())
      if (!column.startsWith("centroid")) assertEquals(column, a.get(column), b.get(column), 0);
    assertEquals(a.get("centroid_x_px") + 70_000, b.get("centroid_x_px"), 1e-9);
  }

  private static Cell measure(Region region, PixelSize size) {
    return Cells.measure(List.of(region), List.of(), size).get(0);
  }
}
