package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.Test;
import org.unstained.cells.Measurement.Dimension;

public class MeasurementTest {
  private static final PixelSize MICRONS = new PixelSize(0.5, 0.5, "µm");

  @Test
  public void withoutCalibrationThereArePixelsOnly() {
    assertEquals(
        List.of(
            "centroid_x_px",
            "centroid_y_px",
            "area_px2",
            "perimeter_px",
            "convexity",
            "solidity",
            "compactness",
            "circularity",
            "aspect_ratio",
            "orientation_deg",
            "feret_px",
            "min_feret_px",
            "feret_angle_deg",
            "major_axis_px",
            "minor_axis_px",
            "mean_intensity",
            "sd_intensity",
            "min_intensity",
            "max_intensity",
            "median_intensity",
            "integrated_intensity"),
        Measurement.allColumns(PixelSize.PIXELS, 1));
  }

  @Test
  public void calibratedFiguresStandBeforeThoseInPixels() {
    List<String> columns = Measurement.allColumns(MICRONS, 0);
    assertEquals("area_um2", columns.get(4));
    assertEquals("area_px2", columns.get(5));
    assertEquals("perimeter_um", columns.get(6));
    assertEquals("perimeter_px", columns.get(7));
    assertEquals("convexity", columns.get(8));
  }

  @Test
  public void severalChannelsStandOneAfterTheOther() {
    List<String> columns = Measurement.allColumns(PixelSize.PIXELS, 2);
    assertEquals("ch1_mean_intensity", columns.get(15));
    assertEquals("ch1_integrated_intensity", columns.get(20));
    assertEquals("ch2_mean_intensity", columns.get(21));
  }

  @Test
  public void everyColumnIsFoundInTheCatalogueAndStandsOnce() {
    for (PixelSize size : List.of(PixelSize.PIXELS, MICRONS, new PixelSize(3, 3, "nm")))
      for (int channels = 0; channels < 4; channels++) {
        List<String> columns = Measurement.allColumns(size, channels);
        assertEquals(columns.size(), new HashSet<>(columns).size());
        for (String column : columns) {
          Measurement m = Measurement.ofColumn(column).orElseThrow();
          assertTrue(column, m.columns(size, channels).contains(column));
        }
      }
  }

  @Test
  public void otherColumnsAreNotOurs() {
    for (String column : List.of("score", "p_living", "width_px", "area", "mean", "xarea_px2"))
      assertFalse(column, Measurement.ofColumn(column).isPresent());
  }

  @Test
  public void descriptionsAreSentencesForATable() {
    for (Measurement m : Measurement.values()) {
      assertTrue(m.name(), m.description().length() > 8);
      assertFalse(m.name(), m.description().endsWith("."));
      assertEquals(m.name().endsWith("_INTENSITY"), m.dimension() == Dimension.INTENSITY);
    }
  }

  @Test
  public void aCellHasAValueForEachColumnInTheColumnsUnit() {
    Measurements m =
        Cells.measure(List.of(Region.rectangle(1, 0, 0, 6, 4)), List.of(), MICRONS)
            .get(0)
            .measurements();
    assertEquals(Measurement.allColumns(MICRONS, 0), m.columns());
    for (String column : m.columns()) {
      double factor =
          switch (Measurement.ofColumn(column).orElseThrow().dimension()) {
            case LENGTH -> 0.5;
            case AREA -> 0.25;
            default -> 1;
          };
      if (column.contains("_um"))
        assertEquals(
            column,
            factor * m.get(column.replace("_um", "_px")),
            m.get(column),
            1e-12 * m.get(column));
    }
  }
}
