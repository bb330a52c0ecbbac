package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.swing.JOptionPane;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.OverlayFile;
import org.unstained.workflow.networks.OverlayCopies;
import org.unstained.workflow.networks.OverlayCopies.Left;

/**
 * After ImageJ went down while a network worked, says where the copies lie of what lay over the
 * images: at the first command of the next ImageJ. At the screen they are offered to be opened;
 * otherwise the log says it.
 */
final class CrashOffer {
  static final String TITLE = "ImageJ didn't end well";
  private static final AtomicBoolean MADE = new AtomicBoolean();
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm").withZone(ZoneId.systemDefault());

  private CrashOffer() {}

  /** Once in each Java; never fails. */
  static void once() {
    if (!MADE.getAndSet(true)) offerAll();
  }

  static void offerAll() {
    try {
      for (Left left : OverlayCopies.left())
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || IJ.isMacro())
          IJ.log(sentence(left) + " They lie in " + left.folder() + " (ROI sets).");
        else offer(left);
    } catch (IOException | RuntimeException e) {
      IJ.log("Copies of an earlier ImageJ can't be read: " + e.getMessage());
    }
  }

  private static String sentence(Left left) throws IOException {
    return "An earlier ImageJ went down while a network was in work (%s). What lay over its images was saved before."
        .formatted(DAY.format(Files.getLastModifiedTime(left.files().get(0)).toInstant()));
  }

  private static void offer(Left left) throws IOException {
    StringBuilder text = new StringBuilder(CellCommand.wrapped(sentence(left))).append("\n\n");
    for (Path file : left.files()) {
      OverlayFile copy = OverlayFile.read(file);
      int rois = copy.rois().size();
      text.append("%s: %,d %s%n".formatted(copy.title(), rois, rois == 1 ? "ROI" : "ROIs"));
    }
    text.append("\nThey lie in ").append(left.folder());
    Object[] answers = {"Open them", "Later", "Delete them"};
    int answer =
        JOptionPane.showOptionDialog(
            IJ.getInstance(),
            text.toString(),
            TITLE,
            JOptionPane.DEFAULT_OPTION,
            JOptionPane.QUESTION_MESSAGE,
            null,
            answers,
            answers[0]);
    if (answer == 0) open(left);
    if (answer == 2) left.delete();
  }

  /** Each on its image; those whose image isn't found go into the ROI Manager. */
  static void open(Left left) throws IOException {
    List<String> homeless = new ArrayList<>();
    for (Path file : left.files()) {
      OverlayFile copy = OverlayFile.read(file);
      ImagePlus image = image(copy);
      if (image != null) {
        copy.putOn(image);
        image.changes = true;
        continue;
      }
      RoiManager manager = RoiManager.getRoiManager();
      for (Roi roi : copy.rois()) manager.addRoi(roi);
      homeless.add(copy.title());
    }
    if (!homeless.isEmpty())
      IJ.log(
          "The ROI Manager has the ROIs of %s, as there is no such file any more."
              .formatted(String.join(", ", homeless)));
    left.delete();
  }

  private static ImagePlus image(OverlayFile copy) throws IOException {
    ImagePlus open = WindowManager.getImage(copy.title());
    if (open != null) return open;
    if (copy.image().isEmpty() || !Files.isRegularFile(Path.of(copy.image()))) return null;
    ImagePlus image = ImageFiles.open(Path.of(copy.image()));
    image.show();
    return image;
  }
}
