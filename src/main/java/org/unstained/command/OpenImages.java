package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The images that are open in ImageJ, those of a macro's batch mode included. */
public final class OpenImages {
  private OpenImages() {}

  /** The image with this title or, failing that, this ID (a negative number). */
  public static Optional<ImagePlus> find(String titleOrId) {
    ImagePlus image = WindowManager.getImage(titleOrId);
    if (image == null && titleOrId.matches("-\\d{1,9}"))
      image = WindowManager.getImage(Integer.parseInt(titleOrId));
    return Optional.ofNullable(image);
  }

  public static List<String> titles() {
    return all().stream().map(ImagePlus::getTitle).toList();
  }

  static List<ImagePlus> all() {
    int[] ids = WindowManager.getIDList();
    if (ids == null) return List.of();
    return Arrays.stream(ids)
        .mapToObj(WindowManager::getImage)
        .filter(image -> image != null)
        .toList();
  }

  /**
   * Opens an image for the user, or, without a screen, for the macros and scripts that follow:
   * there it is in no window, but can be selected by its title.
   */
  static void show(ImagePlus image) {
    // ImageJ keeps images without windows in batch mode only, and can't do with windows here
    if (GraphicsEnvironment.isHeadless()) keepImages();
    image.show();
  }

  /** From now on images are kept, and the one that was opened before with them. */
  private static void keepImages() {
    ImagePlus current = WindowManager.getCurrentImage();
    Interpreter.batchMode = true;
    if (current != null && !all().contains(current)) Interpreter.addBatchModeImage(current);
  }

  /** Makes an image the current one, if it is open. */
  static void select(ImagePlus image) {
    if (WindowManager.getImage(image.getID()) == image) IJ.selectWindow(image.getID());
  }

  /** The titles for a message. */
  public static String list() {
    List<String> titles = titles();
    return titles.isEmpty() ? "none" : "'" + String.join("', '", titles) + "'";
  }
}
