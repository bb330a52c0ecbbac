package org.unstained.workflow.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import ij.IJ;
import ij.ImagePlus;
import java.util.Optional;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.cells.PixelSize;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.NetworkScale;

public class DetectionTilesTest {
  private static final DetectionSettings STANDARD = DetectionSettings.defaults();
  private static final ImagePlus BLOOD = IJ.createImage("blood", "8-bit", 640, 480, 1);
  private static final ImagePlus SLIDE = IJ.createImage("slide", "8-bit", 900, 500, 1);

  @Test
  public void aSmallPlaneGoesThroughWholeAndALargeOneInTiles() {
    assertEquals(768, DetectionTiles.of(STANDARD, 0, BLOOD, NetworkScale.NONE).tile());
    assertSame(STANDARD, DetectionTiles.of(STANDARD, 0, SLIDE, NetworkScale.NONE));
  }

  @Test
  public void whatCountsIsTheSizeThatTheNetworkSees() {
    NetworkScale half = new NetworkScale(Optional.empty(), 2);
    NetworkScale twice = new NetworkScale(Optional.empty(), 0.5);
    assertEquals(768, DetectionTiles.of(STANDARD, 0, SLIDE, half).tile());
    assertSame(STANDARD, DetectionTiles.of(STANDARD, 0, BLOOD, twice));
    ImagePlus coarse = Painted.calibrated(SLIDE.duplicate(), 0.5, "um");
    NetworkScale micrometre = NetworkScale.of(new PixelSize(1, 1, "µm"));
    assertEquals(768, DetectionTiles.of(STANDARD, 0, coarse, micrometre).tile());
  }

  @Test
  public void theUsersTilesOverlapByHalfAtMost() {
    assertEquals(32, DetectionTiles.of(STANDARD, 64, SLIDE, NetworkScale.NONE).overlap());
    DetectionSettings large = DetectionTiles.of(STANDARD, 2048, SLIDE, NetworkScale.NONE);
    assertEquals(2048, large.tile());
    assertEquals(STANDARD.overlap(), large.overlap());
  }
}
