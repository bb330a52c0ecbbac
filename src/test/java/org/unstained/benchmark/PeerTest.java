package org.unstained.benchmark;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PeerTest {
  /** Longer than a JVM takes to start on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Answers as often as it is told to, and then no more, as a peer that hangs. */
  static final class Hanging {
    private Hanging() {}

    public static void main(String[] args) throws Exception {
      int answers = Integer.parseInt(args[0]);
      for (int i = 0; i < answers; i++) {
        System.out.println(i == 0 ? "ready Sleeper 1" : "0.25 3 cells");
        System.out.flush();
      }
      boolean child = args.length > 1; // which starts nothing, or it would never end
      if (!child)
        new ProcessBuilder(java(), "-cp", Fork.classes(), Hanging.class.getName(), "0", "child")
            .inheritIO()
            .start();
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Process hanging(int answers) throws IOException {
    return new ProcessBuilder(
            java(), "-cp", Fork.classes(), Hanging.class.getName(), Integer.toString(answers))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  public void whoHangsInTheMiddleIsEndedAndTheOthersGoOn() throws Exception {
    Process process = hanging(2);
    List<String> log = new ArrayList<>();
    String table;
    try (Peer peer = new Peer(process, folder.newFile().toPath(), LIMIT)) {
      table =
          new Comparison("Work", 0, 3)
              .with(
                  Contender.of(
                      "ours",
                      () -> {
                        log.add("ours");
                        return new Turn(0.5, "3 cells");
                      }))
              .with(Peer.contender("Sleeper", peer))
              .run();
    }
    assertTrue(table, table.contains("| ours | 500 ms | 500 ms – 500 ms | 3 | 1 | 3 cells |"));
    assertTrue(
        table,
        table.contains(
            "| Sleeper 1 | failed: no answer within 20 seconds, so it was ended | | | | |"));
    assertTrue(log.toString(), log.size() == 3);
    assertEnded(process);
  }

  @Test
  public void whoNeverGetsReadyIsSkipped() throws Exception {
    Process process = hanging(0);
    try (Peer peer = new Peer(process, folder.newFile().toPath(), Duration.ofSeconds(3))) {
      String why = Peer.contender("Sleeper", peer).missing();
      assertTrue(why, why.contains("no answer within 3 seconds, so it was ended"));
    }
    assertEnded(process);
  }

  private static void assertEnded(Process process) throws InterruptedException {
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    for (int i = 0; i < 100 && process.descendants().anyMatch(ProcessHandle::isAlive); i++)
      Thread.sleep(100);
    assertFalse(process.descendants().anyMatch(ProcessHandle::isAlive));
  }
}
