package org.unstained.benchmark;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ComparisonTest {

  private static Contender always(String name, double seconds, List<String> log) {
    return Contender.of(
        name,
        () -> {
          log.add(name);
          return new Turn(seconds, "7 cells");
        });
  }

  @Test
  public void contendersTakeTurnsAndAreMeasuredByTheFirst() {
    List<String> log = new ArrayList<>();
    String table =
        new Comparison("Work", 1, 2)
            .with(always("ours", 0.5, log))
            .with(always("slower", 1, log))
            .with(always("faster", 0.25, log))
            .run();
    List<String> round = List.of("ours", "slower", "faster");
    for (int i = 0; i < log.size(); i++) assertEquals(round.get(i % 3), log.get(i));
    assertEquals(9, log.size());
    assertTrue(table, table.contains("| ours | 500 ms | 500 ms – 500 ms | 2 | 1 | 7 cells |"));
    assertTrue(table, table.contains("| slower | 1.00 s | 1.00 s – 1.00 s | 2 | 2.00 | 7 cells |"));
    assertTrue(table, table.contains("| 2 | **0.50** | 7 cells |"));
  }

  @Test
  public void whoIsMissingOrFailsIsARowThatSaysSo() {
    List<String> log = new ArrayList<>();
    String table =
        new Comparison("Work", 0, 3)
            .with(always("ours", 0.5, log))
            .with(Contender.missing("absent", "skipped: not there"))
            .with(
                Contender.of(
                    "broken",
                    () -> {
                      log.add("broken");
                      throw new IOException("no | disk");
                    }))
            .run();
    assertTrue(table, table.contains("| absent | skipped: not there |"));
    assertTrue(table, table.contains("| broken | failed: no \\| disk |"));
    assertEquals(List.of("ours", "broken", "ours", "ours"), log);
  }

  @Test
  public void theSlowGetFewerTurns() {
    List<String> log = new ArrayList<>();
    new Comparison("Work", 4, 5).with(always("slow", 1, log).atMost(1)).run();
    assertEquals(2, log.size());
  }

  @Test
  public void thePageKeepsWhatAPersonWrote() throws IOException {
    String page = Files.readString(SpeedPage.FILE);
    String once = SpeedPage.put(page, "one");
    assertTrue(once.startsWith(page.substring(0, page.indexOf(SpeedPage.BEGIN))));
    assertTrue(once.endsWith(page.substring(page.indexOf(SpeedPage.END))));
    assertEquals(SpeedPage.put(page, "two"), SpeedPage.put(once, "two"));
    assertThrows(IllegalArgumentException.class, () -> SpeedPage.put("nothing", "one"));
  }
}
