package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.measure.Measurements;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import ij.process.ShortProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.Test;

/**
 * Our figures beside ImageJ's for every cell of a painted map and of real ones. Where they must be
 * equal, that is asked; where they differ for a reason ({@link Measurement} says which), the
 * difference is bounded.
 */
public class ImageJComparisonTest {
  private static final int OPTIONS =
      Measurements.AREA
          | Measurements.MEAN
          | Measurements.STD_DEV
          | Measurements.MIN_MAX
          | Measurements.MEDIAN
          | Measurements.CENTROID
          | Measurements.ELLIPSE;

  /** ImageJ adds in double too, but in another order. */
  private static final double ROUNDING = 1e-6;

  /** ImageJ fits its ellipse to lines of pixels, with a correction of its own. */
  private static final double ELLIPSE = 0.02;

  /** Degrees, for cells that are clearly longer than wide. */
  private static final double ORIENTATION = 1.5;

  private interface Check {
    void check(Cell cell, Roi roi, ImageStatistics statistics);
  }

  private static void forEachCell(ArrayImg<IntType, IntArray> map, Check check) {
    int width = (int) map.dimension(0);
    int height = (int) map.dimension(1);
    int[] labels = map.update(null).getCurrentStorageArray();
    short[] pixels = new short[labels.length];
    Random random = new Random(5);
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = (short) (random.nextInt(50_000) + labels[i]);
    ImageProcessor values = new ShortProcessor(width, height, pixels, null);
    List<Cell> cells =
        Cells.measure(
            map, List.of(ArrayImgs.unsignedShorts(pixels, width, height)), PixelSize.PIXELS);
    assertTrue(cells.size() > 0);
    for (Cell cell : cells) {
      byte[] mask = new byte[labels.length];
      for (int i = 0; i < mask.length; i++) mask[i] = (byte) (labels[i] == cell.number() ? 255 : 0);
      ByteProcessor ip = new ByteProcessor(width, height, mask);
      ip.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
      Roi roi = new ThresholdToSelection().convert(ip);
      ImagePlus image = new ImagePlus("values", values);
      image.setRoi(roi);
      check.check(cell, roi, image.getStatistics(OPTIONS, 65_536));
    }
  }

  private static void compare(ArrayImg<IntType, IntArray> map) {
    forEachCell(
        map,
        (cell, roi, ij) -> {
          org.unstained.cells.Measurements m = cell.measurements();
          String what = "cell " + cell.number();
          assertEquals(what, ij.pixelCount, m.get("area_px2"), 0);
          assertEquals(what, ij.xCentroid, m.get("centroid_x_px"), ROUNDING);
          assertEquals(what, ij.yCentroid, m.get("centroid_y_px"), ROUNDING);
          assertEquals(what, roi.getBounds().x, cell.box().x(), 0);
          assertEquals(what, roi.getBounds().y, cell.box().y(), 0);
          assertEquals(what, roi.getBounds().width, cell.box().width(), 0);
          assertEquals(what, roi.getBounds().height, cell.box().height(), 0);
          assertEquals(what, ij.mean, m.get("mean_intensity"), ROUNDING * ij.mean);
          if (ij.pixelCount > 1)
            assertEquals(what, ij.stdDev, m.get("sd_intensity"), ROUNDING * ij.mean);
          assertEquals(what, ij.min, m.get("min_intensity"), 0);
          assertEquals(what, ij.max, m.get("max_intensity"), 0);
          double sum = ij.pixelCount * ij.umean;
          assertEquals(what, sum, m.get("integrated_intensity"), ROUNDING * sum);
          double[] feret = roi.getFeretValues();
          assertEquals(what, feret[0], m.get("feret_px"), ROUNDING * feret[0]);
          assertEquals(what, feret[2], m.get("min_feret_px"), ROUNDING * feret[2]);
          double ratio = ij.major / ij.minor;
          if (ij.pixelCount < 50) return;
          assertEquals(what, ratio, m.get("aspect_ratio"), ELLIPSE * ratio);
          // Scaled to the cell's area, which ours isn't: the axes' product tells how much.
          double scaled = Math.PI / 4 * ij.major * ij.minor;
          assertEquals(what, m.get("area_px2"), scaled, ELLIPSE * scaled);
          double ours = Math.PI / 4 * m.get("major_axis_px") * m.get("minor_axis_px");
          assertTrue(what, ours >= scaled * (1 - ELLIPSE));
          if (ratio > 1.2) {
            double apart = Math.abs(ij.angle - m.get("orientation_deg"));
            assertEquals(what, 0, Math.min(apart, 180 - apart), ORIENTATION);
          }
        });
  }

  @Test
  public void figuresOfRandomCellsEqualImageJs() {
    compare(LabelMaps.random(3, 40, 30, 12));
  }

  @Test
  public void figuresOfRealCellsEqualImageJs() throws Exception {
    List<Path> files = LabelMaps.real();
    for (int i = 0; i < files.size(); i += 6) compare(LabelMaps.open(files.get(i)));
  }

  @Test
  public void diametersOnFlatPixelsEqualImageJs() {
    PixelSize size = new PixelSize(0.3, 0.2, "µm");
    forEachCell(
        LabelMaps.random(4, 30, 30, 9),
        (cell, roi, ij) -> {
          ImagePlus image = new ImagePlus("flat", new ByteProcessor(30, 30));
          image.getCalibration().pixelWidth = size.width();
          image.getCalibration().pixelHeight = size.height();
          image.getCalibration().setUnit("µm");
          image.setRoi(roi);
          double[] feret = image.getRoi().getFeretValues();
          org.unstained.cells.Measurements m =
              Cells.measure(List.of(Region.of(cell)), List.of(), size).get(0).measurements();
          assertEquals(feret[0], m.get("feret_um"), ROUNDING);
          assertEquals(feret[2], m.get("min_feret_um"), ROUNDING);
        });
  }

  @Test
  public void imageJsPerimeterOfALargeDiscIsFivePercentLonger() {
    Cell cell = new Painted(80.3, 80.1, 0, PixelSize.PIXELS).disc(50);
    double theirs = roi(cell).getLength();
    assertEquals(1.045, theirs / cell.measurements().get("perimeter_px"), 0.01);
    assertEquals(1.05, theirs / (2 * Math.PI * 50), 0.01);
  }

  @Test
  public void imageJsSolidityOfASmallDiscIsLess() {
    Cell cell = new Painted(40, 40, 0, PixelSize.PIXELS).disc(5);
    PolygonRoi hull = new PolygonRoi(roi(cell).getConvexHull(), Roi.POLYGON);
    double theirs = cell.measurements().get("area_px2") / hull.getStatistics().area;
    assertEquals(0.92, theirs, 0.02);
    assertEquals(1, cell.measurements().get("solidity"), 0.02);
  }

  @Test
  public void mediansEqualImageJsForAnOddNumberOfPixels() {
    forEachCell(
        LabelMaps.random(6, 60, 60, 20),
        (cell, roi, ij) -> {
          if (ij.pixelCount % 2 == 1)
            assertEquals(ij.median, cell.measurements().get("median_intensity"), 0);
        });
  }

  private static PolygonRoi roi(Cell cell) {
    Outline.Polygon p = cell.outline().polygons().get(0);
    return new PolygonRoi(p.x(), p.y(), p.size(), Roi.TRACED_ROI);
  }
}
