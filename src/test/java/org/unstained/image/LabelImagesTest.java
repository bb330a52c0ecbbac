package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.Test;

public class LabelImagesTest {

  /** Colours nearer than this in RGB look alike. */
  private static final double APART = 20;

  private static Img<IntType> row(int... labels) {
    return ArrayImgs.ints(labels, labels.length, 1);
  }

  private static ImagePlus map(int... labels) {
    return LabelImages.of("a-labels", List.of(row(labels)), 1, 1, 1, null);
  }

  private static Color shown(ImagePlus imp, int x) {
    BufferedImage copy = new BufferedImage(imp.getWidth(), 1, BufferedImage.TYPE_INT_RGB);
    copy.getGraphics().drawImage(imp.getImage(), 0, 0, null);
    return new Color(copy.getRGB(x, 0));
  }

  @Test
  public void sixteenBitUpTo65535AndFloatAbove() {
    assertEquals(16, map(0, 1, 65_535).getBitDepth());
    assertEquals(65_535, map(0, 1, 65_535).getProcessor().get(2));
    assertEquals(32, map(0, 1, 65_536).getBitDepth());
    assertEquals(1 << 24, map(0, 1, 1 << 24).getProcessor().getf(2), 0);
    assertThrows(IllegalArgumentException.class, () -> map(0, (1 << 24) + 1));
    assertThrows(IllegalArgumentException.class, () -> map(-1));
  }

  @Test
  public void labelsComeBackFromEveryDepth() {
    for (int largest : new int[] {3, 70_000}) {
      int[] labels = {0, 1, 2, largest, 0};
      Img<IntType> back = LabelImages.labels(map(labels), 1, 1, 1);
      int i = 0;
      for (IntType label : back) assertEquals(labels[i++], label.get());
    }
    ImagePlus bytes = new ImagePlus("8", new ByteProcessor(2, 1, new byte[] {0, -1}));
    assertEquals(255, LabelImages.labels(bytes, 1, 1, 1).getAt(1, 0).get());
  }

