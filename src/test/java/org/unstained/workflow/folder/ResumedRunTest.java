package org.unstained.workflow.folder;

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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.image.NumberRanges;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;

/** Runs that go on where another was cut off, and what they take for finished. */
public class ResumedRunTest {
  private static final int IMAGES = 8;
  private static final int PATIENCE_SECONDS = 120;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private Path output;

  /** Notes what happened to each image. */
  private static class Told implements FolderRun.Listener {
    final List<String> done = new ArrayList<>();
    final List<String> kept = new ArrayList<>();
    final List<String> failed = new ArrayList<>();

    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {
      done.add(image);
    }

    @Override
    public void kept(FolderProgress progress, String image, int cells) {
      kept.add(image);
    }

    @Override
    public void failed(FolderProgress progress, String image, String reason) {
      failed.add(image + ": " + reason);
    }
  }

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in").toPath();
    output = temporary.getRoot().toPath().resolve("out");
    for (int i = 0; i < IMAGES; i++) {
      ImagePlus image = Painted.stack("i" + i, 2);
      if (i % 2 == 0) Painted.calibrated(image, 0.5, "um");
      image.getStack().getProcessor(1).set(0, i); // no two alike
      Path file = input.resolve(i < 5 ? "i" + i + ".tif" : "sub/i" + i + ".tif");
      Files.createDirectories(file.getParent());
      IJ.saveAsTiff(image, file.toString());
    }
    Files.writeString(input.resolve("i2b.tif"), "no image");
  }

  @Test
  public void aRunThatWasKilledGoesOnAndEndsLikeOneThatWasNot() throws Exception {
    Process process = child();
    Path half = output.resolve(".unstained/images/i2.json");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(half) && System.nanoTime() < end) Thread.sleep(5);
    process.destroyForcibly().waitFor();
    assertFalse("killed before its end", Files.exists(output.resolve("run.json")));
    Files.writeString(Files.createDirectories(output.resolve(".unstained/work")).resolve("x"), "");
    Told told = new Told();
    FolderRun.Outcome outcome = FolderRun.run(plan(output), told, () -> false);
    assertTrue(told.kept.toString(), told.kept.size() >= 3 && told.kept.size() < IMAGES);
    assertEquals(IMAGES, told.kept.size() + told.done.size());
    assertEquals(told.kept.size(), outcome.kept());
    assertEquals(IMAGES, outcome.images());
    assertEquals(1, outcome.failures());
    assertEqualToAnUninterruptedRun();
  }

  @Test
  public void aRunThatWasCancelledGoesOn() throws IOException {
    Told first = new Told();
    FolderRun.Outcome outcome = FolderRun.run(plan(output), first, () -> first.done.size() == 3);
    assertTrue(outcome.canceled());
    assertTrue(outcome.text(), outcome.text().startsWith("Cancelled after "));
    assertTrue(Files.readString(output.resolve("run.json")).contains("\"cancelled\": true"));
    for (String failure : first.failed)
      assertTrue("cancelling is no failure: " + failure, failure.startsWith("i2b.tif: "));
    assertWhole(first.done);
    Told told = new Told();
    FolderRun.run(plan(output), told, () -> false);
    assertEquals(outcome.images(), told.kept.size());
    assertEqualToAnUninterruptedRun();
  }

  @Test
  public void theTablesOfACancelledRunHoldWhatAnEarlierOneHasFinished() throws IOException {
    run();
    String all = Files.readString(output.resolve("cells.csv"));
    Files.delete(output.resolve("i0-cells.csv"));
    assertTrue(FolderRun.run(plan(output), new Told(), () -> true).canceled());
    String rest = Files.readString(output.resolve("cells.csv"));
    assertTrue(rest.length() < all.length());
    assertTrue(rest, rest.contains("sub/i7.tif"));
  }

  @Test
  public void aSecondRunHasNothingToDoButTheFailedImages() throws IOException {
    run();
    Map<String, byte[]> before = files(output);
    Told told = run();
    assertEquals(List.of(), told.done);
    assertEquals(IMAGES, told.kept.size());
    assertEquals(1, told.failed.size());
    assertSame(before, files(output));
  }

  @Test
  public void otherParametersAndOtherModelsDoAllAnew() throws IOException {
    run();
    FolderRun.Plan plan = plan(output);
    assertAllDone(FolderRun.Plan.of(input, output, plan.task(), Map.of("opening", 2)));
    ImageTask other =
        new ImageTask() {
          @Override
          public ImageResult run(
              ImagePlus image,
              java.util.function.DoubleConsumer progress,
              java.util.function.BooleanSupplier canceled)
              throws IOException {
            return plan.task().run(image, progress, canceled);
          }

          @Override
          public Map<String, ?> identity() {
            return Map.of("models", List.of(Map.of("sha256", "abc")));
          }
        };
    assertAllDone(FolderRun.Plan.of(input, output, other, plan.facts()));
    assertAllDone(
        plan.withChoice(FolderChoice.standard().withPlanes(NumberRanges.FIRST, NumberRanges.ALL)));
    assertAllDone(plan.anew(true));
  }

  @Test
  public void anImageWithOtherContentIsDoneAnewButNotOneThatWasOnlyCopied() throws IOException {
    run();
    Files.setLastModifiedTime(input.resolve("i1.tif"), FileTime.fromMillis(1_000_000));
    IJ.saveAsTiff(Painted.discs("other"), input.resolve("i3.tif").toString());
    assertEquals(List.of("i3.tif"), run().done);
  }

  @Test
  public void anImageWhoseResultsAreGoneOrCutOffIsDoneAnew() throws IOException {
    run();
    Files.delete(output.resolve("i0-overlay.png"));
    Files.write(output.resolve("i1-labels.tif"), new byte[7]);
    Files.writeString(output.resolve(".unstained/images/i3.json"), "{\"key\": \"ab");
    assertEquals(List.of("i0.tif", "i1.tif", "i3.tif"), run().done);
    assertEqualToAnUninterruptedRun();
  }

  /** A record that named files elsewhere had them deleted as what an earlier run left. */
  @Test
  public void aRecordThatNamesFilesElsewhereDeletesNothing() throws IOException {
    run();
    Path precious = Files.writeString(output.resolveSibling("precious"), "x");
    Path record = output.resolve(".unstained/images/i0.json");
    String sound = Files.readString(record);
    for (String name :
        List.of(
            "../precious", precious.toString().replace("\\", "/"), "a/../../precious", "..", "."))
      for (String key : List.of("", "x")) {
        Files.writeString(
            record,
            sound
                .replace("\"files\":{", "\"files\":{\"" + name + "\":1,")
                .replace("\"key\":\"", "\"key\":\"" + key));
        assertEquals(List.of("i0.tif"), run().done);
        assertTrue(name, Files.exists(precious));
      }
    Files.delete(precious);
    assertEqualToAnUninterruptedRun();
  }

  /** A name that no disk takes made the image fail; one of the run itself was deleted. */
  @Test
  public void aRecordDeletesNothingButFilesOfItsImage() throws IOException {
    run();
    Path record = output.resolve(".unstained/images/i0.json");
    String sound = Files.readString(record);
    Path precious = Files.writeString(output.resolve("notes.txt"), "x");
    for (String name : List.of("notes.txt", "9".repeat(400), "i0" + "9".repeat(400))) {
      Files.writeString(
          record,
          sound
              .replace("\"files\":{", "\"files\":{\"" + name + "\":1,")
              .replace("\"key\":\"", "\"key\":\"x"));
      assertEquals(name, List.of("i0.tif"), run().done);
      assertTrue(name, Files.exists(precious));
    }
    Files.delete(precious);
    assertEqualToAnUninterruptedRun();
  }

  /** Each stopped the run, the image failed or its row of the summary was lost. */
  @Test
  public void aRecordInWhichSomethingIsMissingIsNone() throws IOException {
    run();
    Path record = output.resolve(".unstained/images/i0.json");
    String sound = Files.readString(record);
    for (String spoilt :
        List.of(
            sound.replaceFirst("\"a?i0-cells.csv\":\\d+", "\"i0-cells.csv\":null"),
            sound.replaceFirst("\"i0-cells.csv\"", "\"i0\\\\u0000\""),
            sound.replaceFirst("\"sha256\":\"[^\"]*\"", "\"sha256\":null"),
            sound.replaceFirst("\"summary\":.*", "\"summary\":[null]}"),
            sound.replaceFirst("\"summary\":.*", "\"summary\":[[\"i0.tif\"]]}"))) {
      assertFalse(spoilt, spoilt.equals(sound));
      Files.writeString(record, spoilt);
      assertEquals(spoilt, List.of("i0.tif"), run().done);
    }
    Files.write(record, new byte[] {'{', (byte) 0xff, '}'});
    assertEquals(List.of("i0.tif"), run().done);
    assertEqualToAnUninterruptedRun();
  }

  @Test
  public void whatAnImageThatFailsNowHadOfOtherParametersIsTakenAway() throws IOException {
    run();
    Files.writeString(input.resolve("i0.tif"), "broken");
    FolderRun.Plan plan = plan(output);
    FolderRun.run(
        FolderRun.Plan.of(input, output, plan.task(), Map.of("opening", 2)),
        new Told(),
        () -> false);
    assertFalse(Files.exists(output.resolve("i0-cells.csv")));
    assertTrue(Files.exists(output.resolve("i1-cells.csv")));
  }

  @Test
  public void aRunWithoutCropsTakesThoseOfAnEarlierOneAway() throws IOException {
    FolderRun.Plan plan = plan(output);
    CropOptions square = new CropOptions(15, false, false, false);
    FolderRun.run(
        plan.withCrops(new CropOutput(CropOutput.Form.FILES, square)), new Told(), () -> false);
    int cells = Files.readAllLines(output.resolve("sub/i7-cells.csv")).size() - 1;
    assertTrue(cells > 1);
    try (Stream<Path> crops = Files.list(output.resolve("sub/i7-crops"))) {
      assertEquals(cells, crops.count());
    }
    FolderRun.run(
        plan.withCrops(new CropOutput(CropOutput.Form.STACK, square)), new Told(), () -> false);
    assertFalse(Files.exists(output.resolve("sub/i7-crops")));
    ImagePlus stack = IJ.openImage(output.resolve("sub/i7-crops.tif").toString());
    assertEquals(cells, stack.getNSlices());
    assertEquals(15, stack.getWidth());
    run();
    assertFalse(Files.exists(output.resolve("sub/i7-crops.tif")));
    assertEqualToAnUninterruptedRun();
  }

  @Test
  public void twoRunsIntoOneFolderAtOnceAreKeptApart() throws IOException {
    IOException[] refused = new IOException[1];
    FolderRun.run(
        plan(output),
        new Told() {
          @Override
          public void done(FolderProgress progress, String image, int cells, double seconds) {
            refused[0] =
                assertThrows(
                    IOException.class, () -> FolderRun.run(plan(output), new Told(), () -> false));
          }
        },
        () -> false);
    assertTrue(refused[0].getMessage(), refused[0].getMessage().contains("Another run"));
  }

  private void assertAllDone(FolderRun.Plan plan) throws IOException {
    Told told = new Told();
    FolderRun.run(plan.withChoice(plan.choice().withSubfolders()), told, () -> false);
    assertEquals(IMAGES, told.done.size());
    assertEquals(List.of(), told.kept);
  }

  /** Each has all its files. */
  private void assertWhole(List<String> images) {
    for (String image : images) {
      String stem = image.replace(".tif", "");
      for (String end : List.of("-labels.tif", "-rois.zip", "-cells.csv", "-overlay.png"))
        assertTrue(stem + end, Files.exists(output.resolve(stem + end)));
    }
  }

  private void assertEqualToAnUninterruptedRun() throws IOException {
    Path whole = temporary.getRoot().toPath().resolve("whole");
    Told told = new Told();
    FolderRun.run(plan(whole), told, () -> false);
    assertEquals(IMAGES, told.done.size());
    assertSame(files(whole), files(output));
  }

  private static void assertSame(Map<String, byte[]> a, Map<String, byte[]> b) {
    assertEquals(a.keySet(), b.keySet());
    a.forEach((name, bytes) -> assertArrayEquals(name, bytes, b.get(name)));
  }

  /** The results by name, but for times and the records. */
  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(file).toString();
        boolean timed = name.endsWith("run.json") || name.startsWith(".unstained");
        if (!timed) all.put(name, Files.readAllBytes(file));
      }
    }
    return all;
  }

  private Told run() throws IOException {
    Told told = new Told();
    FolderRun.run(plan(output), told, () -> false);
    return told;
  }

  private FolderRun.Plan plan(Path to) {
    return plan(input, to, 0);
  }

  private static FolderRun.Plan plan(Path from, Path to, long pause) {
    ImageTask segment =
        ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true));
    ImageTask slow =
        (image, progress, canceled) -> {
          try {
            Thread.sleep(pause);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return segment.run(image, progress, canceled);
        };
    return FolderRun.Plan.of(from, to, slow, Map.of("version", "9.9"))
        .withChoice(FolderChoice.standard().withSubfolders());
  }

  private Process child() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-cp",
            classPath,
            ResumedRunTest.class.getName(),
            input.toString(),
            output.toString())
        .inheritIO()
        .start();
  }

  /** The run that is killed: an image in about half a second. */
  public static void main(String[] args) throws IOException {
    FolderRun.run(plan(Path.of(args[0]), Path.of(args[1]), 500), new Told(), () -> false);
  }
}
