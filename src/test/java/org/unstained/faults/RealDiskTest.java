package org.unstained.faults;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.overlay.OverlayFile;

/**
 * A disk that is really full (a small one in memory, which only the administrator of a Linux may
 * mount) and a folder that really can't be written (from an administrator the right to write
 * everywhere is taken). Elsewhere these tests are skipped.
 */
public class RealDiskTest {
  private static final int IMAGES = 6;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private Path disk;
  private boolean mounted;

  @Before
  public void folders() throws IOException {
    root = temporary.getRoot().toPath();
    disk = temporary.newFolder("disk").toPath();
  }

  @After
  public void unmount() throws Exception {
    if (mounted) run("umount", disk.toString());
  }

  /** Whether it went well. */
  private static boolean run(String... line) throws Exception {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private void mount(int kilobytes) throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "none", disk.toString());
    Assume.assumeTrue("Only an administrator of a Linux may mount", mounted);
  }

  private static ImagePlus drawn(int rois) {
    ImagePlus image = NetworkPackages.discs("a");
    Overlay overlay = new Overlay();
    for (int i = 0; i < rois; i++) overlay.add(new Roi(i % 200, i / 200, 9, 9));
    image.setOverlay(overlay);
    return image;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Path images() throws IOException {
    Path images = temporary.newFolder("images").toPath();
    for (int i = 0; i < IMAGES; i++)
      new FileSaver(NetworkPackages.discs("d" + i))
          .saveAsTiff(images.resolve("d" + i + ".tif").toString());
    return images;
  }

  private Child batch(List<String> before, Path images, Path output) throws IOException {
    return Child.start(
        before,
        root,
        List.of("-Dunstained.home=" + root.resolve("home")),
        "org.unstained.app.Main",
        "batch",
        "--input",
        images.toString(),
        "--output",
        output.toString(),
        "--segment");
  }

  @Test
  public void labelsOnAFullDiskStayAsTheyWere() throws Exception {
    mount(256);
    Path file = disk.resolve("labels.zip");
    int saved = 0;
    IOException full = null;
    for (int rois = 500; full == null && rois < 64_000; rois *= 2)
      try {
        OverlayFile.of(drawn(rois)).write(file);
        saved = rois;
      } catch (IOException e) {
        full = e;
      }
    assertTrue("it never was full", full != null && saved > 0);
    assertTrue(full.getMessage(), full.getMessage().contains("No space left on device"));
    assertEquals(List.of("labels.zip"), names(disk));
    assertEquals(saved, OverlayFile.read(file).rois().size());
  }

  @Test
  public void aFolderRunOnAFullDiskEndsAndGoesOnWhenThereIsRoom() throws Exception {
    Path images = images();
    mount(200);
    Path output = disk.resolve("out");
    Child full = batch(List.of(), images, output);
    assertEquals(full.said(), 1, full.end());
    assertTrue(full.said(), full.said().contains("No space left on device"));
    assertFalse(full.said(), full.said().contains("\tat "));
    assertTrue(run("mount", "-o", "remount,size=64m", disk.toString()));
    Child resumed = batch(List.of(), images, output);
    assertEquals(resumed.said(), 0, resumed.end());
    Path whole = root.resolve("whole");
    Child other = batch(List.of(), images, whole);
    assertEquals(other.said(), 0, other.end());
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("cells.csv")),
        Files.readAllBytes(output.resolve("cells.csv")));
    assertEquals(names(whole), names(output));
  }

  /** What is put before a line so that rights count for administrators, too. */
  private List<String> withoutRights(Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(folder)) return List.of();
    List<String> before =
        List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");
    List<String> attempt = new java.util.ArrayList<>(before);
    attempt.addAll(List.of("touch", folder.resolve("x").toString()));
    boolean all = run(attempt.toArray(String[]::new));
    Assume.assumeTrue("Needs setpriv", !all && run("setpriv", "--version"));
    return before;
  }

  @Test
  public void aFolderThatMayNotBeWrittenIsNamedAndNothingIsLost() throws Exception {
    Path output = temporary.newFolder("out").toPath();
    Path images = images();
    List<String> before = withoutRights(output);
    try {
      Child child = batch(before, images, output);
      assertEquals(child.said(), 1, child.end());
      assertTrue(child.said(), child.said().contains(output.toString()));
      assertFalse(child.said(), child.said().contains("\tat "));
      assertEquals(List.of(), names(output));
    } finally {
      Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Child child = batch(before, images, output);
    assertEquals(child.said(), 0, child.end());
  }
}
