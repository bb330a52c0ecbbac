package org.unstained.steady;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;
import org.unstained.workflow.networks.Installation;

/**
 * Runs that are canceled at random moments: none leaves a thread, a lock or half a file, and in the
 * end the results are those of a run that was left alone. {@code -Dcancels=500} for more of them.
 */
public class CancelTest {
  private static final int TIMES = Integer.getInteger("cancels", 60);
  private static final int IMAGES = 3;
  private static final int FRAMES = 7;

  /** Runs into one folder, one after the other. */
  private static final int SERIES = 3;

  private static final int PATIENCE_MS = 75_000; // those of networks wait a minute for work

  private static final DetectOptions DETECT =
      new DetectOptions(
          NetworkPackages.DETECTOR,
          NetworkPackages.CLASSIFIER,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          "",
          true,
          false,
          "cpu");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Random random = new Random(20);
  private String home;
  private Path input;

  @Before
  public void setUp() throws IOException {
    home = System.getProperty("unstained.home");
    Path library = temporary.newFolder("home").toPath();
    NetworkPackages.install(library);
    System.setProperty("unstained.home", library.toString());
    input = FolderFiles.images(temporary.getRoot().toPath().resolve("in"), IMAGES);
  }

  @After
  public void restore() {
    Installation.freeNetworks();
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
  }

  @Test
  public void segmentingMayBeCanceledAtAnyMoment() throws Exception {
    SegmentOptions options = new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);
    cancel(ImageTask.segment(options));
  }

  @Test
  public void segmentingASeriesMayBeCanceledAtAnyMoment() throws Exception {
    input = FolderFiles.series(temporary.getRoot().toPath().resolve("series"), FRAMES);
    SegmentOptions options = new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);
    cancel(ImageTask.segment(options));
  }

  @Test
  public void detectingInASeriesMayBeCanceledAtAnyMoment() throws Exception {
    input = FolderFiles.series(temporary.getRoot().toPath().resolve("series"), FRAMES);
    try (ImageTask task = ImageTask.detect(DETECT)) {
      cancel(task);
    }
  }

  @Test
  public void detectingMayBeCanceledAtAnyMoment() throws Exception {
    try (ImageTask task = ImageTask.detect(DETECT)) {
      cancel(task);
    }
  }

  @Test
  public void classifyingASeriesMayBeCanceledAtAnyMoment() throws Exception {
    input = FolderFiles.series(temporary.getRoot().toPath().resolve("series"), FRAMES);
    SegmentOptions options = new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);
    try (ImageTask task =
        ImageTask.segmentAndClassify(options, ClassifyOptions.of(NetworkPackages.CLASSIFIER))) {
      cancel(task);
    }
  }

  private void cancel(ImageTask task) throws Exception {
    Path warm = temporary.getRoot().toPath().resolve("warm");
    Path alone = temporary.getRoot().toPath().resolve("alone");
    AtomicInteger asks = new AtomicInteger();
    run(task, warm, counting(), Integer.MAX_VALUE); // a network's first pass asks more often
    run(task, alone, asks::incrementAndGet, Integer.MAX_VALUE);
    Map<String, byte[]> expected = FolderFiles.results(alone);
    Set<Thread> before = threads();
    Path output = temporary.getRoot().toPath().resolve("out");
    int stopped = 0;
    for (int i = 0; i < TIMES; i++) {
      if (i % SERIES == 0) output = temporary.getRoot().toPath().resolve("out" + i);
      FolderRun.Outcome outcome = run(task, output, counting(), 1 + random.nextInt(asks.get()));
      assertEquals("run " + i, 0, outcome.failures());
      if (outcome.canceled()) stopped++;
      assertNothingHalf(output, expected);
      if (i % SERIES == SERIES - 1) {
        run(task, output, counting(), Integer.MAX_VALUE);
        FolderFiles.assertSame("after run " + i, expected, FolderFiles.results(output));
      }
    }
    assertTrue(stopped + " of " + TIMES + " runs were canceled", stopped > TIMES / 3);
    assertNoThreadsBut(before);
  }

  private static IntSupplier counting() {
    return new AtomicInteger()::incrementAndGet;
  }

  /**
   * A run that is canceled when it has asked so often.
   *
   * @param asked counts
   */
  private FolderRun.Outcome run(ImageTask task, Path output, IntSupplier asked, int often)
      throws IOException {
    return FolderRun.run(
        FolderRun.Plan.of(input, output, task, Map.of()),
        new Silent(),
        () -> asked.getAsInt() >= often);
  }

  private record Silent() implements FolderRun.Listener {
    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {}

    @Override
    public void failed(FolderProgress progress, String image, String reason) {}
  }

  /** What there is of an image is all of it, and as it should be. */
  private static void assertNothingHalf(Path output, Map<String, byte[]> expected)
      throws IOException {
    Map<String, byte[]> there = FolderFiles.results(output);
    List<String> ofFolder = List.of("cells.csv", "failures.csv");
    for (int i = 0; i < IMAGES; i++) {
      String stem = "discs" + i + "-";
      Set<String> all = startingWith(expected.keySet(), stem);
      Set<String> found = startingWith(there.keySet(), stem);
      assertTrue(found + " of " + all, found.isEmpty() || found.equals(all));
    }
    there.forEach(
        (name, bytes) -> {
          assertTrue("stranger " + name, expected.containsKey(name));
          if (!ofFolder.contains(name)) assertEquals(name, expected.get(name).length, bytes.length);
        });
    try (Stream<Path> work = Files.walk(output.resolve(".unstained"))) {
      List<Path> left =
          work.filter(Files::isRegularFile)
              .filter(file -> output.relativize(file).startsWith(".unstained/work"))
              .toList();
      assertEquals("left behind", List.of(), left);
    }
  }

  private static Set<String> startingWith(Set<String> names, String stem) {
    return names.stream().filter(name -> name.startsWith(stem)).collect(Collectors.toSet());
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  /** Those of ours end by themselves soon. */
  private static void assertNoThreadsBut(Set<Thread> before) throws InterruptedException {
    List<Thread> left = new ArrayList<>();
    for (int waited = 0; waited < PATIENCE_MS; waited += 50) {
      left.clear();
      for (Thread thread : threads())
        if (!before.contains(thread) && thread.isAlive() && thread.getName().contains("Unstained"))
          left.add(thread);
      if (left.isEmpty()) return;
      Thread.sleep(50);
    }
    fail("threads left: " + left);
  }
}
