package org.unstained.workflow.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.cells.PlaneCells;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;
import org.unstained.workflow.files.OutputFolder;

/** Folders whose images are worked on at the same time. */
public class ImagesAtOnceTest {
  private static final int IMAGES = 6;
  private static final int PATIENCE_S = 30;
  private static final SegmentOptions ALL =
      new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<String> told = new ArrayList<>();
  private Path input;

  private final FolderRun.Listener listener =
      new FolderRun.Listener() {
        @Override
        public void done(FolderProgress progress, String image, int cells, double seconds) {
          told.add(image);
        }

        @Override
        public void failed(FolderProgress progress, String image, String reason) {
          told.add(image + ": " + reason);
        }
      };

  /** Segments, and does something else before. */
  private abstract static class Segmenting implements ImageTask {
    private final ImageTask segment = ImageTask.segment(ALL);
    private final boolean several;

    Segmenting(boolean several) {
      this.several = several;
    }

    abstract void before(String image) throws IOException;

    @Override
    public ImageResult run(ImagePlus image, DoubleConsumer progress, BooleanSupplier canceled)
        throws IOException {
      before(image.getTitle());
      return segment.run(image, progress, canceled);
    }

    @Override
    public boolean takesSeveral() {
      return several;
    }
  }

  @Before
  public void paint() throws IOException {
    input = temporary.newFolder("in").toPath();
    for (int i = 0; i < IMAGES; i++) {
      ImagePlus image = Painted.discs("i" + i);
      image.getProcessor().set(0, i);
      IJ.saveAsTiff(image, input.resolve("i" + i + ".tif").toString());
    }
  }

  private FolderRun.Outcome run(String output, ImageTask task) throws IOException {
    return FolderRun.run(
        FolderRun.Plan.of(input, folder(output), task, Map.of()), listener, () -> false);
  }

