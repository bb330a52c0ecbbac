package org.unstained.command.labels;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Set;
import javax.swing.SwingUtilities;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellSelection;

/** What a person does on the image while cells are labelled: clicks, and areas that were drawn. */
final class LabelCanvas {
  /** Tools that don't draw by clicking. */
  private static final Set<Integer> TOOLS =
      Set.of(Toolbar.RECTANGLE, Toolbar.OVAL, Toolbar.FREEROI, Toolbar.HAND);

  /** A hand isn't quite steady: pixels of the screen between press and release. */
  private static final int STEADY = 4;

  interface Listener {
    /** A pixel was clicked. */
    void clicked(int x, int y);

    /** A cell was selected, by the table for one. */
    void selected(Roi cell);

    /** An area was drawn. */
    void drawn(Roi area);

    /** Cells may have come, gone or moved. */
    void changed();

    void closed();
  }

  private final ImagePlus image;
  private final Listener listener;
  private final OnMouse mouse = new OnMouse();
  private final OnImage onImage = new OnImage();
  private boolean silent;

  LabelCanvas(ImagePlus image, Listener listener) {
    this.image = image;
    this.listener = listener;
  }

  void start() {
    Roi.addRoiListener(onImage);
    ImagePlus.addImageListener(onImage);
    attach();
  }

  void end() {
    Roi.removeRoiListener(onImage);
    ImagePlus.removeImageListener(onImage);
    if (image.getCanvas() != null) image.getCanvas().removeMouseListener(mouse);
  }

  /** An image gets a new canvas when its window is made anew. */
  private void attach() {
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null) return;
    for (var known : canvas.getMouseListeners()) if (known == mouse) return;
    canvas.addMouseListener(mouse);
  }

  /** Goes to the plane of a cell, brings it to the middle if it isn't well in view, selects it. */
  void show(Roi cell, int[] frameSliceChannel) {
    silent = true;
    try {
      int frame = frameSliceChannel[0],
          slice = frameSliceChannel[1],
          channel = frameSliceChannel[2];
      if (image.getFrame() != frame || image.getSlice() != slice || image.getChannel() != channel)
        image.setPosition(channel, slice, frame);
      ImageCanvas canvas = image.getCanvas();
      Rectangle box = cell.getBounds();
      if (canvas != null && !inView(canvas.getSrcRect(), box)) {
        Rectangle view = new Rectangle(canvas.getSrcRect());
        view.x = box.x + (box.width - view.width) / 2;
        view.y = box.y + (box.height - view.height) / 2;
        canvas.setSourceRect(view);
        canvas.setImageUpdated();
      }
      image.setRoi(cell);
      image.draw();
    } finally {
      silent = false;
    }
  }

  /** Whether the box lies in the view and not at its very rim, unless the image ends there. */
  private boolean inView(Rectangle view, Rectangle box) {
    Rectangle wide = new Rectangle(box);
    wide.grow(box.width / 2, box.height / 2);
    return view.contains(wide.intersection(new Rectangle(image.getWidth(), image.getHeight())));
  }

  void deselect() {
    silent = true;
    try {
      image.deleteRoi();
    } finally {
      silent = false;
    }
  }

  /** An area that was drawn to its end, and not by a click that slipped. */
  private void lookForArea() {
    Roi roi = image.getRoi();
    boolean area = roi != null && roi.isArea() && roi.getState() == Roi.NORMAL;
    if (!area || CellLabelling.isCell(roi) || CellSelection.isOne(roi)) return;
    double zoom = image.getCanvas() == null ? 1 : image.getCanvas().getMagnification();
    Rectangle box = roi.getBounds();
    if (Math.max(box.width, box.height) * zoom > STEADY) listener.drawn(roi);
  }

  private final class OnMouse extends MouseAdapter {
    private Point pressed;

    @Override
    public void mousePressed(MouseEvent e) {
      boolean plain = SwingUtilities.isLeftMouseButton(e) && !e.isShiftDown() && !e.isAltDown();
      pressed = plain && !e.isControlDown() && !e.isPopupTrigger() ? e.getPoint() : null;
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      ImageCanvas canvas = image.getCanvas();
      if (pressed == null || canvas == null) return;
      if (pressed.distance(e.getPoint()) > STEADY) {
        later(LabelCanvas.this::lookForArea); // ImageJ tells of polygons only
        return;
      }
      if (!TOOLS.contains(Toolbar.getToolId()) || image.getHideOverlay()) return;
      listener.clicked(canvas.offScreenX(e.getX()), canvas.offScreenY(e.getY()));
    }
  }

  private final class OnImage implements RoiListener, ImageListener {
    @Override
    public void roiModified(ImagePlus imp, int id) {
      if (imp != image || silent) return;
      Roi roi = imp.getRoi();
      boolean ours = CellLabelling.isCell(roi);
      if (ours && id == CREATED) later(() -> listener.selected(roi));
      else if (ours) later(listener::changed);
      else if (id == COMPLETED) later(LabelCanvas.this::lookForArea);
    }

    @Override
    public void imageOpened(ImagePlus imp) {}

    @Override
    public void imageClosed(ImagePlus imp) {
      if (imp == image) later(listener::closed);
    }

    @Override
    public void imageUpdated(ImagePlus imp) {
      if (imp != image) return;
      attach();
      later(listener::changed);
    }
  }

  private static void later(Runnable what) {
    SwingUtilities.invokeLater(what);
  }
}
