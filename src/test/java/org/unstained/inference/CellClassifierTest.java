package org.unstained.inference;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.CropSettings;
import org.unstained.cells.Crops;
import org.unstained.cells.PixelSize;
import org.unstained.cells.Region;
import org.unstained.inference.ClassificationSettings.Question;
import org.unstained.models.CropRule;
import org.unstained.models.CropRule.Fit;

public class CellClassifierTest {
  private static final double ROUNDING = 1e-5;

  /** Shrinking blurs the middle line over a column on either side. */
  private static final double BLUR = 0.02;

  private static final ClassificationSettings SETTINGS = ClassificationSettings.defaults();

  /** Left half 1, right half 0. */
  private static Picture halves(int width, int height, PixelSize size) {
    var plane = ArrayImgs.floats(width, height);
    for (int y = 0; y < height; y++) for (int x = 0; x < width / 2; x++) plane.getAt(x, y).set(1);
    return Networks.picture(size, List.of(plane));
  }

  private static List<ClassScores> classify(
      Picture picture, List<Box> boxes, ClassifierModel model, ClassificationSettings settings)
      throws IOException {
    return CellClassifier.classify(picture, boxes, model, settings, p -> {}, () -> false);
  }

  private static double[] softmax(double... logits) {
    double sum = 0;
    for (double v : logits) sum += Math.exp(v);
    double[] all = new double[logits.length];
    for (int i = 0; i < all.length; i++) all[i] = Math.exp(logits[i]) / sum;
    return all;
  }

  private static double[] values(ClassScores scores) {
    double[] all = new double[scores.size()];
    for (int i = 0; i < all.length; i++) all[i] = scores.get(i);
    return all;
  }

  @Test
  public void logitsAndProbabilitiesGiveTheSame() throws IOException {
    var format = Networks.sides(16, 16, null);
    List<Box> boxes = List.of(new Box(28, 20, 8, 8), new Box(4, 4, 5, 5), new Box(50, 50, 2, 2));
    try (var logits = Networks.classifier("sides", format);
        var probabilities = Networks.classifier("side-probabilities", format)) {
      Picture picture = halves(64, 64, PixelSize.PIXELS);
      var a = classify(picture, boxes, logits, SETTINGS);
      var b = classify(picture, boxes, probabilities, SETTINGS);
      assertArrayEquals(softmax(2, 2, 0), values(a.get(0)), ROUNDING);
      assertArrayEquals(softmax(4, 0, 0), values(a.get(1)), ROUNDING);
      assertArrayEquals(softmax(0, 0, 0), values(a.get(2)), ROUNDING);
      for (int i = 0; i < 3; i++) assertArrayEquals(values(a.get(i)), values(b.get(i)), ROUNDING);
      assertEquals(List.of("bright", "left", "none"), a.get(0).names());
    }
  }

