package org.unstained.workflow.networks;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.unstained.models.ModelLibrary;
import org.unstained.overlay.OverlayFile;
import org.unstained.workflow.files.OutputFolder;

/**
 * Copies of what lies over the open images, and of the ROI Manager, made before the engine starts
 * and before a network runs: the engine is native code and may take the whole process down. Each
 * Java has a folder of its own in {@code before-networks} of the user's folder of Unstained, locked
 * while it lives and deleted when it ends well; so a folder that nobody holds is of one that didn't
 * ({@link #left}).
 */
public final class OverlayCopies {
  private static final String FOLDER = "before-networks";
  private static final String LOCK = "lock";
  private static final String ENDING = ".zip";

  /** While the same networks work on, copies are made anew after so many seconds. */
  private static final int SECONDS = 30;

  private static final int NAME = 60;

  private Path folder;
  private FileChannel lock;
  private long last;

  /**
   * What a Java left that didn't end well.
   *
   * @param folder with an ROI set for each image
   * @param files of these
   */
  public record Left(Path folder, List<Path> files) {
    public Left {
      files = List.copyOf(files);
    }

    /** Takes the copies away. */
    public void delete() throws IOException {
      OutputFolder.delete(folder);
    }
  }

  /**
   * Makes copies if the last ones are old. A disk on which there is no room for them is no reason
   * not to work: the log says so.
   *
   * @param atOnce however old they are
   */
  synchronized void save(boolean atOnce) {
    long now = System.nanoTime();
    if (!atOnce && folder != null && now - last < TimeUnit.SECONDS.toNanos(SECONDS)) return;
    last = now;
    try {
      List<OverlayFile> all = open();
      if (all.isEmpty()) return;
      if (folder == null) begin();
      for (int i = 0; i < all.size(); i++) all.get(i).write(folder.resolve(name(all, i)));
    } catch (IOException | RuntimeException e) {
      IJ.log(
          "What lies over the open images can't be copied before a network runs, so save it"
              + " yourself: "
              + e.getMessage());
    }
  }

  private static List<OverlayFile> open() {
    List<OverlayFile> all = new ArrayList<>();
    int[] ids = WindowManager.getIDList();
    if (ids != null)
      for (int id : ids) {
        ImagePlus image = WindowManager.getImage(id);
        if (image == null) continue;
        OverlayFile copy = OverlayFile.of(image);
        if (!copy.rois().isEmpty()) all.add(copy);
      }
    RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
    if (manager != null && manager.getCount() > 0) {
      Roi[] rois = manager.getRoisAsArray();
      all.add(new OverlayFile("ROI Manager", "", List.of(rois)));
    }
    return all;
  }

  /** The same for the same image, as long as no other has its title. */
  private static String name(List<OverlayFile> all, int index) {
    String title = all.get(index).title();
    long before = all.subList(0, index).stream().filter(c -> c.title().equals(title)).count();
    String safe = title.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
    if (safe.length() > NAME) safe = safe.substring(0, NAME);
    return "%s-%s%s%s"
        .formatted(
            safe,
            Integer.toHexString(title.hashCode()),
            before == 0 ? "" : "-" + (before + 1),
            ENDING);
  }

  private void begin() throws IOException {
    Path all = ModelLibrary.standardHome().resolve(FOLDER);
    Files.createDirectories(all);
    Path made = Files.createTempDirectory(all, ProcessHandle.current().pid() + "-");
    lock =
        FileChannel.open(made.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    folder = made;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "Unstained copies end"));
  }

  private synchronized void end() {
    try {
      lock.close();
      OutputFolder.delete(folder);
    } catch (IOException e) {
      IJ.log("Copies stay in " + folder + ": " + e.getMessage());
    }
  }

  /** What those left that ended in the middle of a network's work, or were killed. */
  public static List<Left> left() throws IOException {
    Path all = ModelLibrary.standardHome().resolve(FOLDER);
    List<Left> found = new ArrayList<>();
    if (!Files.isDirectory(all)) return found;
    List<Path> folders;
    try (Stream<Path> list = Files.list(all)) {
      folders = list.filter(Files::isDirectory).sorted().toList();
    }
    for (Path one : folders) {
      if (isHeld(one.resolve(LOCK))) continue;
      List<Path> files;
      try (Stream<Path> list = Files.list(one)) {
        files = list.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
      }
      if (!files.isEmpty()) found.add(new Left(one, files));
    }
    return found;
  }

  private static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) return true; // it is being made, or taken away
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free == null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return true; // it is ours
    }
  }
}
