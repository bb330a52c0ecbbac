package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.workflow.DetectOptions;
import org.unstained.workflow.DetectWorkflow;

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
  }

  private String run(int limit, String cancel) throws Exception {
    Child child =
        Child.start(
            temporary.getRoot().toPath(),
            List.of("-Dunstained.home=" + home, "-Dunstained.firstpass=" + limit),
            Program.class,
            cancel);
    child.awaitSaid("END");
    child.kill();
    return child.said();
  }

  /** Runs the endless network twice, then another one. */
  public static final class Program {
    public static void main(String[] args) {
      boolean cancel = Boolean.parseBoolean(args[0]);
      for (String model : List.of("endless", "endless", NetworkPackages.DETECTOR)) {
        boolean stop = cancel && model.equals("endless");
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
    String[] lines = run(2, "false").split("\\R");
    for (int i = 0; i < 2; i++) {
      assertTrue(lines[i], lines[i].startsWith("endless: NetworkException "));
      assertTrue(lines[i], lines[i].contains("hasn't ended after 2 seconds"));
      assertTrue(lines[i], lines[i].contains("-Dunstained.firstpass=SECONDS"));
    }
    assertEquals(NetworkPackages.DETECTOR + ": 5 cells", lines[2]);
  }

  @Test
  public void cancelDoesNotWaitForIt() throws Exception {
    String[] lines = run(100, "true").split("\\R");
    assertEquals("endless: CancellationException Canceled", lines[0]);
    assertTrue(lines[1], lines[1].contains("isn't run again"));
    assertEquals(NetworkPackages.DETECTOR + ": 5 cells", lines[2]);
  }
}
