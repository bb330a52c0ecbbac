package org.unstained.steady;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;

/** Eight macros at once in one JVM give what each gives alone. */
public class AtOnceTest {
  private static final int IMAGES = 3;
  private static final int PATIENCE_SECONDS = 300;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void eightMacrosAtOnceGiveWhatOneGives() throws Exception {
    Path root = temporary.getRoot().toPath();
    NetworkPackages.install(root.resolve("home"));
    Path input = FolderFiles.images(root.resolve("in"), IMAGES);
    run(root, input, MacrosAtOnce.MACROS);
    for (int of = 0; of < MacrosAtOnce.TASKS.size(); of++) {
      Map<String, byte[]> alone = FolderFiles.results(root.resolve("alone" + of));
      assertEquals(IMAGES, alone.keySet().stream().filter(n -> n.endsWith("-rois.zip")).count());
      for (int i = of; i < MacrosAtOnce.MACROS; i += MacrosAtOnce.TASKS.size())
        FolderFiles.assertSame(
            "macro " + i, alone, FolderFiles.results(root.resolve("together" + i)));
    }
  }

  private static void run(Path root, Path input, int macros)
      throws IOException, InterruptedException {
    Path said = root.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Dunstained.home=" + root.resolve("home"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    MacrosAtOnce.class.getName(),
                    input.toString(),
                    root.toString() + File.separator))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertEquals(Files.readString(said), ended ? 0 : -1, ended ? process.exitValue() : -2);
  }
}
