package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.models.ModelLibrary;
import org.unstained.models.Progress;
import org.unstained.overlay.OverlayFile;
import org.unstained.overlay.WholeFile;

/**
 * Disks that are full, and folders that can't be written any more. A limit on the length of files
 * ({@code ulimit -f}) stands for the full disk: the system refuses to write in the same way.
 */
public class FullDiskTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private Path home;

  @Before
  public void folders() throws IOException {
    root = temporary.getRoot().toPath();
    home = temporary.newFolder("home").toPath();
  }

  private Child limited(int kilobytes, String... line) throws IOException {
    Assume.assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    return Child.start(
        List.of("/bin/bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "limited"),
        root,
        List.of("-Dunstained.home=" + home),
        "org.unstained.app.Main",
        line);
  }

  @Test
  public void aFileStaysAsItWasAndNothingLiesBesideIt() throws IOException {
    Path file = Files.writeString(root.resolve("labels.zip"), "before");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals("No space left on device", e.getMessage());
    assertEquals("before", Files.readString(file));
    assertEquals(2, entries(root));
  }

  @Test
  public void anInstallationLeavesWhatWasThere() throws Exception {
    Path zip = root.resolve("large.zip");
    new ModelLibrary(root.resolve("ours"), Optional.empty()).find("livedead-classifier").zip(zip);
    Path other = root.resolve("renamed");
    var ours = new ModelLibrary(root.resolve("ours"), Optional.empty()).find("livedead-classifier");
    Files.createDirectories(other);
    Files.copy(ours.weights(), other.resolve(ours.description().weights().file()));
    Files.writeString(
        other.resolve("rdf.yaml"),
        Files.readString(ours.folder().resolve("rdf.yaml"))
            .replaceFirst("(?m)^name: .*$", "name: large"));
    Child child = limited(100, "models", "install", other.toString());
    assertEquals(child.said(), 1, child.end());
    assertTrue(child.said(), child.said().contains("File too large"));
    ModelLibrary library = new ModelLibrary(home, Optional.empty());
    assertThrows(IOException.class, () -> library.find("large"));
    try (Stream<Path> left = Files.list(home.resolve("models"))) {
      assertEquals(
          List.of(".lock", "trust.yaml"),
          left.map(f -> f.getFileName().toString()).sorted().toList());
    }
    library.install(other.toString(), false, Progress.NONE);
    assertTrue(Files.exists(library.find("large").weights()));
  }

  @Test
  public void aTrainingSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
    Path crops = TrainingFolders.crops(root.resolve("crops"), 8);
    String[] line = {
      "train",
      "classifier",
      "folder=" + crops,
      "name=full",
      "side=32",
      "batch=4",
      "epochs=3",
      "averaging=0.5"
    };
    // Fresh weights are shorter than this, a checkpoint with Adam's moments is longer.
    Path fresh = home.resolve("training/full/start.torchscript");
    Child child = limited(1500, line);
    assertEquals(child.said(), 1, child.end());
    assertTrue(Files.exists(fresh));
    assertTrue(child.said(), child.said().contains("File too large"));
    Child next =
        Child.start(
            List.of(), root, List.of("-Dunstained.home=" + home), "org.unstained.app.Main", line);
    assertEquals(next.said(), 0, next.end());
    Path other = temporary.newFolder("other").toPath();
    Child whole =
        Child.start(
            List.of(), root, List.of("-Dunstained.home=" + other), "org.unstained.app.Main", line);
    assertEquals(whole.said(), 0, whole.end());
    assertArrayEquals(
        Files.readAllBytes(new ModelLibrary(other, Optional.empty()).find("full").weights()),
        Files.readAllBytes(new ModelLibrary(home, Optional.empty()).find("full").weights()));
  }

  @Test
  public void aFolderThatBecameUnwritableIsNamed() throws IOException {
    // Even for those who may do all, nothing can be written below a file.
    Path file = Files.writeString(root.resolve("labels"), "");
    IOException e =
        assertThrows(
            IOException.class,
            () -> OverlayFile.of(NetworkPackages.discs("a")).write(file.resolve("a.zip")));
    assertTrue(e.getMessage(), e.getMessage().contains(file.toString()));
    Path blocked = Files.writeString(root.resolve("blocked"), "");
    ModelLibrary library = new ModelLibrary(blocked, Optional.empty());
    IOException install =
        assertThrows(
            IOException.class,
            () ->
                library.install(
                    NetworkPackages.detector(root.resolve("a"), "a", "spots").folder().toString(),
                    false,
                    Progress.NONE));
    assertTrue(install.getMessage(), install.getMessage().contains(blocked.toString()));
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
