package org.unstained.overlay;

import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * An overlay that ImageJ's canvas draws in a few steps, however many cells it has. To everybody
 * else it is an overlay like any other.
 *
 * <p>For each ROI, wherever it lies, the canvas asks for three positions, sets and takes away the
 * image and the canvas, a stroke and a colour, which for 100,000 of them takes longer than a frame
 * may. So while it draws, and only then, it gets one {@link CellLayer} for each row of cells of
 * ours that follow each other, and all other ROIs as they are; then null, at which it stops. Where
 * numbers are drawn at the ROIs, it gets them all, for the numbers are their places.
 */
final class CanvasOverlay extends Overlay {
  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /**
   * The method of ImageJ's canvas that draws overlays. Were it named otherwise, all would be slow.
   */
  private static final String DRAWING = "drawOverlay";

  /** Below that, ImageJ may draw them all. */
  private static final int FEW = 200;

  /** The largest view of which a picture is kept: that of a screen of 5,120 × 2,880 pixels. */
  private static final long LARGEST = 16L << 20;

  /** What the canvas gets in this thread; null where none is drawing. */
  private final ThreadLocal<List<Roi>> steps = new ThreadLocal<>();

  /** Where the rows of our cells end, of the members that there were last time. */
  private volatile Rows rows = new Rows(new Roi[0], new int[0]);

  private final AtomicReference<SoftReference<Space>> space = new AtomicReference<>();

  private CanvasOverlay() {}

  /**
   * An empty one with the settings of another.
   *
   * @param other may be null
   */
  static CanvasOverlay like(Overlay other) {
    CanvasOverlay overlay = new CanvasOverlay();
    if (other == null) return overlay;
    overlay.drawLabels(other.getDrawLabels());
    overlay.drawNames(other.getDrawNames());
    overlay.drawBackgrounds(other.getDrawBackgrounds());
    overlay.setLabelColor(other.getLabelColor());
    overlay.setLabelFont(other.getLabelFont(), other.scalableLabels());
    overlay.setIsCalibrationBar(other.isCalibrationBar());
    overlay.selectable(other.isSelectable());
    overlay.setDraggable(other.isDraggable());
    return overlay;
  }

  @Override
  public Overlay create() {
    return like(this);
  }

  @Override
  public Roi get(int index) {
    boolean first = index == 0 && size() >= FEW && !getDrawLabels();
    if (!first && steps.get() == null || !isCanvasDrawing()) return super.get(index);
    if (index == 0) steps.remove();
    if (first) steps.set(steps());
    List<Roi> now = steps.get();
    if (now == null) return super.get(index);
    if (index < now.size()) return now.get(index);
    steps.remove();
    return null;
  }

  private static boolean isCanvasDrawing() {
    return CALLERS.walk(
        frames ->
            frames
                .skip(2) // this method and get
                .findFirst()
                .filter(
                    caller ->
                        caller.getDeclaringClass() == ImageCanvas.class
                            && caller.getMethodName().equals(DRAWING))
                .isPresent());
  }

  private List<Roi> steps() {
    Roi[] all = toArray();
    Rows now = rows;
    if (!now.areOf(all)) rows = now = Rows.of(all);
    List<Roi> steps = new ArrayList<>();
    int start = 0;
    for (int end : now.ends) {
      steps.add(end - start > 1 ? new CellLayer(this, all, start, end) : all[start]);
      start = end;
    }
    return steps;
  }

  /**
   * The members, cut behind each that isn't followed by one of ours as it is itself.
   *
   * @param ends index behind the last one of each row
   */
  private record Rows(Roi[] all, int[] ends) {
    static Rows of(Roi[] all) {
      int[] ends =
          IntStream.rangeClosed(1, all.length)
              .filter(
                  end ->
                      end == all.length
                          || !(all[end - 1] instanceof GroupedCell)
                          || !(all[end] instanceof GroupedCell))
              .toArray();
      return new Rows(all, ends);
    }

    boolean areOf(Roi[] now) {
      if (now.length != all.length) return false;
      for (int i = 0; i < now.length; i++) if (now[i] != all[i]) return false;
      return true;
    }
  }

  /** What a drawing needs and the next one needs again. */
  record Space(OutlineRaster raster, CellLooks looks) {
    boolean isFor(int width, int height, int cells) {
      return raster.isOfSize(width, height) && looks.size() == cells;
    }
  }

  /** Whether a canvas shows something, and is no larger than a screen can be. */
  static boolean isView(ImageCanvas canvas) {
    if (canvas == null || canvas.getSrcRect().isEmpty()) return false;
    Dimension size = size(canvas);
    return size.width > 0 && size.height > 0 && (long) size.width * size.height <= LARGEST;
  }

  private static Dimension size(ImageCanvas canvas) {
    Rectangle view = canvas.getSrcRect();
    double zoom = canvas.getMagnification();
    return new Dimension(
        Math.max(canvas.getWidth(), (int) (view.width * zoom + 0.5)),
        Math.max(canvas.getHeight(), (int) (view.height * zoom + 0.5)));
  }

  /**
   * Lends a drawing an empty raster of the size of a canvas, and arrays for as many cells.
   *
   * @param canvas of which {@link #isView} is true
   */
  void borrow(ImageCanvas canvas, int cells, Consumer<Space> drawing) {
    Dimension size = size(canvas);
    SoftReference<Space> kept = space.getAndSet(null);
    Space last = kept == null ? null : kept.get();
    if (last == null || !last.isFor(size.width, size.height, cells))
      last = new Space(new OutlineRaster(size.width, size.height), new CellLooks(cells));
    drawing.accept(last);
    space.set(new SoftReference<>(last));
  }
}
