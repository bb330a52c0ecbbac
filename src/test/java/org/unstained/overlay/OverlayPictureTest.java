package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

public class OverlayPictureTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static final PlaneCells NONE = Painted.plane("i", 1, 1, 1);

  @Test
  public void smallImagesComeOutLargerAndHugeOnesSmaller() {
    assertEquals(4, OverlayPicture.scale(1), 0);
    assertEquals(4, OverlayPicture.scale(200), 0);
    assertEquals(2, OverlayPicture.scale(512), 0);
    assertEquals(1, OverlayPicture.scale(800), 0);
    assertEquals(1, OverlayPicture.scale(4096), 0);
    assertEquals(0.5, OverlayPicture.scale(8192), 0);
    BufferedImage wide =
        OverlayPicture.of(IJ.createImage("i", "8-bit black", 8192, 1, 1), NONE, true);
    assertEquals(4096, wide.getWidth());
    assertEquals(1, wide.getHeight());
  }

  @Test
  public void percentilesAreThoseOfTheSortedPixels() {
    short[] pixels = new short[1000];
    for (int i = 0; i < 1000; i++) pixels[i] = (short) (60_000 + i);
    Random random = new Random(1);
    for (int i = 999; i > 0; i--) {
      int j = random.nextInt(i + 1);
      short swap = pixels[i];
      pixels[i] = pixels[j];
      pixels[j] = swap;
    }
    double[] range = PlanePicture.range(new ShortProcessor(100, 10, pixels, null));
    assertArrayEquals(new double[] {60_003, 60_996}, range, 0);
  }

  @Test
  public void constantAndNonFinitePlanesHaveARangeToo() {
    float[] pixels = new float[64];
    Arrays.fill(pixels, 5);
    pixels[3] = Float.NaN;
    pixels[4] = Float.POSITIVE_INFINITY;
    assertArrayEquals(new double[] {5, 6}, PlanePicture.range(new FloatProcessor(8, 8, pixels)), 0);
    Arrays.fill(pixels, Float.NaN);
    ImagePlus imp = new ImagePlus("i", new FloatProcessor(8, 8, pixels));
    assertEquals(0, OverlayPicture.of(imp, NONE, true).getRGB(0, 0) & 0xffffff);
  }

  @Test
  public void theOutlineRunsAlongTheEdgeOfTheCell() {
    ImagePlus imp = IJ.createImage("i", "8-bit black", 100, 100, 1);
    Cell cell = Painted.rectangle(1, 20, 30, 40, 20);
    BufferedImage picture = OverlayPicture.of(imp, Painted.plane("i", 1, 1, 1, cell), true);
    int colour = ClassGroups.UNCLASSIFIED.getRGB();
    // The line is 1.5 pixels wide and anti-aliased, so only its brightest part is looked for.
    for (int[] at : new int[][] {{80, 160}, {240, 160}, {160, 120}, {160, 200}}) {
      int best = 0;
      for (int d = -2; d <= 1; d++) {
        int rgb = picture.getRGB(at[0] + (at[1] == 160 ? d : 0), at[1] + (at[1] == 160 ? 0 : d));
        best = Math.max(best, rgb >> 16 & 255);
      }
      assertTrue(Arrays.toString(at) + best, best >= (colour >> 16 & 255) * 0.7);
    }
    assertEquals(0, picture.getRGB(160, 160) & 0xffffff);
    assertEquals(0, picture.getRGB(70, 160) & 0xffffff);
  }

  @Test
  public void classesHaveTheirColoursAndNamesOnlyWhereAsked() {
    org.unstained.Painted.assumeLetters();
    ImagePlus imp = IJ.createImage("i", "8-bit white", 900, 100, 1);
    Cell cell = Painted.rectangle(1, 400, 40, 40, 40).as(Painted.classified("b", 0.9, "a", "b"));
    PlaneCells cells = Painted.plane("i", 1, 1, 1, cell);
    BufferedImage with = OverlayPicture.of(imp, cells, true);
    BufferedImage without = OverlayPicture.of(imp, cells, false);
    assertTrue(differ(with, without, 380, 20, 80, 18));
    // An edge pixel is three quarters line, the rest white under a shade.
    int rgb = without.getRGB(400, 60);
    int orange = ClassGroups.colour(2).getRGB();
    for (int shift = 0; shift <= 16; shift += 8)
      assertEquals(orange >> shift & 255, rgb >> shift & 255, 60);
    assertEquals(0xffffff, without.getRGB(420, 60) & 0xffffff);
  }

  private static boolean differ(BufferedImage a, BufferedImage b, int x, int y, int w, int h) {
    for (int j = y; j < y + h; j++)
      for (int i = x; i < x + w; i++) if (a.getRGB(i, j) != b.getRGB(i, j)) return true;
    return false;
  }

  @Test
  public void channelsOfACompositeAddUpInTheirColours() {
    ImagePlus imp = IJ.createHyperStack("i", 20, 20, 2, 1, 1, 16);
    for (int x = 0; x < 10; x++)
      for (int y = 0; y < 20; y++) imp.getStack().getProcessor(1).set(x, y, 1000);
    for (int x = 0; x < 20; x++)
      for (int y = 0; y < 10; y++) imp.getStack().getProcessor(2).set(x, y, 50);
    CompositeImage composite = new CompositeImage(imp, IJ.COMPOSITE);
    BufferedImage picture = OverlayPicture.of(composite, NONE, true);
    assertEquals(0xffff00, picture.getRGB(10, 10) & 0xffffff);
    assertEquals(0x00ff00, picture.getRGB(70, 10) & 0xffffff);
    assertEquals(0xff0000, picture.getRGB(10, 70) & 0xffffff);
    assertEquals(0, picture.getRGB(70, 70) & 0xffffff);
  }

  @Test
  public void rgbImagesKeepTheirColours() {
    ImagePlus imp = IJ.createImage("i", "RGB white", 30, 20, 3);
    imp.getStack().getProcessor(2).set(4, 5, 0x123456);
    BufferedImage picture = OverlayPicture.of(imp, Painted.plane("i", 1, 2, 1), true);
    assertEquals(0x123456, picture.getRGB(4 * 4 + 1, 5 * 4 + 1) & 0xffffff);
    assertEquals(1, imp.getCurrentSlice());
  }

  @Test
  public void thePictureIsThereWholeAndTheImageUnchanged() throws IOException {
    ImagePlus imp = IJ.createImage("i", "16-bit ramp", 50, 40, 1);
    double max = imp.getDisplayRangeMax();
    Path png = folder.getRoot().toPath().resolve("ü b.png");
    OverlayPicture.write(png, imp, Painted.plane("i", 1, 1, 1, Painted.rectangle(1, 2, 2, 5, 5)));
    BufferedImage picture = ImageIO.read(png.toFile());
    assertEquals(200, picture.getWidth());
    assertEquals(160, picture.getHeight());
    assertEquals(max, imp.getDisplayRangeMax(), 0);
    try (var files = Files.list(folder.getRoot().toPath())) {
      assertEquals(1, files.count());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> OverlayPicture.write(png, imp, Painted.plane("i", 1, 2, 1)));
  }
}
