package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.Test;
import org.unstained.cells.PixelSize;
import org.unstained.inference.DetectorFormat.Output;
import org.unstained.models.SizeRule;

public class OverlapsTest {
  private static final DetectorFormat EIGHTS = Networks.spotFormat(1, null);
  private static final DetectionSettings SMALL = DetectionSettings.defaults().withTiles(64, 16);

  private static DetectionSettings after(
      DetectionSettings settings, DetectorFormat format, Detection... found) {
    Tiles tiles =
        Tiles.of(200, 200, settings.tile(), settings.overlap(), format.width(), format.height());
    return Overlaps.wideEnough(List.of(found), tiles, format, settings);
  }

  @Test
  public void cellsWithinTheOverlapChangeNothing() {
    assertSame(SMALL, after(SMALL, EIGHTS, Networks.detection(0, 0, 16, 9, 0.9)));
    assertSame(SMALL, after(SMALL, EIGHTS));
  }

  @Test
  public void aGreaterCellAsksForAnOverlapThatHoldsIt() {
    DetectionSettings wider = after(SMALL, EIGHTS, Networks.detection(0, 0, 20, 24, 0.9));
    assertEquals(30, wider.overlap());
    assertEquals(64, wider.tile());
  }

  @Test
  public void aCellAsLargeAsTheTileAsksForLargerTiles() {
    DetectionSettings wider = after(SMALL, EIGHTS, Networks.detection(0, 0, 60, 24, 0.9));
    assertEquals(75, wider.overlap());
    assertTrue(wider.tile() >= 150);
  }

  @Test
  public void whatIsHardlyACellDoesNotCount() {
    DetectionSettings low = SMALL.withScore(0.05);
    assertSame(low, after(low, EIGHTS, Networks.detection(0, 0, 60, 24, 0.2)));
  }

  @Test
  public void tilesOfOneSizeOverlapByHalfAtMost() {
    SizeRule fixed = SizeRule.fixed(64);
    DetectorFormat format =
        new DetectorFormat(1, List.of("a"), Output.LOGIT_MAPS, 0, fixed, fixed, NetworkScale.NONE);
    assertEquals(32, after(SMALL, format, Networks.detection(0, 0, 60, 50, 0.9)).overlap());
    DetectionSettings half = SMALL.withTiles(64, 32);
    assertSame(half, after(half, format, Networks.detection(0, 0, 60, 50, 0.9)));
  }

  @Test
  public void oneTileNeedsNoOverlap() {
    DetectionSettings whole = DetectionSettings.defaults();
    assertSame(whole, after(whole, EIGHTS, Networks.detection(0, 0, 190, 175, 0.9)));
  }

  @Test
  public void aPlaneIsLookedAtAgainUntilItsCellsFit() throws IOException {
    var plane = Networks.black(200, 200);
    for (int y = 20; y < 200; y += 40)
      for (int x = 20; x < 200; x += 40) Networks.disc(plane, x, y, 9);
    var picture = Networks.picture(PixelSize.PIXELS, List.of(plane));
    try (var model = Networks.spots(1)) {
      var narrow = CellDetector.detect(picture, model, SMALL, p -> {}, () -> false);
      var wide = CellDetector.detect(picture, model, SMALL.withTiles(64, 30), p -> {}, () -> false);
      assertEquals(25, narrow.size());
      assertEquals(wide, narrow);
    }
  }
}
