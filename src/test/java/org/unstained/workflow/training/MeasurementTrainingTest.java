package org.unstained.workflow.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.classical.Distance;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.letters.Letters;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.overlay.CellOverlay;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;

public class MeasurementTrainingTest {
  private static final String SHAPE = "area,solidity,compactness,aspect_ratio";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;
  private ModelLibrary library;

  @Before
  public void emptyLibrary() throws IOException {
    home = temporary.newFolder("home").toPath();
    library = new ModelLibrary(home, Optional.empty());
  }

  @Test
  public void learntFromOverlaysItTellsCellsOfAnotherImageApart() throws IOException {
    Samples3 samples = new Samples3();
    for (Method method : Method.values()) {
      MeasurementTraining trained = train(samples.chosen(SHAPE), method, "by " + method.key());
      assertEquals(1, trained.scores().confusion().accuracy(), 0.02);
      assertTrue(trained.scores().byGroup());
      assertEquals(method != Method.KNN, trained.curves().isEmpty());
      ImagePlus other = image("other", 9);
      List<PlaneCells> found = classify(other, "by-" + method.key());
      assertTrue(found.get(0).cells().size() >= 15);
      for (Cell cell : found.get(0).cells()) {
        assertEquals(method.key(), truth(cell), cell.classification().name());
        Map<String, Double> p = cell.classification().probabilities();
        assertEquals(List.of("long", "round"), List.copyOf(p.keySet()));
        assertEquals(1, p.values().stream().mapToDouble(x -> x).sum(), 1e-5);
      }
    }
  }

