package org.unstained.workflow.crops;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.cells.CropSettings;
import org.unstained.overlay.CellOverlay;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;

public class CropWorkflowTest {

  private static final CropSettings SIDE_24 = CropSettings.ofPixels(24);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void theStackHasASliceForEachCellInTheImagesType() {
    ImagePlus image = segmented(Painted.calibrated(Painted.discs("a.tif"), 0.5, "um"), 0);
    ImagePlus crops = CropWorkflow.stack(image, SIDE_24, false);
    assertEquals("a-crops", crops.getTitle());
    assertArrayEquals(new int[] {24, 24, 1, 4, 1}, crops.getDimensions());
    assertEquals(8, crops.getBitDepth());
    assertEquals("a-cell1", crops.getStack().getSliceLabel(1));
    assertEquals(0.5, crops.getCalibration().pixelWidth, 0);
    for (int i = 1; i <= 4; i++) {
      assertEquals(Painted.CELL, crops.getStack().getProcessor(i).get(12, 12));
      assertEquals(Painted.GROUND, crops.getStack().getProcessor(i).get(0, 0));
    }
  }

  @Test
  public void allCropsAreShownWithOneBrightness() {
    ImagePlus image = segmented(Painted.discs("a.tif"), 0);
    image.setDisplayRange(3, 99);
    ImagePlus plain = CropWorkflow.stack(image, SIDE_24, false);
    assertEquals(3, plain.getDisplayRangeMin(), 0);
    assertEquals(99, plain.getDisplayRangeMax(), 0);
    ImagePlus normalised = CropWorkflow.stack(image, SIDE_24.withNormalised(true), false);
    for (int i = 1; i <= 4; i++) {
      float middle = normalised.getStack().getProcessor(i).getf(12, 12);
      assertTrue("white at most", middle <= normalised.getDisplayRangeMax());
      assertTrue("not black", middle > normalised.getDisplayRangeMin());
    }
  }

  @Test
  public void channelsStayTogether() {
    ImagePlus image = segmented(Painted.hyperstack("h", 2, 2), 2);
    ImagePlus crops = CropWorkflow.stack(image, SIDE_24, true);
    assertArrayEquals(new int[] {24, 24, 2, 1 + 2 + 2 + 3, 1}, crops.getDimensions());
    assertEquals(16, crops.getBitDepth());
    assertEquals(0, crops.getStack().getProcessor(1).get(12, 12));
    assertEquals(Painted.CELL, crops.getStack().getProcessor(2).get(12, 12));
    assertEquals("h-t1-z1-c2-cell1", crops.getStack().getSliceLabel(1));
  }

  @Test
  public void rgbStaysRgb() {
    ImagePlus image =
        segmented(new ImagePlus("rgb", Painted.discs("a").getProcessor().convertToRGB()), 0);
    ImagePlus crops = CropWorkflow.stack(image, SIDE_24, false);
    assertEquals(ImagePlus.COLOR_RGB, crops.getType());
    assertEquals(4, crops.getStackSize());
    int grey = Painted.CELL;
    assertEquals(
        grey << 16 | grey << 8 | grey, crops.getStack().getProcessor(1).get(12, 12) & 0xffffff);
  }

  @Test
  public void normalisedCropsAreFloatAndMaskedOnesHaveOneGround() {
    ImagePlus image = segmented(Painted.discs("a"), 0);
    ImagePlus crops =
        CropWorkflow.stack(image, SIDE_24.withNormalised(true).withMasked(true), false);
    assertEquals(32, crops.getBitDepth());
    assertEquals(0, crops.getStack().getProcessor(1).getf(0, 0), 0);
    assertTrue(crops.getStack().getProcessor(1).getf(12, 12) > 0.5);
  }

  @Test
  public void filesAreNamedAfterImageAndCellAndNoneIsOverwritten() throws IOException {
    Painted.assumeNamesMayHaveUmlauts();
    ImagePlus image = segmented(Painted.discs("Zelle ä #1.tif"), 0);
    Path folder = temporary.getRoot().toPath().resolve("new").resolve("crops");
    assertEquals(4, CropWorkflow.write(image, SIDE_24, false, folder));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          new TreeSet<>(
              java.util.List.of(
                  "Zelle ä #1-cell1.tif",
                  "Zelle ä #1-cell2.tif",
                  "Zelle ä #1-cell3.tif",
                  "Zelle ä #1-cell4.tif",
                  "crops.csv")),
          new TreeSet<>(files.map(f -> f.getFileName().toString()).toList()));
    }
    ImagePlus crop = IJ.openImage(folder.resolve("Zelle ä #1-cell2.tif").toString());
    assertEquals(Painted.CELL, crop.getProcessor().get(12, 12));
    java.util.List<String> rows = Files.readAllLines(folder.resolve("crops.csv"));
    assertEquals(5, rows.size());
    assertTrue(rows.get(0), rows.get(0).startsWith("file,image,frame,slice,channel,cell,"));
    assertTrue(rows.get(2), rows.get(2).startsWith("Zelle ä #1-cell2.tif,Zelle ä #1.tif,1,1,1,2,"));
    Files.delete(folder.resolve("Zelle ä #1-cell1.tif"));
    IOException e =
        assertThrows(IOException.class, () -> CropWorkflow.write(image, SIDE_24, false, folder));
    assertTrue(e.getMessage(), e.getMessage().contains("cell2"));
    assertFalse(Files.exists(folder.resolve("Zelle ä #1-cell1.tif")));
  }

  @Test
  public void whoCancelsWritingFindsNoFile() throws IOException {
    Path folder = temporary.newFolder("canceled").toPath();
    ImagePlus image = segmented(Painted.discs("a.tif"), 0);
    List<Double> parts = new ArrayList<>();
    assertThrows(
        CancellationException.class,
        () ->
            CropWorkflow.write(image, SIDE_24, false, folder, parts::add, () -> parts.size() >= 6));
    assertEquals(List.of(0.125, 0.25, 0.375, 0.5, 0.625, 0.75), parts);
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  public void theStackTellsHowFarItIsAndCanBeCancelled() {
    ImagePlus image = segmented(Painted.discs("a.tif"), 0);
    List<Double> parts = new ArrayList<>();
    CropWorkflow.stack(image, SIDE_24, false, parts::add, () -> false);
    assertEquals(List.of(0.25, 0.5, 0.75, 1.0), parts);
    assertThrows(
        CancellationException.class,
        () -> CropWorkflow.stack(image, SIDE_24, false, parts::add, () -> true));
  }

  @Test
  public void aPlaneWithoutCellsIsRefused() {
    ImagePlus image = Painted.stack("s", 2);
    assertThrows(IllegalArgumentException.class, () -> CropWorkflow.stack(image, SIDE_24, true));
  }

  private static ImagePlus segmented(ImagePlus image, int channel) {
    CellOverlay.show(
        image,
        SegmentWorkflow.run(
                image,
                new SegmentOptions(channel, 0, SegmentationSettings.defaults(), true),
                part -> {},
                () -> false)
            .planeCells());
    return image;
  }
}
