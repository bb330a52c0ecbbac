package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.djl.ndarray.BaseNDManager;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.inference.DetectorFormat.Output;
import org.unstained.models.CropRule;
import org.unstained.models.Preprocessing;
import org.unstained.models.PreprocessingStep;

public class CellDetectorTest {
  private static final double ROUNDING = 1e-4;
  private static final DetectionSettings SETTINGS = DetectionSettings.defaults().withScore(0.5);
  private static final PixelSize MICRON = new PixelSize(1, 1, "µm");

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static List<Detection> detect(
      Picture picture, DetectorModel model, DetectionSettings settings) throws IOException {
    return CellDetector.detect(picture, model, settings, p -> {}, () -> false);
  }

  /** Discs on a coarse grid, their middles on middles of places of the network's maps. */
  private static ArrayImg<FloatType, FloatArray> spots(int width, int height) {
    var plane = Networks.black(width, height);
    Random random = new Random(1);
    for (int y = 18; y < height - 8; y += 32)
      for (int x = 18; x < width - 8; x += 32)
        if (random.nextInt(4) > 0) Networks.disc(plane, x, y, 5 + random.nextInt(4));
    return plane;
  }

  private static Picture picture(int width, int height) {
    return Networks.picture(PixelSize.PIXELS, List.of(spots(width, height)));
  }

  @Test
  public void eachSpotIsFoundWhereItIs() throws IOException {
    var plane = Networks.black(100, 80);
    Networks.disc(plane, 42, 30, 7);
    Networks.disc(plane, 82, 62, 7);
    try (var model = Networks.spots(1)) {
      var found = detect(Networks.picture(PixelSize.PIXELS, List.of(plane)), model, SETTINGS);
      assertEquals(2, found.size());
      for (Detection d : found)
        assertTrue(
            d.box().equals(new Box(32, 18, 20, 24)) || d.box().equals(new Box(72, 50, 20, 24)));
      assertEquals("a", found.get(0).className());
    }
  }

  @Test
  public void tilesGiveWhatTheWholePlaneGives() throws IOException {
    try (var model = Networks.spots(1)) {
      Picture picture = picture(500, 333);
      var whole = detect(picture, model, SETTINGS.withTiles(1024, 0));
      assertTrue(whole.size() > 80);
      for (int tile : new int[] {128, 200})
        for (int batch : new int[] {1, 3})
          for (int lanes : new int[] {1, 3}) {
            var settings = SETTINGS.withTiles(tile, 40).withBatch(batch, lanes);
            assertEquals(whole, detect(picture, model, settings));
          }
    }
  }

  @Test
  public void flippedTilesAreAveraged() throws IOException {
    var flips = SETTINGS.withTestTime(TestTime.FLIPS);
    Picture picture = picture(200, 133);
    try (var even = Networks.spots(1);
        var lopsided = Networks.detector("lopsided", Networks.spotFormat(1, null))) {
      List<Detection> upright = detect(picture, even, SETTINGS);
      assertTrue(upright.size() > 10);
      assertEquals("in their places", upright.size(), detect(picture, even, flips).size());
      // distances of 4, 6, 16, 18 become 10, 12, 10, 12, so the middle of the spot is the box's
      List<Box> once = boxes(detect(picture, lopsided, SETTINGS), -6);
      List<Box> mean = boxes(detect(picture, lopsided, flips.withTiles(64, 40).withBatch(3, 2)), 0);
      assertTrue(once.size() > 4);
      assertEquals(once, mean);
    }
  }

  /** Moved, in reading order; those that may be cut at the edge are left out. */
  private static List<Box> boxes(List<Detection> detections, double by) {
    return detections.stream()
        .map(Detection::box)
        .map(b -> new Box(b.x() + by, b.y() + by, b.width(), b.height()))
        .filter(b -> b.x() > 12 && b.y() > 12 && b.x() < 150 && b.y() < 90)
        .sorted(Comparator.comparingDouble(Box::y).thenComparingDouble(Box::x))
        .toList();
  }

