package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.util.Locale;
import org.unstained.overlay.CellRois;
import org.unstained.workflow.networks.NetworkResult;
import org.unstained.workflow.networks.UsedNetworks;

/** Shows what networks found and says which networks, on which device. */
public final class NetworkResults {
  private NetworkResults() {}

  /** Properties of the image, which ImageJ keeps in its TIFF file. */
  public static final String DEVICE = "UnstainedDevice";

  /** Property of an image: the models that were used. */
  public static final String MODELS = "UnstainedModels";

  /**
   * The cells in the image's overlay, and on request in the table and the ROI Manager; models and
   * device in the log and in the image's properties.
   *
   * @param command for the log
   */
  public static void show(
      String command,
      ImagePlus image,
      NetworkResult result,
      UsedNetworks used,
      boolean table,
      boolean rois) {
    image.setProp(DEVICE, used.device().name());
    image.setProp(MODELS, used.names());
    log(command, image, result, used);
    OpenImages.select(image);
    if (rois) CellRois.addToManager(result.planes(), image);
    Results.show(image, result.planes(), table);
    IJ.showProgress(1);
    IJ.showStatus(
        "%d cells, %s cells/s on %s"
            .formatted(
                result.cells(), WorkStatus.rate(result.cellsPerSecond()), used.device().name()));
  }

  private static void log(
      String command, ImagePlus image, NetworkResult result, UsedNetworks used) {
    boolean open = logWindow() != null;
    used.notes().forEach(IJ::log);
    IJ.log(
        String.format(
            Locale.ROOT,
            "%s: %d cells in '%s' by %s in %.2f s (%s cells/s) on %s",
            command,
            result.cells(),
            image.getTitle(),
            used.names(),
            result.seconds(),
            WorkStatus.rate(result.cellsPerSecond()),
            used.device().name()));
    // A new window would lie over the image; what is to be noticed stays in front.
    if (!open && used.notes().isEmpty() && logWindow() != null) logWindow().toBack();
  }

  /** The window of ImageJ's log; null if there is none. */
  public static Window logWindow() {
    return GraphicsEnvironment.isHeadless() ? null : WindowManager.getWindow("Log");
  }
}
