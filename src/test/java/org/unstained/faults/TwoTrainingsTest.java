package org.unstained.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;

/** Two programs train into one folder: the second is told, the first isn't disturbed. */
public class TwoTrainingsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void theSecondIsTold() throws Exception {
    Path root = temporary.getRoot().toPath();
    Path home = temporary.newFolder("home").toPath();
    Path crops = TrainingFolders.crops(root.resolve("crops"), 8);
    String[] line = {
      "train",
      "classifier",
      "folder=" + crops,
      "name=both",
      "side=32",
      "batch=4",
      "epochs=2000",
      "patience=2000",
      "averaging=0.5"
    };
    List<String> options = List.of("-Dunstained.home=" + home);
    Child first = Child.start(List.of(), root, options, "org.unstained.app.Main", line);
    Path checkpoint = home.resolve("training/both/checkpoint");
    first.await("a checkpoint", () -> Files.exists(checkpoint));
    Child second = Child.start(List.of(), root, options, "org.unstained.app.Main", line);
    assertEquals(second.said(), 1, second.end());
    assertTrue(second.said(), second.said().contains("is in use by another program"));
    first.terminate();
    assertEquals(first.said(), Child.ENDED, first.end());
  }
}