  @Test
  public void micrometresAreConvertedAndPixelsRefused() throws IOException {
    train(new Samples3(0.5, "µm").chosen(SHAPE), Method.KNN, "sized");
    assertEquals("area_um2", library.find("sized").description().input().channels().get(0));
    for (Cell cell : classify(calibrated(image("nm", 9), 500, "nm"), "sized").get(0).cells())
      assertEquals(truth(cell), cell.classification().name());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> classify(image("bare.tif", 9), "sized"));
    assertTrue(e.getMessage(), e.getMessage().contains("area_um2"));
    assertTrue(e.getMessage(), e.getMessage().contains("bare.tif"));
    assertTrue(e.getMessage(), e.getMessage().contains("pixel size"));
  }

  @Test
  public void optionsOfNetworksAndDamagedFilesAreRefused() throws IOException {
    train(new Samples3().chosen(SHAPE), Method.FOREST, "trees");
    ClassifyOptions turned = new ClassifyOptions("trees", "", true, "auto");
    assertThrows(IllegalArgumentException.class, () -> open(turned));
    ClassifyOptions cuda = new ClassifyOptions("trees", "", false, "cuda");
    assertThrows(IllegalArgumentException.class, () -> open(cuda));
    Path json = library.find("trees").folder().resolve("classifier.json");
    Files.writeString(json, Files.readString(json).replaceFirst("0\\.", "1."));
    IOException e = assertThrows(IOException.class, () -> open(ClassifyOptions.of("trees")));
    assertTrue(e.getMessage(), e.getMessage().contains("SHA-256"));
  }

  @Test
  public void aPackageGoesThroughAZip() throws IOException {
    train(new Samples3().chosen(SHAPE), Method.SVM, "machine");
    Path zip = temporary.getRoot().toPath().resolve("machine.zip");
    library.find("machine").zip(zip);
    ModelLibrary elsewhere =
        new ModelLibrary(temporary.newFolder("elsewhere").toPath(), Optional.empty());
    elsewhere.install(zip.toString(), false, (done, all) -> true);
    assertEquals(library.find("machine").description(), elsewhere.find("machine").description());
    String card = elsewhere.find("machine").card();
    assertTrue(card, card.contains("area_px2") && card.contains("Training"));
    assertFalse(card, card.contains("Pixel size"));
  }

  @Test
  public void aTakenNameOrOneClassIsRefusedBeforeAnyWork() throws IOException {
    Samples3 samples = new Samples3();
    train(samples.chosen(SHAPE), Method.KNN, "taken");
    assertThrows(
        IllegalArgumentException.class, () -> train(samples.chosen(SHAPE), Method.KNN, "Taken"));
    LabelledMeasurements one = LabelledMeasurements.ofImages(List.of(samples.images.get(0))).get(0);
    LabelledMeasurements same =
        new LabelledMeasurements(
            one.name(),
            one.columns(),
            one.rows(),
            one.classes().stream().map(c -> "same").toList(),
            one.groups(),
            0);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ChosenFeatures.of(List.of(same), SHAPE));
    assertTrue(e.getMessage(), e.getMessage().contains("two classes"));
  }

  @Test
  public void tablesGiveWhatOverlaysGive() throws IOException {
    Samples3 samples = new Samples3();
    List<LabelledMeasurements> drawn = LabelledMeasurements.ofImages(samples.images);
    Path folder = temporary.newFolder("tables").toPath();
    for (LabelledMeasurements one : drawn) {
      StringBuilder table = new StringBuilder("\uFEFFimage,cell,class,");
      table.append(String.join(",", one.columns())).append('\n');
      for (int i = 0; i < one.rows().size(); i++) {
        table.append(one.name()).append(',').append(i).append(',').append(one.classes().get(i));
        for (double v : one.rows().get(i)) table.append(',').append(v);
        table.append('\n');
      }
      table.append(one.name()).append(",99,").append(",".repeat(one.columns().size())).append('\n');
      Files.writeString(folder.resolve(one.name() + ".csv"), table);
    }
    Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    List<LabelledMeasurements> read = LabelledMeasurements.ofTables(folder, "image");
    assertEquals(3, read.size());
    assertEquals(1, read.get(0).unlabelled());
    ChosenFeatures a = ChosenFeatures.of(drawn, SHAPE);
    ChosenFeatures b = ChosenFeatures.of(read, SHAPE);
    assertEquals(a.columns(), b.columns());
    assertEquals(a.samples().size(), b.samples().size());
    assertEquals(List.of("3 cells have no class and were left out."), b.notes());
    assertEquals(
        train(a, Method.KNN, "a").scores().figures(), train(b, Method.KNN, "b").scores().figures());
  }

  @Test
  public void brokenTablesAreRefusedByName() throws IOException {
    Path file = temporary.newFile("broken.csv").toPath();
    Files.writeString(file, "image,class,area_px2\na,x,12\na,y,many\n");
    IOException e =
        assertThrows(IOException.class, () -> LabelledMeasurements.ofTables(file, "image"));
    assertTrue(e.getMessage(), e.getMessage().contains("broken.csv"));
    assertTrue(e.getMessage(), e.getMessage().contains("line 3"));
    Files.writeString(file, "image,area_px2\na,12\n");
    assertThrows(
        IllegalArgumentException.class, () -> LabelledMeasurements.ofTables(file, "image"));
    Files.writeString(file, "");
    assertThrows(
        IllegalArgumentException.class, () -> LabelledMeasurements.ofTables(file, "image"));
    assertThrows(
        IOException.class,
        () -> LabelledMeasurements.ofTables(file.resolveSibling("none.csv"), "image"));
  }

  @Test
  public void theReportKeepsTheLinesOfOthers() throws IOException {
    MeasurementTraining trained = train(new Samples3().chosen(SHAPE), Method.KNN, "mine");
    Path folder = temporary.getRoot().toPath().resolve("report");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("scores.csv"), "classifier,cv_accuracy,epochs\nnet,0.9,60\n");
    MeasurementReport.write(trained, folder);
    MeasurementReport.write(trained, folder);
    List<String> lines = Files.readAllLines(folder.resolve("scores.csv"));
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("classifier,cv_accuracy,epochs,method"));
    assertTrue(lines.get(1).startsWith("net,0.9,60,"));
    assertTrue(lines.get(2).startsWith("mine,"));
    assertEquals(
        trained.scores().samples().size() + 1,
        Files.readAllLines(folder.resolve("mine-predictions.csv")).size());
    if (Letters.canBeWritten()) assertTrue(Files.size(folder.resolve("mine-k-curve.png")) > 1000);
    assertTrue(Files.exists(folder.resolve("mine-confusion.csv")));
  }

  private MeasurementTraining train(ChosenFeatures chosen, Method method, String name)
      throws IOException {
    return MeasurementTraining.run(
        chosen.samples(),
        new MeasurementTraining.Plan(
            name, Recipe.of(method), List.of(Distance.EUCLIDEAN), 3, "", false),
        library,
        p -> {},
        () -> false);
  }

  private ClassifyWorkflow open(ClassifyOptions options) throws IOException {
    return ClassifyWorkflow.open(options, library, new ComputeDevices(new EngineFiles(home)));
  }

  private List<PlaneCells> classify(ImagePlus image, String model) throws IOException {
    try (ClassifyWorkflow classify = open(ClassifyOptions.of(model))) {
      return classify.run(image, segmented(image), p -> {}, () -> false).planes();
    }
  }

  private static List<PlaneCells> segmented(ImagePlus image) {
    SegmentationSettings settings = SegmentationSettings.defaults();
    return SegmentWorkflow.run(
            image, new SegmentOptions(0, 0, settings, true), p -> {}, () -> false)
        .planeCells();
  }

  /** Discs in the upper half, ellipses in the lower one. */
  private static ImagePlus image(String title, int seed) {
    Random random = new Random(seed);
    ByteProcessor pixels = new ByteProcessor(400, 300);
    pixels.setValue(200);
    for (int i = 0; i < 8; i++) {
      double d = 20 + 8 * random.nextDouble();
      pixels.fill(new OvalRoi(10 + 48 * i, 20 + 50 * random.nextDouble(), d, d));
      pixels.fill(new OvalRoi(10 + 48 * i, 170 + 40 * random.nextDouble(), 14, 2.8 * d));
    }
    return new ImagePlus(title, pixels);
  }

  private static ImagePlus calibrated(ImagePlus image, double size, String unit) {
    Calibration calibration = new Calibration();
    calibration.pixelWidth = calibration.pixelHeight = size;
    calibration.setUnit(unit);
    image.setCalibration(calibration);
    return image;
  }

  private static String truth(Cell cell) {
    return cell.y() < 150 ? "round" : "long";
  }

  /** Three images with labelled cells in their overlays. */
  private static final class Samples3 {
    final List<ImagePlus> images = new ArrayList<>();

    Samples3() {
      this(1, "pixel");
    }

    Samples3(double size, String unit) {
      for (int i = 0; i < 3; i++) {
        ImagePlus image = calibrated(image("image " + i, i), size, unit);
        List<PlaneCells> labelled = new ArrayList<>();
        for (PlaneCells plane : segmented(image))
          labelled.add(
              new PlaneCells(
                  plane.image(),
                  plane.channel(),
                  plane.slice(),
                  plane.frame(),
                  plane.cells().stream()
                      .map(cell -> cell.as(new Classification(truth(cell), 1, Map.of())))
                      .toList()));
        CellOverlay.show(image, labelled);
        images.add(image);
      }
    }

    ChosenFeatures chosen(String features) {
      return ChosenFeatures.of(LabelledMeasurements.ofImages(images), features);
    }
  }
}
