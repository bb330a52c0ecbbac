package org.unstained.workflow.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.Painted;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PixelSize;
import org.unstained.cells.Region;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.inference.InferenceProgress;
import org.unstained.models.ComputeDevices;
import org.unstained.models.CropRule.Statistics;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelLibrary;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.networks.NetworkResult;

public class DetectWorkflowTest {
  private static final DetectOptions ALONE = DetectOptions.of(NetworkPackages.DETECTOR);
  private static final DetectOptions BOTH = ALONE.withClassifier(NetworkPackages.CLASSIFIER);
  private static final double ROUNDING = 1e-5;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;
  private ModelLibrary library;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
    library = new ModelLibrary(home, Optional.empty());
  }

  private NetworkResult detect(ImagePlus image, DetectOptions options) throws IOException {
    try (DetectWorkflow detect = open(options)) {
      return detect.run(image, p -> {}, () -> false);
    }
  }

  private DetectWorkflow open(DetectOptions options) throws IOException {
    return DetectWorkflow.open(options, library, new ComputeDevices(new EngineFiles(home)));
  }

  private static List<Cell> only(NetworkResult result) {
    assertEquals(1, result.planes().size());
    return result.planes().get(0).cells();
  }

  @Test
  public void eachDiscIsFoundOnceWithItsClassInReadingOrder() throws IOException {
    NetworkResult found = detect(NetworkPackages.discs("a"), ALONE);
    assertEquals("a", found.planes().get(0).image());
    assertEquals(
        List.of("Living Cell", "Living Cell", "Living Cell", "Dead Cell", "Dead Cell"),
        only(found).stream().map(cell -> cell.classification().name()).toList());
    for (int i = 0; i < 5; i++) {
      Cell cell = only(found).get(i);
      assertEquals(i + 1, cell.number());
      assertEquals(i < 3 ? 42 + 70 * i : 46 + 70 * (i - 3), cell.x(), 4);
      assertEquals(i < 3 ? 42 : 114, cell.y(), 4);
    }
    assertTrue(found.cellsPerSecond() > 0);
  }

  @Test
  public void aCellIsItsBoxInWholePixelsWithAreaAndBrightnessAndNoShape() throws IOException {
    ImagePlus image = Painted.calibrated(NetworkPackages.discs("a"), 0.5, "um");
    Cell cell = only(detect(image, ALONE)).get(0);
    assertEquals(20, cell.box().width(), 0);
    assertEquals(24, cell.box().height(), 0);
    assertEquals(480, cell.outline().area(), 0);
    assertEquals(480, cell.measurements().get("area_px2"), 0);
    assertEquals(120, cell.measurements().get("area_um2"), 0);
    assertFalse(cell.measurements().columns().contains("circularity"));
    ImagePlus boxed = NetworkPackages.discs("b");
    boxed.setRoi(new Roi(cell.box().x(), cell.box().y(), 20, 24));
    assertEquals(boxed.getStatistics().mean, cell.measurements().get("mean_intensity"), ROUNDING);
  }

  @Test
  public void whatIsFoundIsDrawnAsRectanglesAndReadBack() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    NetworkResult found = detect(image, BOTH);
    CellOverlay.show(image, found.planes());
    for (Roi roi : image.getOverlay().toArray()) {
      assertEquals(Roi.RECTANGLE, roi.getType());
      assertTrue(roi.getName(), roi.getName().matches("(Living|Dead) Cell [01]\\.\\d\\d"));
    }
    List<Cell> read = CellOverlay.read(image).get(0).cells();
    for (int i = 0; i < read.size(); i++) {
      assertEquals(only(found).get(i).box(), read.get(i).box());
      assertEquals(only(found).get(i).classification(), read.get(i).classification());
    }
  }

  @Test
  public void aClassifierBehindTheDetectorJoinsBothScoresWithItsOwnWeight() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<Cell> detected = only(detect(image, ALONE));
    List<Cell> joined = only(detect(image, BOTH));
    assertEquals(detected.size(), joined.size());
    List<Cell> classified;
    try (ClassifyWorkflow classify =
        ClassifyWorkflow.open(
            ClassifyOptions.of(NetworkPackages.CLASSIFIER),
            library,
            new ComputeDevices(new EngineFiles(home)))) {
      classified = only(classify.run(image, detect(image, ALONE).planes(), p -> {}, () -> false));
    }
    for (int i = 0; i < joined.size(); i++)
      for (String name : List.of("Living Cell", "Dead Cell")) {
        double d = probability(detected.get(i), name);
        double c = probability(classified.get(i), name);
        assertEquals(0.4 * d + 0.6 * c, probability(joined.get(i), name), 1e-3);
      }
  }

  private static double probability(Cell cell, String name) {
    return cell.classification().probabilities().get(name);
  }

  @Test
  public void cropsThatAreNormalisedOneByOneAreNormalisedOnce() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<String> classes = List.of("Living Cell", "Dead Cell");
    double detectors = 1 / 200.0; // then one picture would do for both
    NetworkPackages.classifier(home, "image", classes, detectors, Statistics.IMAGE);
    NetworkPackages.classifier(home, "crop", classes, detectors, Statistics.CROP);
    NetworkResult byImage = detect(image, ALONE.withClassifier("image"));
    assertEquals(5, byImage.cells());
    assertEquals(byImage.planes(), detect(image, ALONE.withClassifier("crop")).planes());
  }

  @Test
  public void theUsersWeightScoreAndOverlapComeBeforeTheModels() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    Classification detector = only(detect(image, ALONE)).get(0).classification();
    DetectOptions detectorAlone =
        new DetectOptions(
            NetworkPackages.DETECTOR,
            NetworkPackages.CLASSIFIER,
            OptionalDouble.of(0),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            "",
            false,
            false,
            "cpu");
    assertEquals(
        detector.score(), only(detect(image, detectorAlone)).get(0).classification().score(), 1e-6);
    assertEquals(0, detect(image, ALONE.withScore(1)).cells());
    library.setDefaults(NetworkPackages.DETECTOR, Optional.of(new ModelDefaults(1, 0.5, 0.5)));
    assertEquals(0, detect(image, ALONE).cells());
    assertEquals(5, detect(image, ALONE.withScore(0.5)).cells());
    assertEquals("the classifier has the last word", 5, detect(image, BOTH).cells());
  }

  @Test
  public void turnsAreTheMeanOfAllPositions() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    NetworkResult once = detect(image, BOTH);
    NetworkResult turned = detect(image, BOTH.withTurns(true));
    assertEquals("the networks know no up and down", 5, turned.cells());
    for (int i = 0; i < 5; i++) {
      assertEquals(only(once).get(i).box(), only(turned).get(i).box());
      assertEquals(
          only(once).get(i).classification().score(),
          only(turned).get(i).classification().score(),
          1e-5);
    }
  }

  @Test
  public void allPlanesOfAStackAreLookedAtAndOneWithoutCellsIsAResult() throws IOException {
    ImageStack stack = new ImageStack(240, 160);
    for (int t = 0; t < 4; t++) stack.addSlice(NetworkPackages.discs(t, Math.max(0, t - 1)));
    ImagePlus film = new ImagePlus("film", stack);
    film.setDimensions(1, 1, 4);
    film.setPosition(1, 1, 3);
    NetworkResult all = detect(film, ALONE.inAllPlanes());
    assertEquals(
        List.of(0, 1, 3, 5), all.planes().stream().map(plane -> plane.cells().size()).toList());
    assertEquals(List.of(1, 2, 3, 4), all.planes().stream().map(plane -> plane.frame()).toList());
    assertEquals(all.planes().get(2), detect(film, ALONE).planes().get(0));
  }

  @Test
  public void smallTilesFindWhatOneTileFinds() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<Box> whole = only(detect(image, ALONE)).stream().map(Cell::box).toList();
    for (int tile : new int[] {64, 96, 128})
      assertEquals(
          whole, only(detect(image, ALONE.withTile(tile))).stream().map(Cell::box).toList());
  }

  @Test
  public void oneWorkflowServesManyImagesAndSaysWhatItUsed() throws IOException {
    try (DetectWorkflow detect = open(BOTH)) {
      for (int i = 0; i < 3; i++)
        assertEquals(5, detect.run(NetworkPackages.discs("a" + i), p -> {}, () -> false).cells());
      assertEquals("test-detector 1.2.0 + test-classifier 1.2.0", detect.used().names());
      assertTrue(detect.used().models().get(1).sha256().matches("[0-9a-f]{64}"));
      assertFalse(detect.used().device().name().isBlank());
    }
  }

  @Test
  public void brightnessOfRgbAndAChosenChannelAreLookedAt() throws IOException {
    ImagePlus rgb = new ImagePlus("rgb", NetworkPackages.discs(3, 2).convertToRGB());
    assertEquals(5, detect(rgb, ALONE).cells());
    ImageStack two = new ImageStack(240, 160);
    two.addSlice(new ByteProcessor(240, 160));
    two.addSlice(NetworkPackages.discs(3, 2));
    ImagePlus image = new ImagePlus("two", two);
    image.setDimensions(2, 1, 1);
    image.setOpenAsHyperStack(true);
    assertEquals(0, detect(image, BOTH).cells());
    NetworkResult second = detect(image, BOTH.withChannels("2"));
    assertEquals(5, second.cells());
    assertEquals(2, second.planes().get(0).channel());
    assertTrue(only(second).get(0).measurements().columns().contains("ch2_mean_intensity"));
  }

  @Test
  public void progressGoesUpToTheEndAndEscStops() throws IOException {
    List<InferenceProgress> told = new ArrayList<>();
    try (DetectWorkflow detect = open(BOTH)) {
      ImagePlus stack = new ImagePlus("s", stackOfTwo());
      stack.setDimensions(1, 2, 1);
      detect.run(stack, told::add, () -> false);
      assertThrows(
          CancellationException.class,
          () -> detect.run(NetworkPackages.discs("a"), p -> {}, () -> true));
    }
    for (int i = 1; i < told.size(); i++)
      assertTrue(told.get(i).fraction() >= told.get(i - 1).fraction());
    assertEquals(1, told.get(told.size() - 1).fraction(), 0);
  }

  private static ImageStack stackOfTwo() {
    ImageStack stack = new ImageStack(240, 160);
    stack.addSlice(NetworkPackages.discs(2, 2));
    stack.addSlice(NetworkPackages.discs(1, 2));
    return stack;
  }

  @Test
  public void aPlaneWithoutCellsOrOfOneValueHasNoCells() throws IOException {
    assertEquals(0, detect(new ImagePlus("flat", new ByteProcessor(50, 30)), BOTH).cells());
    assertEquals(0, detect(IJ.createImage("dot", "32-bit", 1, 1, 1), BOTH).cells());
  }

  @Test
  public void boxesAtTheEdgeAreCutToWholePixelsInTheImage() {
    assertEquals(new Box(0, 0, 3, 4), BoxCells.region(1, new Box(0, 0, 3.4, 3.6), 9, 9).box());
    assertEquals(new Box(8, 8, 1, 1), BoxCells.region(1, new Box(8.9, 8.9, 0.1, 0.1), 9, 9).box());
    assertEquals(new Box(4, 4, 1, 1), BoxCells.region(1, new Box(4.2, 4.2, 0, 0), 9, 9).box());
  }

  @Test
  public void cellsKeepHundredthsOfAPixelOfTheBoxWithinTheImage() {
    assertEquals(new Box(1.23, 2, 3.33, 4.1), BoxCells.inside(box(1.2345, 2, 3.33, 4.1), 9, 9));
    assertEquals(new Box(0, 0, 3.4, 3.6), BoxCells.inside(box(-1, -2, 4.4, 5.6), 9, 9));
    assertEquals(new Box(8, 8, 1, 1), BoxCells.inside(box(9.5, 9.5, 2, 2), 9, 9));
    Img<FloatType> plane = ArrayImgs.floats(9, 9);
    List<Detection> found = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++)
      found.add(
          new Detection(
              box(
                  random.nextDouble() * 10 - 1,
                  random.nextDouble() * 10 - 1,
                  0.5 + random.nextDouble() * 4,
                  0.5 + random.nextDouble() * 4),
              0,
              0.9,
              ClassScores.of(List.of("a"), 1)));
    for (Cell cell : BoxCells.of(found, List.of(plane), PixelSize.PIXELS)) {
      Box exact = cell.box();
      Box pixels = Region.of(cell).box();
      assertTrue(exact.x() >= 0 && exact.x() + exact.width() <= 9 + 1e-9);
      assertTrue(exact.y() >= 0 && exact.y() + exact.height() <= 9 + 1e-9);
      if (exact.width() < 1 || exact.height() < 1) continue;
      assertEquals(Math.min(8, Math.round(exact.x())), pixels.x(), 0);
      assertEquals(Math.min(8, Math.round(exact.y())), pixels.y(), 0);
    }
  }

  private static Box box(double x, double y, double width, double height) {
    return new Box(x, y, width, height);
  }

  @Test
  public void modelsThatDontFitSayWhatToChoose() throws IOException {
    assertRefused(DetectOptions.of("test-detectr"), "is 'test-detector' meant?");
    assertRefused(DetectOptions.of(" "), "model is missing", "test-detector");
    assertRefused(
        DetectOptions.of(NetworkPackages.CLASSIFIER), "for classification", "as the classifier");
    assertRefused(
        ALONE.withClassifier(NetworkPackages.DETECTOR), "for detection", "can't classify");
    NetworkPackages.classifier(home, "blood", List.of("RBC", "WBC"));
    assertRefused(ALONE.withClassifier("blood"), "doesn't know Living Cell, Dead Cell", "RBC, WBC");
    assertRefused(ALONE.withTile(24), "'tile' can't be 24", "32 pixels + n x 8", "32 or more");
  }

  @Test
  public void damagedWeightsAndWeightsThatAreNoNetworkAreRefusedByName() throws IOException {
    Path weights = home.resolve("models/test-detector/weights.torchscript");
    Files.writeString(weights, "no network");
    assertRefused(ALONE, weights.toString(), "SHA-256", "Install");
    Path folder = home.resolve("models/test-detector");
    String rdf = Files.readString(folder.resolve("rdf.yaml"));
    String sum = sha256("no network");
    Files.writeString(folder.resolve("rdf.yaml"), rdf.replaceAll("sha256: \\S+", "sha256: " + sum));
    assertRefused(ALONE, weights.toString(), "no TorchScript");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aNetworkThatReturnsNaNOrAnotherShapeIsAnErrorNotAnEmptyResult() throws IOException {
    NetworkPackages.detector(
        home, "nan", "damaged", List.of("brightfield"), List.of("Living Cell"));
    ImagePlus floats = new ImagePlus("f", NetworkPackages.discs(3, 2).convertToFloat());
    floats.getProcessor().multiply(1000);
    String nan = messageOf(floats, DetectOptions.of("nan"));
    assertTrue(nan, nan.contains("NaN") && nan.contains("weights.torchscript"));
    NetworkPackages.detector(home, "shape", "no-distances");
    String shape = messageOf(NetworkPackages.discs("a"), DetectOptions.of("shape"));
    assertTrue(shape, shape.contains("returned") && shape.contains("weights.torchscript"));
  }

  @Test
  public void anImageWithOtherChannelsThanTheModelsSaysWhatToSet() throws IOException {
    NetworkPackages.detector(
        home, "three", "spots", List.of("red", "green", "blue"), List.of("a", "b", "c"));
    String message = messageOf(NetworkPackages.discs("a"), DetectOptions.of("three"));
    assertTrue(message, message.contains("'three' takes 3 channels (red, green, blue)"));
    assertThrows(IllegalArgumentException.class, () -> detect(null, ALONE));
  }

  @Test
  public void numbersOutsideTheirRangeAreRefused() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN})
      assertThrows(IllegalArgumentException.class, () -> ALONE.withScore(bad));
    assertThrows(IllegalArgumentException.class, () -> ALONE.withTile(-1));
  }

  private String messageOf(ImagePlus image, DetectOptions options) {
    Exception e = assertThrows(Exception.class, () -> detect(image, options));
    assertTrue(e.toString(), e instanceof IOException || e instanceof IllegalArgumentException);
    return e.getMessage();
  }

  private void assertRefused(DetectOptions options, String... words) {
    String message = messageOf(NetworkPackages.discs("a"), options);
    for (String word : words) assertTrue("'" + word + "' in: " + message, message.contains(word));
  }
}
