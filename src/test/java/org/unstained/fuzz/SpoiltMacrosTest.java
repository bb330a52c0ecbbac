package org.unstained.fuzz;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.app.Replays;

/**
 * Macros with spoilt options, run by ImageJ itself in a JVM of its own: each goes well, or is
 * stopped there with a clear message.
 */
public class SpoiltMacrosTest {
  private static final int MACROS = 60;
  private static final int PATIENCE_SECONDS = 300;
  private static final String SOUND =
      "channel=1 method=otsu smoothing=1 smallest=5 largest=5000 split=none map=false";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void spoiltOptionsStopTheMacroWithAClearMessage() throws Exception {
    Path folder = temporary.newFolder("macros").toPath();
    Mutation.OfText mutation = new OptionsMutation();
    for (int i = 0; i < MACROS; i++)
      write(folder, i, i == 0 ? SOUND : mutation.spoil(SOUND, new Random(i)));
    run(folder);
    int stopped = 0;
    for (int i = 0; i < MACROS; i++) {
      String error = Files.readString(folder.resolve("%03d.ijm.err".formatted(i)));
      boolean wentOn = Files.exists(folder.resolve("%03d.on".formatted(i)));
      String macro = Files.readString(folder.resolve("%03d.ijm".formatted(i)));
      assertEquals(error + "\n" + macro, error.isEmpty(), wentOn);
      if (!wentOn) stopped++;
      if (!wentOn) assertEquals(error, Optional.empty(), Messages.wrong(error, "", true));
      if (i == 0) assertTrue(error, wentOn);
    }
    assertTrue(stopped + " were stopped", stopped > MACROS / 3);
    assertFalse("all were stopped", stopped == MACROS - 1);
  }

  private static void write(Path folder, int i, String options) throws IOException {
    String quoted =
        options
            .replaceAll("[\\x00-\\x08\\x0b-\\x1f]", "")
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t");
    Files.writeString(
        folder.resolve("%03d.ijm".formatted(i)),
        """
        newImage("x.tif", "8-bit black", 60, 40, 1);
        setColor(180);
        fillOval(5, 5, 16, 16);
        fillOval(35, 15, 16, 16);
        run("Segment Cells...", "%s");
        File.saveString("on", "%s");
        """
            .formatted(quoted, folder.resolve("%03d.on".formatted(i))));
  }

  private void run(Path folder) throws Exception {
    File log = temporary.newFile();
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Replays.class.getName(),
            folder.toString(),
            temporary.getRoot().toPath().resolve("out").toString());
    Process process =
        new ProcessBuilder(line).redirectOutput(log).redirectErrorStream(true).start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertTrue(Files.readString(log.toPath()), ended);
    assertEquals(Files.readString(log.toPath()), 0, process.exitValue());
  }
}
