package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;
import org.unstained.inference.ExplanationMethod;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.explanation.ExplainOptions;
import org.unstained.workflow.explanation.ExplainWorkflow;
import org.unstained.workflow.exploration.NetworkFeatures;
import org.unstained.workflow.networks.Installation;

/** Memory that doesn't suffice: less is tried at once, with the same cells as result. */
public class ShortMemoryTest {
  private static final int TILE = 512;
  private static final String CLASSIFIER = "livedead-classifier";

  /** A network on batches of other sizes adds in another order. */
  private static final float ROUNDING = 1e-4f;

  /** What PyTorch says: of the graphics card, and of the processor's memory. */
  private static final List<String> MESSAGES =
      List.of(
          "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.25 GiB",
          "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
          "MPS backend out of memory (MPS allocated: 5.00 GiB, max allowed: 9.07 GiB).",
          "[enforce fail at alloc_cpu.cpp:116] DefaultCPUAllocator: can't allocate memory: you tried"
              + " to allocate 4294967296 bytes.");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String before;
  private Path home;

  @Before
  public void home() throws IOException {
    before = System.getProperty("unstained.home");
    home = temporary.newFolder("home").toPath();
    System.setProperty("unstained.home", home.toString());
    NetworkPackages.install(home);
  }

  @After
  public void back() {
    Installation.freeNetworks();
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private static ImagePlus discs() {
    ByteProcessor large = new ByteProcessor(1100, 900);
    large.setColor(20);
    large.fill();
    for (int y = 50; y < 880; y += 60)
      for (int x = 50; x < 1080; x += 70) NetworkPackages.disc(large, x, y, NetworkPackages.BRIGHT);
    return new ImagePlus("large", large);
  }

  private void hungry(String name, int most, String message) throws IOException {
    Path file = temporary.getRoot().toPath().resolve(name + ".torchscript");
    ScriptedNetwork.install(home, name, ScriptedNetwork.hungry(file, most, message));
  }

  private static List<String> found(String model) throws IOException {
    List<String> found = new ArrayList<>();
    DetectOptions options = DetectOptions.of(model).withTile(TILE).onDevice("cpu");
    try (DetectWorkflow work = DetectWorkflow.open(options)) {
      for (Cell cell : work.run(discs(), p -> {}, () -> false).planes().get(0).cells())
        found.add(
            "%.2f %.2f %.2f %.2f %s"
                .formatted(
                    cell.box().x(),
                    cell.box().y(),
                    cell.box().width(),
                    cell.box().height(),
                    cell.classified().orElseThrow().name()));
    }
    return found.stream().sorted().toList();
  }

  @Test
  public void batchesThenTilesBecomeSmallerAndTheCellsStayTheSame() throws IOException {
    List<String> all = found(NetworkPackages.DETECTOR);
    assertEquals(14 * 15, all.size());
    int i = 0;
    for (String message : MESSAGES) {
      hungry("batch" + i, TILE * TILE, message);
      assertEquals(message, all, found("batch" + i));
      hungry("tile" + i, TILE * TILE / 4, message);
      assertEquals(message, all, found("tile" + i));
      i++;
    }
  }

  @Test
  public void whatNeverSufficesSaysWhatToDo() throws IOException {
    hungry("never", 10, MESSAGES.get(0));
    IOException e = assertThrows(IOException.class, () -> found("never"));
    assertTrue(e.getMessage(), e.getMessage().contains("there is not enough memory"));
    assertTrue(e.getMessage(), e.getMessage().contains("smaller tiles or batches"));
    hungry("other", 10, "no such thing");
    IOException other = assertThrows(IOException.class, () -> found("other"));
    assertTrue(other.getMessage(), !other.getMessage().contains("memory"));
  }

  /** The bundled classifier under this name, for some crops at once. */
  private void hungryClassifier(String name, int most) throws IOException {
    Path file = temporary.getRoot().toPath().resolve(name + ".torchscript");
    ModelPackage like = Installation.models().find(CLASSIFIER);
    ModelDescription of = like.description();
    ModelPackage.write(
        home.resolve("models").resolve(name),
        new ModelDescription(
            name,
            of.summary(),
            of.version(),
            of.task(),
            of.input(),
            of.output(),
            of.classes(),
            of.defaults(),
            of.crop(),
            of.credits(),
            of.training(),
            of.weights()),
        ScriptedNetwork.hungryClassifier(like.weights(), file, most, MESSAGES.get(0)));
  }

  private static PlaneCells cells() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Box box = new Box(10 + 3 * i, 20 + i % 9, 24, 26);
      cells.add(new Cell(i + 1, box, box.x() + 12, box.y() + 13, null, Measurements.NONE, null));
    }
    return new PlaneCells("discs", 1, 1, 1, cells);
  }

  private static float[][] features(String model) throws IOException {
    try (NetworkFeatures work = NetworkFeatures.open(ClassifyOptions.of(model).onDevice("cpu"))) {
      return work.of(NetworkPackages.discs("discs"), List.of(cells()), p -> {}, () -> false);
    }
  }

  @Test
  public void featuresAreTheSameWithFewerCropsAtOnce() throws IOException {
    float[][] all = features(CLASSIFIER);
    assertEquals(70, all.length);
    for (int most : new int[] {5, 1}) {
      hungryClassifier("crops" + most, most);
      float[][] some = features("crops" + most);
      assertEquals(all.length, some.length);
      for (int i = 0; i < all.length; i++) assertArrayEquals(all[i], some[i], ROUNDING);
    }
    hungryClassifier("crops0", 0);
    IOException e = assertThrows(IOException.class, () -> features("crops0"));
    assertTrue(e.getMessage(), e.getMessage().contains("there is not enough memory"));
  }

  private static float[] heat(String model, ExplanationMethod method) throws IOException {
    ExplainOptions options = new ExplainOptions(model, "", "cpu", method, "", "");
    try (ExplainWorkflow work = ExplainWorkflow.open(options)) {
      List<Box> boxes = List.of(new Box(30, 30, 24, 26));
      return work.run(
              NetworkPackages.discs("discs"), List.of("cell 1"), boxes, p -> {}, () -> false)
          .get(0)
          .maps()
          .get(0)
          .map()
          .values();
    }
  }

  @Test
  public void heatMapsAreTheSameWithFewerCropsAtOnce() throws IOException {
    hungryClassifier("few", 3);
    hungryClassifier("none", 0);
    for (ExplanationMethod method : ExplanationMethod.values()) {
      float[] whole = heat(CLASSIFIER, method);
      assertArrayEquals(method.key(), whole, heat("few", method), ROUNDING);
      Installation.freeNetworks(); // else it remembers how many fit
      IOException e = assertThrows(IOException.class, () -> heat("none", method));
      assertTrue(e.getMessage(), e.getMessage().contains("there is not enough memory"));
    }
  }

  /** Java's own: tiles of 4096 in a heap that holds none of them. */
  @Test
  public void aSmallHeapGetsSmallerTiles() throws Exception {
    Child child =
        Child.start(
            temporary.getRoot().toPath(),
            List.of("-Dunstained.home=" + home, "-Xmx100m"),
            SmallHeap.class);
    assertEquals(child.said(), 0, child.end());
    assertTrue(child.said(), child.said().contains("memory was short"));
    assertTrue(child.said(), child.said().contains("4 cells"));
  }

  /** Four cells on a large plane. */
  public static final class SmallHeap {
    public static void main(String[] args) throws IOException {
      ByteProcessor large = new ByteProcessor(4200, 4200);
      for (int i = 0; i < 4; i++)
        NetworkPackages.disc(large, 500 + 1000 * i, 700 + 900 * i, NetworkPackages.BRIGHT);
      DetectOptions options =
          DetectOptions.of(NetworkPackages.DETECTOR).withTile(4096).onDevice("cpu");
      try (DetectWorkflow work = DetectWorkflow.open(options)) {
        int cells = work.run(new ImagePlus("l", large), p -> {}, () -> false).cells();
        IJ.log(cells + " cells");
      }
      System.exit(0);
    }
  }
}
