package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.io.FileSaver;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.app.Main;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** A network that never comes back; in a Java of its own, as its threads can't be ended. */
public class EndlessNetworkTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
    Path network =
        ScriptedNetwork.endless(temporary.getRoot().toPath().resolve("endless.torchscript"));
    ScriptedNetwork.install(home, "endless", network);
    ScriptedNetwork.install(home, "loading", NetworkPackages.network("endless-state"));
  }

  private String run(int limit, String cancel, String model) throws Exception {
    Child child =
        Child.start(
            temporary.getRoot().toPath(),
            List.of("-Dunstained.home=" + home, "-Dunstained.firstpass=" + limit),
            Program.class,
            cancel,
            model);
    child.awaitSaid("END");
    child.kill();
    return child.said();
  }

  /** Runs the endless network twice, then another one. */
  public static final class Program {
    public static void main(String[] args) {
      boolean cancel = Boolean.parseBoolean(args[0]);
      for (String model : List.of(args[1], args[1], NetworkPackages.DETECTOR)) {
        boolean stop = cancel && model.equals(args[1]);
        try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of(model))) {
          long[] asked = new long[1];
          int cells =
              work.run(NetworkPackages.discs("a"), p -> {}, () -> stop && later(asked)).cells();
          System.out.println(model + ": " + cells + " cells");
        } catch (IOException | CancellationException e) {
          System.out.println(model + ": " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
      }
      System.out.println("END");
    }
  }

  /** A second after it was asked first. */
  private static boolean later(long[] asked) {
    if (asked[0] == 0) asked[0] = System.nanoTime();
    return System.nanoTime() - asked[0] > 1_000_000_000L;
  }

  @Test
  public void itsFirstPassIsGivenUpAndItIsNotRunAgainButOthersAre() throws Exception {
    String[] lines = run(2, "false", "endless").split("\\R");
    for (int i = 0; i < 2; i++) {
      assertTrue(lines[i], lines[i].startsWith("endless: NetworkException "));
      assertTrue(lines[i], lines[i].contains("hasn't ended after 2 seconds"));
      assertTrue(lines[i], lines[i].contains("-Dunstained.firstpass=SECONDS"));
    }
    assertEquals(NetworkPackages.DETECTOR + ": 5 cells", lines[2]);
  }

  @Test
  public void cancelDoesNotWaitForIt() throws Exception {
    String[] lines = run(100, "true", "endless").split("\\R");
    assertEquals("endless: CancellationException Canceled", lines[0]);
    assertTrue(lines[1], lines[1].contains("isn't run again"));
    assertEquals(NetworkPackages.DETECTOR + ": 5 cells", lines[2]);
  }

  @Test
  public void loadingItIsGivenUpAndOthersAreLoaded() throws Exception {
    String[] lines = run(2, "false", "loading").split("\\R");
    for (int i = 0; i < 2; i++) {
      assertTrue(lines[i], lines[i].startsWith("loading: NetworkException "));
      assertTrue(lines[i], lines[i].contains("loading this network hasn't ended after 2 seconds"));
      assertTrue(lines[i], lines[i].contains("-Dunstained.firstpass=SECONDS"));
    }
    assertEquals(NetworkPackages.DETECTOR + ": 5 cells", lines[2]);
  }

  /** Presses Esc a second after loading has begun, while another thread loads another network. */
  public static final class Pressing {
    public static void main(String[] args) throws Exception {
      Thread other =
          new Thread(
              () -> {
                pause();
                System.out.println("other: " + cells(NetworkPackages.DETECTOR));
                IJ.setKeyDown(KeyEvent.VK_ESCAPE);
              });
      other.start();
      System.out.println("loading: " + cells("loading"));
      other.join();
      IJ.resetEscape();
      System.out.println("again: " + cells("loading"));
      System.out.println("END");
    }

    private static void pause() {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static String cells(String model) {
      try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of(model))) {
        return work.run(NetworkPackages.discs("a"), p -> {}, () -> false).cells() + " cells";
      } catch (IOException | CancellationException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
      }
    }
  }

  @Test
  public void escapeDoesNotWaitForLoadingAndOthersDoNotEither() throws Exception {
    Child child =
        Child.start(
            temporary.getRoot().toPath(),
            List.of("-Dunstained.home=" + home, "-Dunstained.firstpass=100"),
            Pressing.class);
    child.awaitSaid("END");
    child.kill();
    String[] lines = child.said().split("\\R");
    assertEquals("other: 5 cells", lines[0]);
    assertEquals("loading: CancellationException Canceled", lines[1]);
    assertTrue(lines[2], lines[2].startsWith("again: NetworkException "));
    assertTrue(lines[2], lines[2].contains("isn't run again"));
  }

  @Test
  public void aTrainingDoesNotStartFromItForEver() throws Exception {
    NetworkPackages.detector(
        home, "start", "endless-state", List.of("brightfield"), TrainingFolders.CLASSES);
    Child child =
        Child.start(
            temporary.getRoot().toPath(),
            List.of("-Dunstained.home=" + home, "-Dunstained.firstpass=2"),
            Main.class,
            "train",
            "detector",
            "folder=" + TrainingFolders.annotated(temporary.newFolder("data").toPath(), 4, 2),
            "start=start",
            "name=trained",
            "epochs=1");
    int code = child.end();
    assertTrue(child.said(), child.said().contains("loading this network hasn't ended after 2"));
    assertEquals(child.said(), 1, code);
  }

  @Test
  public void aFolderRunEndsWithItsExitCode() throws Exception {
    Path images = temporary.newFolder("images").toPath();
    new FileSaver(NetworkPackages.discs("a")).saveAsTiff(images.resolve("a.tif").toString());
    for (String model : List.of("endless", "loading")) {
      Child child =
          Child.start(
              temporary.getRoot().toPath(),
              List.of("-Dunstained.home=" + home, "-Dunstained.firstpass=2"),
              Main.class,
              "batch",
              "--input",
              images.toString(),
              "--output",
              temporary.getRoot().toPath().resolve("out-" + model).toString(),
              "--detect",
              model);
      int code = child.end();
      assertTrue(child.said(), child.said().contains("hasn't ended after 2 seconds"));
      assertEquals(child.said(), 1, code);
      assertFalse(child.said(), child.leftACrashFile());
    }
  }
}
