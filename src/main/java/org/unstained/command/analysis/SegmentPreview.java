package org.unstained.command.analysis;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.analysis.SegmentWorkflow.PlaneResult;

/**
 * Shows on the current plane what a segmentation would find while its settings are being chosen.
 * The work is done in the background, a moment after the last change; a change while it runs
 * cancels it. The image's own overlay is put aside and comes back when the preview closes.
 */
final class SegmentPreview implements AutoCloseable {

  private static final int PAUSE_MS = 200;

  private ScheduledExecutorService worker;
  private ImagePlus image;
  private Overlay own;
  private volatile int wish;

  /** Asks for a preview; any earlier wish is dropped. */
  synchronized void show(ImagePlus shown, Supplier<SegmentOptions> settings) {
    if (image != shown) {
      close();
      image = shown;
      own = shown.getOverlay();
    }
    SegmentOptions options;
    try {
      options = settings.get();
    } catch (IllegalArgumentException e) {
      IJ.showStatus(e.getMessage());
      return;
    }
    if (worker == null) worker = Executors.newSingleThreadScheduledExecutor(SegmentPreview::thread);
    int number = ++wish;
    worker.schedule(() -> compute(number, shown, options), PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "Unstained preview");
    thread.setDaemon(true);
    return thread;
  }

  private void compute(int number, ImagePlus shown, SegmentOptions options) {
    if (number != wish) return;
    try {
      IJ.showStatus("Preview...");
      draw(number, SegmentWorkflow.preview(shown, options, () -> number != wish));
    } catch (CancellationException e) {
      // a later wish is on its way
    } catch (RuntimeException | OutOfMemoryError e) {
      IJ.showStatus("No preview: " + e.getMessage());
    }
  }

  private synchronized void draw(int number, PlaneResult found) {
    if (number != wish) return;
    Overlay overlay = own == null ? new Overlay() : own.duplicate();
    image.setOverlay(overlay);
    CellOverlay.show(image, found.cells());
    IJ.showStatus(
        found.cells().cells().size()
            + " cells"
            + (Double.isNaN(found.threshold())
                ? ""
                : ", threshold " + IJ.d2s(found.threshold(), 2)));
  }

  /** Takes the preview away; the image has its own overlay again. */
  @Override
  public synchronized void close() {
    wish++;
    if (worker != null) worker.shutdown();
    worker = null;
    if (image != null) image.setOverlay(own);
    image = null;
    own = null;
  }
}
