package org.unstained.command;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.unstained.inference.InferenceProgress;

/**
 * How far a long work is, in ImageJ's status bar: what is done, how fast, and how long it will
 * still take. Escape ends the work, and so does a click on the progress bar, which does all that
 * Escape does: a running macro ends with it.
 *
 * <p>It hears the finished part of the work (0–1) or what a network says of itself, on any thread
 * but one at a time, and answers whether the user wants it to end. Without a screen it says
 * nothing.
 */
public final class WorkStatus
    implements DoubleConsumer, Consumer<InferenceProgress>, BooleanSupplier, AutoCloseable {
  private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Short, as the bar ends after some 70 letters. */
  private static final String HOW_TO_STOP = " (click or Esc stops)";

  private final String doing;
  private final int planes;
  private final TimeLeft left = new TimeLeft(1);
  private final long start = System.nanoTime();
  private final Component bar;
  private final MouseAdapter click =
      new MouseAdapter() {
        @Override
        public void mouseClicked(MouseEvent e) {
          stop();
        }
      };
  private long shown = start - REFRESH_NANOS;

  /**
   * @param doing such as "Segmenting"
   * @param planes that the work goes through
   */
  public WorkStatus(String doing, int planes) {
    this.doing = doing;
    this.planes = planes;
    bar = IJ.getInstance() == null ? null : IJ.getInstance().getProgressBar();
    if (bar == null) return;
    bar.addMouseListener(click);
    bar.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
  }

  /** Of work on one plane of an image, or on all its slices and frames. */
  public static WorkStatus of(String doing, ImagePlus image, boolean allPlanes) {
    return new WorkStatus(
        doing, allPlanes && image != null ? image.getNSlices() * image.getNFrames() : 1);
  }

  /** The part of all planes that is finished, 0–1. */
  @Override
  public void accept(double part) {
    double done = part * planes;
    show(
        part,
        planes < 2
            ? percent(part)
            : String.format(
                Locale.ROOT,
                "%.0f of %d planes, %s/s",
                Math.floor(done),
                planes,
                rate(done / seconds())));
  }

  @Override
  public void accept(InferenceProgress progress) {
    show(
        progress.fraction(),
        "%,d cells, %s/s".formatted(progress.cells(), rate(progress.cellsPerSecond())));
  }

  /** Whether the user wants the work to end. */
  @Override
  public boolean getAsBoolean() {
    return IJ.escapePressed();
  }

  /** Takes the progress bar away. */
  @Override
  public void close() {
    IJ.showProgress(1);
    if (bar == null) return;
    bar.removeMouseListener(click);
    bar.setCursor(Cursor.getDefaultCursor());
  }

  /** As if Escape had been pressed in ImageJ's window. */
  private static void stop() {
    ImageJ ij = IJ.getInstance();
    ij.keyPressed(
        new KeyEvent(
            ij,
            KeyEvent.KEY_PRESSED,
            System.currentTimeMillis(),
            0,
            KeyEvent.VK_ESCAPE,
            (char) KeyEvent.VK_ESCAPE));
  }

  private void show(double part, String done) {
    long now = System.nanoTime();
    left.at(part, now);
    if (now - shown < REFRESH_NANOS) return;
    shown = now;
    IJ.showProgress(part);
    IJ.showStatus(text(doing, done, left.text()) + HOW_TO_STOP);
  }

  static String text(String doing, String done, String left) {
    return "%s: %s%s".formatted(doing, done, left.isEmpty() ? "" : ", " + left);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }

  private double seconds() {
    return Math.max(1e-9, (System.nanoTime() - start) / 1e9);
  }

  /** Things a second for people. */
  static String rate(double things) {
    return String.format(Locale.ROOT, things < 10 ? "%.1f" : "%.0f", things);
  }
}
