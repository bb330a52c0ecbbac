package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
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

  /** Of all open images. */
  public static List<String> titles() {
    return all().stream().map(ImagePlus::getTitle).toList();
  }

  /**
   * Those in windows or in batch mode, and the current one: without a screen and without batch
   * mode, ImageJ keeps that alone.
   */
  public static List<ImagePlus> all() {
    List<ImagePlus> images = kept();
    ImagePlus current = WindowManager.getCurrentImage();
    if (current != null && !images.contains(current)) images.add(current);
    return images;
  }

  private static List<ImagePlus> kept() {
    int[] ids = WindowManager.getIDList();
    List<ImagePlus> images = new ArrayList<>();
    for (int id : ids == null ? new int[0] : ids) {
      ImagePlus image = WindowManager.getImage(id);
      if (image != null) images.add(image);
    }
    return images;
  }

  /**
   * Opens an image for the user, or, without a screen, for the macros and scripts that follow:
   * there it is in no window, but can be selected by its title.
   */
  public static void show(ImagePlus image) {
    // ImageJ keeps images without windows in batch mode only, and can't do with windows here
    if (GraphicsEnvironment.isHeadless()) keepImages();
    image.show();
  }

  /** From now on images are kept, and the one that was opened before with them. */
  private static void keepImages() {
    ImagePlus current = WindowManager.getCurrentImage();
    Interpreter.batchMode = true;
    if (current != null && !kept().contains(current)) Interpreter.addBatchModeImage(current);
  }

  /** Makes an image the current one, if it is open. */
  public static void select(ImagePlus image) {
    if (WindowManager.getImage(image.getID()) == image) IJ.selectWindow(image.getID());
  }

  /** The titles for a message. */
  public static String list() {
    List<String> titles = titles();
    return titles.isEmpty() ? "none" : "'" + String.join("', '", titles) + "'";
  }
}
