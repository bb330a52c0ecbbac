package org.unstained.workflow.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.inference.NetworkScale;
import org.unstained.inference.Picture;
import org.unstained.learning.LabelledPlane;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelTask;
import org.unstained.models.Normalisation;

public class TrainingChecksTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;
  private ModelLibrary library;

  @Before
  public void install() throws Exception {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
    library = new ModelLibrary(home, Optional.empty());
  }

  private static void assertRefused(String part, ThrowingRunnable check) {
    String message = assertThrows(Exception.class, check).getMessage();
    assertTrue(message, message.contains(part));
  }

  private static LabelledPlane plane(double... sides) {
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (double side : sides) boxes.add(new AnnotatedBox(new Box(1, 2, side, side / 2), "a"));
    var pixels = ArrayImgs.unsignedBytes(300, 200);
    return new LabelledPlane(
        "plane",
        new Picture(List.of(pixels), Normalisation.none(1), new PixelSize(0.5, 0.5, "µm")),
        boxes);
  }

  @Test
  public void aTakenNameIsRefusedHoweverItIsWritten() throws IOException {
    TrainingChecks.requireName(library, "new one", false);
    assertRefused(
        "There is a model 'test-detector' already",
        () -> TrainingChecks.requireName(library, "Test Detector", false));
    TrainingChecks.requireName(library, "Test Detector", true);
    assertRefused("1–64 letters", () -> TrainingChecks.requireName(library, "a/b", true));
  }

  @Test
  public void aTrainingStartsWithANetworkOfItsTask() throws IOException {
    assertEquals(
        "detector-light",
        TrainingChecks.start(library, " detector-light ", ModelTask.DETECTION).architecture());
    assertRefused(
        "no network for classification",
        () -> TrainingChecks.start(library, "detector", ModelTask.CLASSIFICATION));
    assertRefused(
        "Is 'squeezenet' meant?",
        () -> TrainingChecks.start(library, "squeeznet", ModelTask.CLASSIFICATION));
    assertRefused(
        "is a model for classification",
        () -> TrainingChecks.start(library, "test-classifier", ModelTask.DETECTION));
    assertRefused(
        "There are: detector, detector-light",
        () -> TrainingChecks.start(library, "xyzxyzxyz", ModelTask.DETECTION));
  }

  @Test
  public void cellsMustFitIntoTheWindowInPixelsOfTheNetwork() {
    List<LabelledPlane> planes = List.of(plane(60, 50), plane(64));
    TrainingChecks.requireWindow(planes, NetworkScale.NONE, 64);
    assertRefused(
        "Set window=128, or shrink the images (shrink=2)",
        () -> TrainingChecks.requireWindow(planes, NetworkScale.NONE, 48));
    NetworkScale twice = NetworkScale.of(new PixelSize(1, 1, "µm"));
    TrainingChecks.requireWindow(planes, twice, 32);
    TrainingChecks.requireWindow(List.of(plane()), NetworkScale.NONE, 16);
  }

  @Test
  public void oneOddCellAmongManyIsNoReasonToRefuse() {
    double[] sides = new double[30];
    Arrays.fill(sides, 20);
    sides[3] = 200;
    TrainingChecks.requireWindow(List.of(plane(sides)), NetworkScale.NONE, 32);
  }

  @Test
  public void memoryIsThatOfFloatsAtTheNetworksSize() throws IOException {
    assertEquals(
        2 * 300 * 200 * 4, TrainingChecks.bytes(List.of(plane(), plane()), NetworkScale.NONE));
    NetworkScale twice = NetworkScale.of(new PixelSize(1, 1, "µm"));
    assertEquals(150 * 100 * 4, TrainingChecks.bytes(List.of(plane()), twice));
    TrainingChecks.requireMemory(1, 1000);
    assertRefused("Training on 7 images", () -> TrainingChecks.requireMemory(7, 1L << 50));
  }

  @Test
  public void aFolderThatCannotBeWrittenIsRefusedAndAFreeOneLeftEmpty() throws IOException {
    Path free = home.resolve("a/b");
    TrainingChecks.requireWritable(free);
    try (var files = Files.list(free)) {
      assertEquals(0, files.count());
    }
    Path file = Files.writeString(home.resolve("file"), "");
    assertRefused("Choose another folder", () -> TrainingChecks.requireWritable(file.resolve("x")));
  }
}
