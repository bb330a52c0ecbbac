package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import java.util.Locale;
import java.util.function.Consumer;
import org.unstained.inference.InferenceProgress;
import org.unstained.workflow.NetworkResult;
import org.unstained.workflow.UsedNetworks;

/** Tells the user how far a network is, and in the end what did the work. */
final class NetworkStatus implements Consumer<InferenceProgress> {

  /** Properties of the image, which ImageJ keeps in its TIFF file. */
  static final String DEVICE = "UnstainedDevice";

  static final String MODELS = "UnstainedModels";

  private final String doing;

  /**
   * @param doing such as "Detecting"
   */
  NetworkStatus(String doing) {
    this.doing = doing;
  }

  @Override
  public void accept(InferenceProgress progress) {
    IJ.showProgress(progress.fraction());
    IJ.showStatus(
        "%s: %d cells, %s cells/s (Esc to stop)"
            .formatted(doing, progress.cells(), rate(progress.cellsPerSecond())));
  }

  /** Says what did the work: in the status line, the log and the image's properties. */
  static void done(String command, ImagePlus image, NetworkResult result, UsedNetworks used) {
    image.setProp(DEVICE, used.device().name());
    image.setProp(MODELS, used.names());
    IJ.showProgress(1);
    String rate = rate(result.cellsPerSecond());
    IJ.showStatus("%d cells, %s cells/s".formatted(result.cells(), rate));
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
            rate,
            used.device().name()));
  }

  private static String rate(double cells) {
    return String.format(Locale.ROOT, cells < 10 ? "%.1f" : "%.0f", cells);
  }
}
