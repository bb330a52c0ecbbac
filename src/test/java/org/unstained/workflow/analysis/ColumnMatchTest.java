package org.unstained.workflow.analysis;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class ColumnMatchTest {

  @Test
  public void lengthsAndAreasComeIntoTheWantedUnit() {
    ColumnMatch match =
        match(
            List.of("solidity", "area_um2", "perimeter_um"),
            "area_nm2",
            "area_px2",
            "perimeter_mm",
            "solidity");
    assertArrayEquals(new double[] {0.5, 2, 3000}, match.row(new double[] {2e6, 7, 3, 0.5}), 1e-9);
  }

  @Test
  public void theOnlyChannelIsChannelOne() {
    ColumnMatch match = match(List.of("ch1_mean_intensity"), "mean_intensity");
    assertArrayEquals(new double[] {4}, match.row(new double[] {4}), 0);
    refused(List.of("ch2_mean_intensity"), "channels", "mean_intensity");
    refused(List.of("mean_intensity"), "ch2_mean", "ch1_mean_intensity", "ch2_mean_intensity");
  }

  @Test
  public void pixelsAreNoMicrometres() {
    refused(List.of("area_um2"), "pixel size", "area_px2", "solidity");
    refused(List.of("area_px2"), "pixels", "area_furlong2");
    refused(List.of("feret_um"), "pixel size", "feret_px");
  }

  @Test
  public void boxesAndBareCellsSayWhatTheyLack() {
    refused(List.of("convexity"), "segment", "area_px2");
    refused(List.of("convexity"), "Measure Cells");
  }

  private static ColumnMatch match(List<String> wanted, String... there) {
    return ColumnMatch.of(wanted, List.of(there), "The model", "'a.tif'");
  }

  private static void refused(List<String> wanted, String word, String... there) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> match(wanted, there));
    assertTrue(e.getMessage(), e.getMessage().contains(word));
    assertTrue(e.getMessage(), e.getMessage().contains(wanted.get(0)));
    assertTrue(e.getMessage(), e.getMessage().contains("a.tif"));
  }
}