  private Path folder(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) names.add("i" + i + ".tif");
    return names;
  }

  @Test
  public void imagesAreWorkedOnTogetherWithTheFilesOfOneAfterTheOther() throws IOException {
    Assume.assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    CountDownLatch two = new CountDownLatch(2);
    AtomicInteger met = new AtomicInteger();
    run(
        "together",
        new Segmenting(true) {
          @Override
          void before(String image) {
            two.countDown();
            if (arrived(two)) met.incrementAndGet();
          }
        });
    assertEquals(IMAGES, met.get());
    assertEquals(names(), told);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    ImageTask alone =
        new Segmenting(false) {
          @Override
          void before(String image) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
          }
        };
    run("alone", alone);
    assertEquals(1, most.get());
    for (String name : List.of("together", "alone")) Files.delete(folder(name).resolve("run.json"));
    assertTrue(same("alone", "together") > 4 * IMAGES);
  }

  private int same(String expected, String actual) throws IOException {
    for (String name : List.of(expected, actual))
      OutputFolder.delete(folder(name).resolve(".unstained"));
    return FolderContents.assertSameFiles(folder(expected), folder(actual));
  }

  private static boolean arrived(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void theFirstIsToldFirstHoweverLongItTakes() throws IOException {
    Assume.assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    CountDownLatch second = new CountDownLatch(1);
    run(
        "out",
        new Segmenting(true) {
          @Override
          void before(String image) {
            if (image.equals("i0.tif")) assertTrue(arrived(second));
            else second.countDown();
          }
        });
    assertEquals(names(), told);
  }

  @Test
  public void oneThatFailsFailsAloneAndLeavesNothing() throws IOException {
    FolderRun.Outcome outcome =
        run(
            "out",
            new Segmenting(true) {
              @Override
              void before(String image) throws IOException {
                if (image.equals("i2.tif")) throw new IOException("painted");
              }
            });
    assertEquals(1, outcome.failures());
    List<String> expected = new ArrayList<>(names());
    expected.set(2, "i2.tif: painted");
    assertEquals(expected, told);
    try (Stream<Path> files = Files.walk(folder("out"))) {
      assertEquals(0, files.filter(file -> file.getFileName().toString().startsWith("i2")).count());
    }
    assertFalse(Files.exists(folder("out").resolve(".unstained/work")));
  }

  @Test
  public void whatIsHalfMadeGoesAtOnceIfTheTaskFails() throws IOException {
    Path place = folder("place");
    boolean[] begun = {false};
    ImageTask failing =
        (image, progress, canceled) -> {
          begun[0] = Files.exists(place);
          throw new IOException("painted");
        };
    OpenedImage opened =
        new OpenedImage(
            new FolderImage(input.resolve("i0.tif"), 1, "i0.tif", "i0", ""),
            Painted.discs("i0.tif"),
            null,
            0);
    FolderRun.Plan plan = FolderRun.Plan.of(input, folder("out"), failing, Map.of());
    try (ImageWork work = new ImageWork(plan, opened, place)) {
      assertThrows(IOException.class, () -> work.all("key", part -> {}, () -> false));
      assertTrue(begun[0]);
      assertFalse(Files.exists(place));
    }
  }

  @Test
  public void oneForWhichThereIsNoMemoryIsDoneAgainWithoutOthers() throws IOException {
    List<String> tried = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger now = new AtomicInteger();
    AtomicInteger beside = new AtomicInteger(-1);
    FolderRun.Outcome outcome =
        run(
            "out",
            new Segmenting(true) {
              @Override
              void before(String image) {
                int others = now.getAndIncrement();
                try {
                  boolean again = tried.contains(image);
                  tried.add(image);
                  if (!image.equals("i1.tif")) return;
                  if (!again) throw new OutOfMemoryError("painted");
                  beside.set(others);
                } finally {
                  now.decrementAndGet();
                }
              }
            });
    assertEquals(0, outcome.failures());
    assertEquals(names(), told);
    assertEquals(0, beside.get());
    assertEquals(IMAGES + 1, tried.size());
  }

  @Test
  public void imagesThatMayNotFitBesideEachOtherWait() throws Exception {
    try (ImagesInWork work = new ImagesInWork()) {
      long half = Runtime.getRuntime().maxMemory() / 2;
      assertTrue("alone it may always", work.hasRoom(half));
      CountDownLatch end = new CountDownLatch(1);
      work.begin(
          new ImageWork(null, OpenedImage.inFile(null), folder("nowhere")),
          half,
          () -> {
            assertTrue(arrived(end));
            return null;
          });
      assertFalse(work.hasRoom(half));
      assertEquals(half, work.bytes());
      end.countDown();
      work.remove().record().get();
      assertTrue(work.hasRoom(half));
    }
  }

  @Test
  public void whatWasFoundInAPlaneIsForgottenOnceItIsWritten() throws IOException {
    int planes = 40;
    input = temporary.newFolder("series").toPath();
    IJ.saveAsTiff(Painted.stack("s", planes), input.resolve("s.tif").toString());
    List<WeakReference<PlaneCells>> found = new ArrayList<>();
    int[] kept = {0};
    ImageTask task =
        new Segmenting(false) {
          @Override
          void before(String image) {}

          @Override
          public ImageMaps run(
              ImagePlus image, PlaneTaker taker, DoubleConsumer progress, BooleanSupplier canceled)
              throws IOException {
            SegmentWorkflow.<IOException>run(
                image,
                ALL,
                1,
                null,
                plane -> {
                  found.add(new WeakReference<>(plane.cells()));
                  taker.take(plane);
                },
                progress,
                canceled);
            for (int waited = 0; waited < PATIENCE_S; waited++) {
              System.gc();
              kept[0] = (int) found.stream().filter(cells -> cells.get() != null).count();
              if (kept[0] <= 2) break;
            }
            return ImageMaps.NONE;
          }
        };
    FolderRun.Outcome outcome = run("out", task);
    assertEquals(planes, found.size());
    assertTrue(kept[0] + " of " + planes, kept[0] <= 2);
    List<PlaneCells> whole = new ArrayList<>();
    ImageTask.segment(ALL)
        .run(IJ.openImage(input.resolve("s.tif").toString()), p -> {}, () -> false)
        .planes()
        .stream()
        .map(PlaneResult::cells)
        .forEach(whole::add);
    assertEquals(whole.stream().mapToInt(plane -> plane.cells().size()).sum(), outcome.cells());
  }
}
