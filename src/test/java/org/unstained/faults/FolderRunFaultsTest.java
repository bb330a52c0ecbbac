package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageResult;
import org.unstained.workflow.folder.ImageTask;

/** Files and disks that fail in the middle of a folder run: the other images go on. */
public class FolderRunFaultsTest {
  private static final int IMAGES = 4;

  /** System property of a folder run, see docs/troubleshooting.md. */
  private static final String READING = "unstained.reading";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private Path output;

  /** What became of each image. */
  private static class Told implements FolderRun.Listener {
    final List<String> done = new ArrayList<>();
    final List<String> failed = new ArrayList<>();

    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {
      done.add(image);
    }

    @Override
    public void failed(FolderProgress progress, String image, String reason) {
      failed.add(image + ": " + reason);
    }
  }

  @Before
  public void paint() throws IOException {
    input = temporary.newFolder("in").toPath();
    output = temporary.getRoot().toPath().resolve("out");
    for (int i = 0; i < IMAGES; i++)
      IJ.saveAsTiff(Painted.discs("i" + i), input.resolve("i" + i + ".tif").toString());
  }

  @After
  public void back() {
    System.clearProperty(READING);
  }

  private static ImageTask segment() {
    return ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true));
  }

  private interface Fault {
    void cause() throws IOException;
  }

  /** A run in which something happens while the first image is worked on. */
  private Told run(Fault fault) throws IOException {
    ImageTask segment = segment();
    boolean[] happened = new boolean[1];
    ImageTask task =
        (image, progress, canceled) -> {
          if (!happened[0]) fault.cause();
          happened[0] = true;
          return segment.run(image, progress, canceled);
        };
    Told told = new Told();
    FolderRun.run(FolderRun.Plan.of(input, output, task, Map.of()), told, () -> false);
    return told;
  }

  @Test
  public void aFileThatVanishesAfterTheListingFailsAloneAndIsDoneWhenItIsBack() throws IOException {
    byte[] bytes = Files.readAllBytes(input.resolve("i2.tif"));
    Told told = run(() -> Files.delete(input.resolve("i2.tif")));
    assertEquals(List.of("i0.tif", "i1.tif", "i3.tif"), told.done);
    assertEquals(1, told.failed.size());
    assertTrue(told.failed.get(0), told.failed.get(0).contains("i2.tif"));
    assertTrue(Files.readString(output.resolve("failures.csv")).contains("i2.tif"));
    Files.write(input.resolve("i2.tif"), bytes);
    assertEquals(List.of("i2.tif"), run(() -> {}).done);
    assertEqualToAnUntroubledRun();
  }

  /** One after the other and several at once; while reading, working or writing doesn't matter. */
  @Test
  public void errorsOfJavaItselfFailTheImageAloneAndAreToldInWords() throws IOException {
    LinkageError loading = new UnsatisfiedLinkError("libharfbuzz.so.0: no such file");
    LinkageError later = new NoClassDefFoundError("Could not initialize class sun.font.Fonts");
    later.initCause(new ExceptionInInitializerError(loading));
    for (boolean several : new boolean[] {false, true}) {
      for (Error error : List.of(loading, later)) {
        String reason = reason(error, several);
        assertTrue(reason, reason.startsWith("a part of Java or of a library can't be loaded"));
        assertTrue(reason, reason.contains("libharfbuzz.so.0: no such file"));
        assertTrue(reason, reason.contains("Install"));
      }
      for (Error error :
          List.of(new StackOverflowError(), new InternalError("deep"), new AssertionError())) {
        String reason = reason(error, several);
        assertTrue(reason, reason.startsWith("something went wrong that shouldn't: " + error));
        assertTrue(reason, reason.endsWith("Please report it"));
      }
    }
  }

  /** Of the second image, whose task ends in an error. */
  private String reason(Error error, boolean several) throws IOException {
    ImageTask segment = segment();
    ImageTask task =
        new ImageTask() {
          @Override
          public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
              throws IOException {
            if (image.getTitle().equals("i1.tif")) throw error;
            return segment.run(image, progress, canceled);
          }

          @Override
          public boolean takesSeveral() {
            return several;
          }
        };
    Told told = new Told();
    FolderRun.run(FolderRun.Plan.of(input, output, task, Map.of()).anew(true), told, () -> false);
    assertEquals(List.of("i0.tif", "i2.tif", "i3.tif"), told.done);
    assertEquals(1, told.failed.size());
    return told.failed.get(0).substring("i1.tif: ".length());
  }

  @Test
  public void theRecordsFolderThatBecomesUnwritableFailsImagesAndLosesNone() throws IOException {
    Path records = output.resolve(".unstained/images");
    // Even for those who may do all, nothing can be written below a file.
    Told told = run(() -> Files.writeString(records, "in the way"));
    assertEquals(List.of(), told.done);
    assertEquals(IMAGES, told.failed.size());
    Files.delete(records);
    assertEquals(IMAGES, run(() -> {}).done.size());
    assertEqualToAnUntroubledRun();
  }

  @Test
  public void aDriveThatDoesNotAnswerHoldsUpNeitherTheOtherImagesNorCancel() throws Exception {
    Fault block =
        () -> {
          Path file = input.resolve("i2.tif");
          Files.delete(file);
          try {
            Process made = new ProcessBuilder("mkfifo", file.toString()).start();
            Assume.assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
          } catch (IOException | InterruptedException e) {
            Assume.assumeNoException("A pipe stands for a drive that doesn't answer", e);
          }
        };
    System.setProperty(READING, "1");
    Told told = run(block);
    assertEquals(List.of("i0.tif", "i1.tif", "i3.tif"), told.done);
    assertEquals(1, told.failed.size());
    assertTrue(told.failed.get(0), told.failed.get(0).contains("Is its drive there?"));
    System.setProperty(READING, "1000");
    Told second = new Told();
    long start = System.nanoTime();
    FolderRun.Outcome outcome =
        FolderRun.run(
            FolderRun.Plan.of(input, output.resolveSibling("second"), segment(), Map.of()),
            second,
            () -> second.done.size() == 2 && System.nanoTime() - start > 500_000_000L);
    assertFalse("a pipe is no image, so there is nothing to wait for", outcome.canceled());
    Files.delete(input.resolve("i2.tif"));
    IJ.saveAsTiff(Painted.discs("i2"), input.resolve("i2.tif").toString());
    ImageTask segment = segment();
    boolean[] happened = new boolean[1];
    ImageTask task =
        (image, progress, canceled) -> {
          if (!happened[0]) block.cause();
          happened[0] = true;
          return segment.run(image, progress, canceled);
        };
    Told third = new Told();
    FolderRun.Outcome stopped =
        FolderRun.run(
            FolderRun.Plan.of(input, output.resolveSibling("third"), task, Map.of()),
            third,
            () -> third.done.size() >= 1 && System.nanoTime() - start > 1_000_000_000L);
    assertTrue(stopped.canceled());
    assertFalse(third.done.contains("i2.tif"));
  }

  /** A program that may write no file longer than a limit meets what a full disk is. */
  @Test
  public void aFullDiskFailsTheImageAloneAndNothingHalfIsLeft() throws Exception {
    Assume.assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    IJ.saveAsTiff(
        new ImagePlus("large", Painted.discs("l").getProcessor().resize(2000)),
        input.resolve("i2.tif").toString());
    Child child =
        Child.start(
            List.of("/bin/bash", "-c", "ulimit -f 1000; exec \"$@\"", "limited"),
            temporary.getRoot().toPath(),
            List.of(),
            Segmenting.class.getName(),
            input.toString(),
            output.toString());
    assertEquals(child.said(), 0, child.end());
    assertTrue(child.said(), child.said().contains("failed i2.tif: "));
    for (String name : List.of("i0.tif", "i1.tif", "i3.tif"))
      assertTrue(child.said(), child.said().contains("done " + name));
    try (Stream<Path> files = Files.walk(output)) {
      assertEquals(
          List.of(), files.filter(file -> file.getFileName().toString().startsWith("i2")).toList());
    }
    assertEquals(List.of("i2.tif"), run(() -> {}).done);
    assertEqualToAnUntroubledRun();
  }

  /** The run under a limit. */
  public static final class Segmenting {
    public static void main(String[] args) throws IOException {
      Told told = new Told();
      FolderRun.run(
          FolderRun.Plan.of(Path.of(args[0]), Path.of(args[1]), segment(), Map.of()),
          told,
          () -> false);
      told.done.forEach(image -> System.out.println("done " + image));
      told.failed.forEach(failure -> System.out.println("failed " + failure));
      System.exit(0);
    }
  }

  private void assertEqualToAnUntroubledRun() throws IOException {
    Path whole = temporary.getRoot().toPath().resolve("whole");
    FolderRun.run(FolderRun.Plan.of(input, whole, segment(), Map.of()), new Told(), () -> false);
    Map<String, byte[]> expected = ResultFiles.of(whole);
    Map<String, byte[]> found = ResultFiles.of(output);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(name, bytes, found.get(name)));
  }
}