  @Test
  public void planesMayBeViewsAndStandInTheRightPlaces() {
    var whole = ArrayImgs.ints(IntStream.range(0, 4 * 5).toArray(), 4, 5);
    var part = Views.interval(whole, new long[] {1, 2}, new long[] {2, 4});
    var other = ArrayImgs.ints(6, 1, 3);
    ImagePlus imp =
        LabelImages.of("hyper", List.of(part, Views.zeroMin(part), part, part), 1, 2, 2, null);
    assertArrayEquals(new int[] {2, 3, 1, 2, 2}, imp.getDimensions());
    assertArrayEquals(new short[] {9, 10, 13, 14, 17, 18}, (short[]) imp.getStack().getPixels(4));
    assertThrows(
        IllegalArgumentException.class, () -> LabelImages.of("x", List.of(part), 1, 2, 1, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> LabelImages.of("x", List.of(part, Views.hyperSlice(other, 1, 0)), 2, 1, 1, null));
    assertThrows(
        IllegalArgumentException.class, () -> LabelImages.of("x", List.of(), 0, 0, 0, null));
  }

  @Test
  public void calibrationIsCopiedWithoutItsGreyValues() {
    Calibration calibration = new Calibration(new ImagePlus("raw", new ShortProcessor(1, 1)));
    calibration.setUnit("um");
    calibration.pixelWidth = 0.3;
    calibration.setSigned16BitCalibration();
    ImagePlus imp = LabelImages.of("a", List.of(row(0, 5)), 1, 1, 1, calibration);
    assertEquals(0.3, imp.getCalibration().pixelWidth, 0);
    assertEquals(5, LabelImages.labels(imp, 1, 1, 1).getAt(1, 0).get());
    assertTrue("the image's own stays", calibration.isSigned16Bit());
  }

  @Test
  public void eachLabelIsPaintedInItsColourAndColoursComeAgainAfter255() {
    int[] labels = {0, 1, 2, 255, 256, 257, 5000};
    ImagePlus imp = map(labels);
    for (int x = 0; x < labels.length; x++)
      assertEquals("label " + labels[x], Glasbey.colour(labels[x]), shown(imp, x));
    assertEquals(Color.BLACK, shown(imp, 0));
    imp.setDisplayRange(0, 255);
    imp.updateAndDraw();
    assertEquals("the user's range counts", Glasbey.colour(255), shown(imp, 6));
    ImagePlus few = map(0, 1, 2, 255);
    assertEquals(255, few.getDisplayRangeMax(), 0);
    assertEquals(Glasbey.colour(2), shown(few.duplicate(), 2));
  }

  @Test
  public void theSecondPlaneOfAStackIsPaintedTheSame() {
    ImagePlus imp = LabelImages.of("s", List.of(row(0, 0, 0), row(0, 1, 700)), 1, 1, 2, null);
    imp.setPosition(2);
    assertEquals(Glasbey.colour(1), shown(imp, 1));
    assertEquals(Glasbey.colour(700), shown(imp, 2));
  }

  @Test
  public void channelsBecomeACompositeWithTheSameColours() {
    ImagePlus imp = LabelImages.of("s", List.of(row(0, 9), row(0, 3)), 2, 1, 1, null);
    assertTrue(imp.isComposite());
    assertEquals(Glasbey.colour(9), shown(imp, 1));
  }

  @Test
  public void allColoursDifferAndNoneIsDark() {
    Set<Color> seen = new HashSet<>();
    for (int label = 0; label < 256; label++) assertTrue(seen.add(Glasbey.colour(label)));
    for (int i = 1; i < 40; i++)
      for (int k = 0; k < i; k++) {
        Color a = Glasbey.colour(i), b = Glasbey.colour(k);
        double d =
            Math.hypot(
                Math.hypot(a.getRed() - b.getRed(), a.getGreen() - b.getGreen()),
                a.getBlue() - b.getBlue());
        assertTrue(i + " and " + k + ": " + d, d > APART);
      }
    assertEquals(0, Glasbey.lut().getRGB(0) & 0xffffff);
    assertEquals(Glasbey.colour(1), Glasbey.colour(256));
    assertNotEquals(Glasbey.colour(1), Glasbey.colour(255));
  }

  @Test
  public void whatIsNoLabelMapIsRefusedWithTheFirstBadPixel() {
    for (float bad : new float[] {0.5f, -1, Float.NaN, Float.POSITIVE_INFINITY, 3e9f}) {
      ImagePlus imp = new ImagePlus("raw", new FloatProcessor(2, 1, new float[] {0, bad}));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> LabelImages.labels(imp, 1, 1, 1));
      assertTrue(e.getMessage(), e.getMessage().contains("pixel (1, 0) is"));
    }
    ImagePlus signed = new ImagePlus("signed", new ShortProcessor(1, 1));
    signed.getCalibration().setSigned16BitCalibration();
    assertThrows(IllegalArgumentException.class, () -> LabelImages.labels(signed, 1, 1, 1));
    ImagePlus rgb = new ImagePlus("rgb", new ColorProcessor(1, 1));
    assertThrows(IllegalArgumentException.class, () -> LabelImages.labels(rgb, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> LabelImages.labels(null, 1, 1, 1));
  }

  @Test
  public void titlesLoseOnlyTheEndingOfAnImageFile() {
    assertEquals("exp 1.2-labels", LabelImages.title("exp 1.2", "-labels"));
    assertEquals("exp 1.2-labels", LabelImages.title("exp 1.2.tif", "-labels"));
    assertEquals("a-labels", LabelImages.title("a.ome.tif", "-labels"));
    assertEquals("a-labels", LabelImages.title("a.OME.TIFF", "-labels"));
    assertEquals(
        "Läufer – 細胞 (1) %20 #2-labels",
        LabelImages.title("Läufer – 細胞 (1) %20 #2.tif", "-labels"));
    assertEquals("a.b.c-x", LabelImages.title("a.b.c.png", "-x"));
    assertEquals(".tif-x", LabelImages.title(".tif", "-x"));
    assertEquals("-x", LabelImages.title("", "-x"));
    assertEquals("set.lif - Series 1-x", LabelImages.title("set.lif - Series 1", "-x"));
  }
}