  @Test
  public void whatIsNoCellTakesFromProposalsButNotFromCells() throws IOException {
    var all = Networks.sides(16, 16, null);
    var format =
        new ClassifierFormat(
            1,
            List.of("bright", "left"),
            all.output(),
            16,
            16,
            all.crop(),
            all.scale(),
            List.of(),
            true);
    List<Box> boxes = List.of(new Box(28, 20, 8, 8), new Box(50, 50, 2, 2));
    for (String network : List.of("sides", "side-probabilities"))
      try (var model = Networks.classifier(network, format)) {
        Picture picture = halves(64, 64, PixelSize.PIXELS);
        var proposals = classify(picture, boxes, model, SETTINGS.asking(Question.CELL_AND_CLASS));
        double[] three = softmax(2, 2, 0);
        assertArrayEquals(new double[] {three[0], three[1]}, values(proposals.get(0)), ROUNDING);
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0}, values(proposals.get(1)), ROUNDING);
        var cells = classify(picture, boxes, model, SETTINGS);
        for (ClassScores one : cells)
          assertArrayEquals(new double[] {0.5, 0.5}, values(one), ROUNDING);
        assertEquals(List.of("bright", "left"), cells.get(0).names());
      }
  }

  @Test
  public void rowsThatDoNotSumToOneAreLogits() {
    assertTrue(CellClassifier.areProbabilities(new float[] {0.25f, 0.75f, 1, 0}, 2));
    assertFalse(CellClassifier.areProbabilities(new float[] {0.25f, 0.75f, 1, 0.1f}, 2));
    assertFalse(CellClassifier.areProbabilities(new float[] {1.5f, -0.5f}, 2));
  }

  @Test
  public void flippedViewsAreAveraged() throws IOException {
    var format = Networks.sides(16, 16, null);
    List<Box> boxes = List.of(new Box(28, 20, 8, 8));
    try (var model = Networks.classifier("sides", format)) {
      Picture picture = halves(64, 64, PixelSize.PIXELS);
      double[] flips =
          values(classify(picture, boxes, model, SETTINGS.withTestTime(TestTime.FLIPS)).get(0));
      double[] one = softmax(2, 2, 0);
      double[] other = softmax(2, -2, 0);
      for (int c = 0; c < 3; c++) assertEquals((one[c] + other[c]) / 2, flips[c], ROUNDING);
      double[] all =
          values(
              classify(picture, boxes, model, SETTINGS.withTestTime(TestTime.FLIPS_AND_ROTATIONS))
                  .get(0));
      double[] turned = softmax(2, 0, 0);
      for (int c = 0; c < 3; c++)
        assertEquals((one[c] + other[c] + 2 * turned[c]) / 4, all[c], ROUNDING);
    }
  }

  @Test
  public void theEightPositionsOfACropAllDiffer() {
    float[] crop = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    List<String> seen = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      float[] turned = new float[9];
      TestTime.turn(crop, 0, turned, 0, 3, 3, p);
      seen.add(java.util.Arrays.toString(turned));
      assertEquals(5, turned[4], 0);
    }
    assertEquals(8, seen.stream().distinct().count());
  }

  @Test
  public void onlySquareCropsAreTurned() throws IOException {
    var format = Networks.sides(16, 8, null);
    try (var model = Networks.classifier("sides", format)) {
      var settings = SETTINGS.withTestTime(TestTime.FLIPS_AND_ROTATIONS);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              classify(
                  halves(64, 64, PixelSize.PIXELS), List.of(new Box(1, 1, 2, 2)), model, settings));
    }
  }

  @Test
  public void cropsAtScaleOneLieWhereCellsCropsDoes() {
    Cell cell =
        Cells.measure(List.of(Region.rectangle(1, 11, 7, 4, 5)), List.of(), PixelSize.PIXELS)
            .get(0);
    for (int side = 7; side < 12; side++) {
      var expected = Crops.window(cell, CropSettings.ofPixels(side));
      var window = CropWindow.of(cell.box(), Networks.sides(side, side, null), 1, 1);
      assertEquals(expected.min(0), window.x(), 0);
      assertEquals(expected.min(1), window.y(), 0);
    }
  }

  @Test
  public void cropsAreCutAtTheModelsPixelSize() throws IOException {
    var format = Networks.sides(16, 16, new PixelSize(1, 1, "µm"));
    try (var model = Networks.classifier("sides", format)) {
      // Of 64 columns of 0.25 µm the crop sees those of a window of 16 µm: all of them.
      var quarter = halves(64, 64, new PixelSize(0.25, 0.25, "µm"));
      var scores = classify(quarter, List.of(new Box(30, 30, 4, 4)), model, SETTINGS).get(0);
      assertArrayEquals(softmax(2, 2, 0), values(scores), BLUR);
      var pixels = halves(64, 64, PixelSize.PIXELS);
      var aside = classify(pixels, List.of(new Box(10, 30, 4, 4)), model, SETTINGS).get(0);
      assertArrayEquals(softmax(4, 0, 0), values(aside), ROUNDING);
    }
  }

  @Test
  public void theSquareAroundABoxIsResizedIntoTheCrop() {
    var format =
        new ClassifierFormat(
            1,
            List.of("a"),
            ClassifierFormat.Output.AUTO,
            20,
            10,
            new CropRule(Fit.RESIZE, 0.25),
            NetworkScale.NONE);
    Box box = new Box(10, 20, 40, 10);
    assertEquals(new Resampling.Window(0, -5, 3, 6, 20, 10), CropWindow.of(box, format, 1, 1));
    assertEquals(
        new Resampling.Window(-30, 15, 6, 3, 20, 10),
        CropWindow.of(new Box(10, 20, 40, 20), format, 1, 0.25));
  }

  @Test
  public void cellsComeBackInTheirOrderWithAllProbabilities() throws IOException {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < 50; i++) regions.add(Region.rectangle(i + 1, i, 30, 4, 4));
    List<Cell> cells = Cells.measure(regions, List.of(), PixelSize.PIXELS);
    var format = Networks.sides(8, 8, null);
    try (var model = Networks.classifier("sides", format)) {
      Picture picture = halves(64, 64, PixelSize.PIXELS);
      var classified =
          CellClassifier.classifyCells(
              picture, cells, model, SETTINGS.withBatch(7, 3), p -> {}, () -> false);
      var boxes = cells.stream().map(Cell::box).toList();
      var one = classify(picture, boxes, model, SETTINGS.withBatch(1, 1));
      for (int i = 0; i < 50; i++) {
        assertEquals(i + 1, classified.get(i).number());
        var what = classified.get(i).classified().orElseThrow();
        assertEquals(3, what.probabilities().size());
        assertEquals(one.get(i).get(one.get(i).best()), what.score(), ROUNDING);
      }
      assertEquals("bright", classified.get(0).classification().name());
    }
  }

  @Test
  public void noCellsGiveNone() throws IOException {
    try (var model = Networks.classifier("sides", Networks.sides(8, 8, null))) {
      assertTrue(classify(halves(9, 9, PixelSize.PIXELS), List.of(), model, SETTINGS).isEmpty());
    }
  }

  @Test
  public void anotherNumberOfClassesIsRefused() throws IOException {
    var format =
        new ClassifierFormat(
            1,
            List.of("a", "b"),
            ClassifierFormat.Output.AUTO,
            8,
            8,
            CropRule.STANDARD,
            NetworkScale.NONE);
    try (var model = Networks.classifier("sides", format)) {
      String message =
          assertThrows(
                  NetworkException.class,
                  () ->
                      classify(
                          halves(9, 9, PixelSize.PIXELS),
                          List.of(new Box(1, 1, 2, 2)),
                          model,
                          SETTINGS))
              .getMessage();
      assertTrue(message, message.contains("sides.torchscript") && message.contains("2 classes"));
    }
  }
}