  @Test
  public void boxesThatANetworkReturnsAreNotFlipped() throws IOException {
    var format = Networks.format(1, List.of("a", "b"), Output.BOXES, 1, null);
    try (var model = Networks.detector("boxes", format)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> detect(picture(64, 64), model, SETTINGS.withTestTime(TestTime.FLIPS)));
    }
  }

  @Test
  public void channelsAreClasses() throws IOException {
    var a = Networks.black(64, 64);
    var b = Networks.black(64, 64);
    Networks.disc(a, 14, 14, 7);
    Networks.disc(b, 46, 46, 7);
    try (var model = Networks.spots(2)) {
      var found = detect(Networks.picture(PixelSize.PIXELS, List.of(a, b)), model, SETTINGS);
      assertEquals(2, found.size());
      for (Detection d : found) assertEquals(d.box().x() < 30 ? "a" : "b", d.className());
    }
  }

  @Test
  public void aPlaneComesAtThePixelSizeOfTheNetwork() throws IOException {
    var plane = Networks.black(200, 300);
    Networks.disc(plane, 84, 90, 18);
    var size = new PixelSize(0.5, 1 / 3.0, "µm");
    try (var model = Networks.detector("spots", Networks.spotFormat(1, MICRON))) {
      var found = detect(Networks.picture(size, List.of(plane)), model, SETTINGS);
      assertEquals(1, found.size());
      Box box = found.get(0).box();
      assertEquals(40, box.width(), ROUNDING);
      assertEquals(72, box.height(), ROUNDING);
      assertEquals(84, box.x() + 20, 4);
      assertEquals(90, box.y() + 36, 6);
      assertEquals(
          MICRON.width(),
          Networks.picture(size, List.of(plane)).scaleX(NetworkScale.of(MICRON)) * 0.5,
          0);
    }
  }

  @Test
  public void boxesEndAtTheEdgeOfThePlane() throws IOException {
    var plane = Networks.black(61, 61);
    Networks.disc(plane, 2, 2, 9);
    Networks.disc(plane, 59, 59, 9);
    try (var model = Networks.spots(1)) {
      var found = detect(Networks.picture(PixelSize.PIXELS, List.of(plane)), model, SETTINGS);
      assertEquals(2, found.size());
      for (Detection d : found) {
        Box box = d.box();
        assertTrue(box.x() >= 0 && box.y() >= 0);
        assertTrue(box.x() + box.width() <= 61 && box.y() + box.height() <= 61);
      }
    }
  }

  private static Picture grey(ArrayImg<UnsignedByteType, ?> plane, double gain, double offset) {
    List<PreprocessingStep> steps =
        List.of(new PreprocessingStep.ScaleLinear(List.of(gain), List.of(offset)));
    return new Picture(List.of(plane), Preprocessing.measure(steps, List.of(plane)), MICRON);
  }

  @Test
  public void valuesAreScaledBeforeTheNetwork() throws IOException {
    byte[] pixels = new byte[64 * 64];
    java.util.Arrays.fill(pixels, (byte) 50);
    for (int y = 20; y < 36; y++) for (int x = 20; x < 36; x++) pixels[64 * y + x] = (byte) 250;
    var plane = ArrayImgs.unsignedBytes(pixels, 64, 64);
    try (var model = Networks.spots(1)) {
      var scaled = grey(plane, 1 / 200.0, -0.25);
      assertEquals(1, detect(scaled, model, SETTINGS).size());
      var dark = grey(plane, 0, 0);
      assertTrue(detect(dark, model, SETTINGS).isEmpty());
    }
  }

  @Test
  public void pixelsThatAreNoNumbersCountAsZero() throws IOException {
    var plane = Networks.black(64, 64);
    Networks.disc(plane, 14, 14, 7);
    plane.getAt(50, 50).set(Float.NaN);
    plane.getAt(55, 40).set(Float.POSITIVE_INFINITY);
    try (var model = Networks.spots(1)) {
      var found = detect(Networks.picture(PixelSize.PIXELS, List.of(plane)), model, SETTINGS);
      assertEquals(1, found.size());
    }
  }

  @Test
  public void anEmptyPictureHasNoCells() throws IOException {
    try (var model = Networks.spots(1)) {
      for (int side : new int[] {1, 7, 300})
        assertTrue(
            detect(
                    Networks.picture(PixelSize.PIXELS, List.of(Networks.black(side, side))),
                    model,
                    SETTINGS)
                .isEmpty());
    }
  }

  @Test
  public void mapsAtSeveralStridesAreRead() throws IOException {
    var format = Networks.format(1, List.of("a"), Output.PROBABILITY_MAPS, 0, null);
    var plane = Networks.black(64, 64);
    Networks.disc(plane, 28, 28, 9);
    try (var model = Networks.detector("spot-probabilities", format)) {
      var settings =
          SETTINGS.withSuppression(
              new SuppressionSettings(SuppressionSettings.Measure.IOU, 1, true));
      var found = detect(Networks.picture(PixelSize.PIXELS, List.of(plane)), model, settings);
      var widths = found.stream().map(d -> d.box().width()).distinct().sorted().toList();
      assertEquals(List.of(20.0, 40.0), widths);
    }
  }

  @Test
  public void otherPeoplesBoxesAreRead() throws IOException {
    var names = List.of("x", "y");
    var plane = ArrayImgs.floats(32, 32);
    plane.forEach(v -> v.set(0.6f));
    for (var entry : Map.of("boxes", 1, "named-boxes", 1, "box-table", 0).entrySet()) {
      var format = Networks.format(1, names, Output.BOXES, entry.getValue(), null);
      try (var model = Networks.detector(entry.getKey(), format)) {
        var found = detect(Networks.picture(PixelSize.PIXELS, List.of(plane)), model, SETTINGS);
        assertEquals(entry.getKey(), 2, found.size());
        assertEquals(new Box(2, 3, 10, 12), found.get(0).box());
        assertEquals("x", found.get(0).className());
        assertEquals(0.75, found.get(0).score(), ROUNDING);
        assertEquals("y", found.get(1).className());
        assertEquals(0.6, found.get(1).score(), ROUNDING);
      }
    }
  }

  /** 48 pixels of plane in tiles of 32 are four tiles; each gives the same boxes. */
  @Test
  public void boxesWithoutABatchComeFromOneTileAtATime() throws IOException {
    var names = List.of("x", "y");
    var plane = ArrayImgs.floats(48, 48);
    plane.forEach(v -> v.set(0.6f));
    var picture = Networks.picture(PixelSize.PIXELS, List.of(plane));
    var settings = SETTINGS.withTiles(32, 16);
    List<List<Detection>> found = new ArrayList<>();
    for (String network : List.of("boxes", "named-boxes"))
      try (var model =
          Networks.detector(network, Networks.format(1, names, Output.BOXES, 1, null))) {
        found.add(detect(picture, model, settings));
      }
    assertFalse(found.get(0).isEmpty());
    assertEquals(found.get(0), found.get(1));
  }

  private static String failure(String network, DetectorFormat format, Picture picture)
      throws IOException {
    try (var model = Networks.detector(network, format)) {
      return assertThrows(NetworkException.class, () -> detect(picture, model, SETTINGS))
          .getMessage();
    }
  }

  @Test
  public void aFailedTileIsAnErrorThatNamesTheFile() throws IOException {
    var plane = Networks.black(600, 600);
    plane.getAt(500, 500).set(3000);
    var picture = Networks.picture(PixelSize.PIXELS, List.of(plane));
    var format = Networks.spotFormat(1, null);
    String nan = failure("damaged", format, picture);
    assertTrue(nan, nan.contains("damaged.torchscript") && nan.contains("NaN"));
    String shape = failure("no-distances", format, picture);
    assertTrue(shape, shape.contains("[2, 1, 128, 128]") && shape.contains("expected"));
    String size = failure("fixed", format, picture);
    assertTrue(size, size.contains("fixed.torchscript") && size.contains("size"));
    String classes =
        failure(
            "spots", Networks.format(1, List.of("a", "b"), Output.LOGIT_MAPS, 0, null), picture);
    assertTrue(classes, classes.contains("spots.torchscript"));
    String one = failure("boxes", Networks.format(1, List.of("a"), Output.BOXES, 2, null), picture);
    assertTrue(one, one.contains("class"));
  }

  @Test
  public void theWrongNumberOfChannelsIsRefused() throws IOException {
    try (var model = Networks.spots(2)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> detect(picture(64, 64), model, SETTINGS))
              .getMessage();
      assertTrue(message, message.contains("takes 2 channels and got 1"));
    }
  }

  @Test
  public void whatIsNoNetworkIsRefused() throws IOException {
    var format = Networks.spotFormat(1, null);
    Path text = folder.newFile("weights.torchscript").toPath();
    Files.writeString(text, "no network");
    Path missing = folder.getRoot().toPath().resolve("missing.torchscript");
    for (Path file : List.of(text, missing)) {
      String message =
          assertThrows(
                  NetworkException.class,
                  () -> DetectorModel.load(file, format, ai.djl.Device.cpu()))
              .getMessage();
      assertTrue(message, message.contains(file.toString()));
    }
    String operator =
        assertThrows(NetworkException.class, () -> Networks.detector("other-operator", format))
            .getMessage();
    assertTrue(operator, operator.contains("torchvision"));
  }

  @Test
  public void aCanceledRunEndsWithoutAResult() throws IOException {
    try (var model = Networks.spots(1)) {
      assertThrows(
          CancellationException.class,
          () -> CellDetector.detect(picture(500, 500), model, SETTINGS, p -> {}, () -> true));
    }
  }

  @Test
  public void progressGoesFromBatchToBatch() throws IOException {
    List<InferenceProgress> told = new ArrayList<>();
    try (var model = Networks.spots(1)) {
      var settings = SETTINGS.withTiles(128, 40).withBatch(2, 2);
      CellDetector.detect(picture(400, 400), model, settings, told::add, () -> false);
    }
    assertEquals(13, told.size());
    for (int i = 0; i < told.size(); i++) assertEquals(i + 1, told.get(i).done());
    assertEquals(1, told.get(12).fraction(), 0);
    assertTrue(told.get(12).cells() > 0 && told.get(12).cellsPerSecond() > 0);
  }

  private static int held(DetectorModel model) throws Exception {
    Field resources = BaseNDManager.class.getDeclaredField("resources");
    resources.setAccessible(true);
    return ((Map<?, ?>) resources.get(model.network().engineModel().getNDManager())).size();
  }

  @Test
  public void aThousandRunsLeaveTheEngineWhereItWas() throws Exception {
    try (var model = Networks.spots(1)) {
      Picture picture = picture(64, 64);
      detect(picture, model, SETTINGS);
      int before = held(model);
      for (int i = 0; i < 1000; i++) detect(picture, model, SETTINGS);
      assertEquals(before, held(model));
    }
  }

  @Test
  public void bothStagesGiveFusedScores() throws IOException {
    var plane = Networks.black(100, 80);
    Networks.disc(plane, 42, 30, 7);
    var picture = Networks.picture(PixelSize.PIXELS, List.of(plane));
    var format =
        new ClassifierFormat(
            1,
            List.of("b", "a", "c"),
            ClassifierFormat.Output.AUTO,
            8,
            8,
            CropRule.STANDARD,
            NetworkScale.NONE);
    try (var detector = Networks.spots(1);
        var classifier = Networks.classifier("sides", format)) {
      List<InferenceProgress> told = new ArrayList<>();
      var found =
          TwoStageDetector.detect(
              picture,
              detector,
              SETTINGS.withScore(0.1),
              picture,
              classifier,
              ClassificationSettings.defaults(),
              0.5,
              told::add,
              () -> false);
      var alone = detect(picture, detector, SETTINGS);
      double p = 1 / (Math.exp(4) + 2);
      assertEquals(1, found.size());
      assertEquals((alone.get(0).score() + p) / 2, found.get(0).score(), ROUNDING);
      assertEquals(1, told.get(told.size() - 1).fraction(), 0);
    }
  }
}
