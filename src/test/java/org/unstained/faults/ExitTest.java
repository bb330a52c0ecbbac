package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.models.ModelLibrary;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** Java ends while a network is in work: the engine isn't pulled from under it. */
public class ExitTest {
  /**
   * A real network and a plane of many tiles: with small ones nothing happens even without care.
   */
  private static final int SIDE = 1500;

  private static final int IN_A_PASS_MS = 150;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private Path home;

  @Before
  public void install() throws IOException {
    root = temporary.getRoot().toPath();
    home = temporary.newFolder("home").toPath();
  }

  private void assertEndedInOrder(Child child, int code) throws Exception {
    assertEquals(child.said(), code, child.end());
    assertFalse(child.said(), child.said().contains("SIGSEGV"));
    assertFalse(child.leftACrashFile());
  }

  @Test
  public void aTrainingThatIsEndedKeepsTheBestAndItsCheckpointAndGoesOn() throws Exception {
    Path crops = TrainingFolders.crops(root.resolve("crops"), 8);
    List<String> line =
        List.of(
            "train",
            "classifier",
            "folder=" + crops,
            "name=ended",
            "side=32",
            "batch=4",
            "epochs=2000",
            "patience=2000",
            "averaging=0.5");
    Child child = main(line);
    Path checkpoint = home.resolve("training/ended/checkpoint");
    child.await("a checkpoint", () -> Files.exists(checkpoint)).terminate();
    assertEndedInOrder(child, Child.ENDED);
    assertTrue(Files.exists(checkpoint));
    ModelLibrary library = new ModelLibrary(home, Optional.empty());
    assertTrue(Files.exists(library.find("ended").weights()));
    assertEquals("trained here", Optional.empty(), library.foreign(library.find("ended")));
    int epochs = lastEpoch(child.said());
    List<String> again = new ArrayList<>(line);
    again.add("replace=true");
    Child next = main(again);
    next.awaitSaid("epoch " + (epochs + 1) + " of 2000").terminate();
    assertEndedInOrder(next, Child.ENDED);
    assertFalse("it doesn't begin anew", next.said().contains("epoch 1 of 2000"));
  }

  private static int lastEpoch(String said) {
    int last = 0;
    var found = java.util.regex.Pattern.compile("epoch (\\d+) of").matcher(said);
    while (found.find()) last = Integer.parseInt(found.group(1));
    return last;
  }

  private Child main(List<String> line) throws IOException {
    return Child.start(
        List.of(),
        root,
        List.of("-Dunstained.home=" + home),
        "org.unstained.app.Main",
        line.toArray(String[]::new));
  }

  @Test
  public void sigtermWaitsForTheNetworkInWork() throws Exception {
    Child child = start("wait");
    child.awaitSaid("working");
    Thread.sleep(IN_A_PASS_MS);
    assertEndedInOrder(child.terminate(), Child.ENDED);
  }

  @Test
  public void quittingImageJWaitsForTheNetworkInWork() throws Exception {
    Child child = start("quit");
    assertEndedInOrder(child, 0);
  }

  private Child start(String how) throws IOException {
    return Child.start(root, List.of("-Dunstained.home=" + home), Working.class, how);
  }

  /** Detects for ever; "quit" ends Java as ImageJ's menu does, on another thread. */
  public static final class Working {
    public static void main(String[] args) {
      ByteProcessor noise = new ByteProcessor(SIDE, SIDE);
      Random random = new Random(1);
      for (int i = 0; i < noise.getPixelCount(); i++) noise.set(i, 100 + random.nextInt(20));
      AtomicInteger batches = new AtomicInteger();
      try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of("livedead-detector"))) {
        while (true)
          work.run(
              new ImagePlus("noise", noise),
              p -> {
                if (batches.incrementAndGet() != 4) return;
                System.out.println("working");
                if (args[0].equals("quit")) new Thread(Working::quit, "Quit").start();
              },
              () -> false);
      } catch (IOException | CancellationException e) {
        System.out.println("left off: " + e.getMessage());
      }
    }

    /** In the middle of a pass: the engine has the batch after the one that was told. */
    private static void quit() {
      try {
        Thread.sleep(IN_A_PASS_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      System.exit(0);
    }
  }
}
