package org.unstained.command.labels;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.unstained.command.Results;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.SavedLabels;
import org.unstained.workflow.labels.LabelAutosave;

/**
 * Saves labels a moment after each pause of the person who gives them, and brings the open table up
 * to date. Files are written on a thread of their own.
 */
final class LabelSaving {
  private static final int TABLE_MS = 400;
  private static final int LEAST_MS = 800;

  /** A pause is so many times as long as taking the picture of all cells. */
  private static final int PATIENCE = 20;

  private final CellLabelling labelling;
  private final LabelAutosave autosave;
  private final BiConsumer<SavedLabels, String> told;
  private final Timer table = new Timer(TABLE_MS, e -> Results.labelled(labelling(), false));
  private final Timer file = new Timer(LEAST_MS, e -> save());
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "Unstained: saving labels");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param told hears on the event thread what was saved, or (with null) why it wasn't
   */
  LabelSaving(
      CellLabelling labelling, LabelAutosave autosave, BiConsumer<SavedLabels, String> told) {
    this.labelling = labelling;
    this.autosave = autosave;
    this.told = told;
    table.setRepeats(false);
    file.setRepeats(false);
  }

  private CellLabelling labelling() {
    return labelling;
  }

  /** Something has changed. */
  void soon() {
    table.restart();
    file.restart();
  }

  private void save() {
    long begin = System.nanoTime();
    SavedLabels labels;
    try {
      labels = labelling.saved();
    } catch (IllegalArgumentException e) {
      told.accept(null, e.getMessage());
      return;
    }
    int took = (int) ((System.nanoTime() - begin) / 1_000_000);
    file.setInitialDelay(Math.max(LEAST_MS, PATIENCE * took));
    writer.execute(() -> write(labels));
  }

  private void write(SavedLabels labels) {
    try {
      autosave.save(labels);
      SwingUtilities.invokeLater(() -> told.accept(labels, ""));
    } catch (IOException | RuntimeException e) {
      SwingUtilities.invokeLater(() -> told.accept(null, String.valueOf(e.getMessage())));
    }
  }

  /**
   * Saves what isn't saved yet and waits for it.
   *
   * @param changed whether anything was labelled at all
   */
  void end(boolean changed) {
    table.stop();
    file.stop();
    if (changed) save();
    writer.shutdown();
    try {
      writer.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
