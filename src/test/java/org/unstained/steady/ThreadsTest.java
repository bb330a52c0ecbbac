package org.unstained.steady;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.app.Main;

/** The shipped networks give the same bits on any number of threads. */
public class ThreadsTest {
  private static final int FEW = 5;
  private static final int PATIENCE_SECONDS = 120;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void oneThreadOrFiveFindTheSameCellsToTheLastDigit() throws Exception {
    Path input = temporary.newFolder("in").toPath();
    for (String name : List.of("a.png", "b.png", "c.png"))
      Files.copy(Path.of("samples", "livedead.png"), input.resolve(name));
    Map<String, byte[]> one = detected(input, 1);
    String cells = new String(one.get("cells.csv"), StandardCharsets.UTF_8);
    assertTrue(cells, cells.lines().count() > FEW);
    FolderFiles.assertSame("five threads", one, detected(input, 5));
  }

  /** What a Java of its own finds, with so many threads for its networks. */
  private Map<String, byte[]> detected(Path input, int threads)
      throws IOException, InterruptedException {
    Path root = temporary.getRoot().toPath();
    Path output = root.resolve("threads" + threads);
    Path said = root.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Dunstained.home=" + root.resolve("home"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "batch",
                    "--input=" + input,
                    "--output=" + output,
                    "--detect=livedead-detector",
                    "--classify=livedead-classifier"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertEquals(Files.readString(said), ended ? 0 : -1, ended ? process.exitValue() : -2);
    return FolderFiles.results(output);
  }
}
