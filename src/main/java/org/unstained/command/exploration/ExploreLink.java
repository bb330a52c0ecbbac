package org.unstained.command.exploration;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.swing.SwingUtilities;
import org.unstained.cells.Box;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellSelection;
import org.unstained.workflow.curation.ExploredCell;
import org.unstained.workflow.curation.ExploredCells;

/**
 * Ties points to the images that their cells are on: chosen points are the selection of the image,
 * as far as they lie on the plane that it shows, and cells that are clicked, selected through a
 * table or lie in an area that was drawn become chosen points.
 */
final class ExploreLink implements RoiListener, ImageListener {
  private static final Set<Integer> TOOLS =
      Set.of(Toolbar.RECTANGLE, Toolbar.OVAL, Toolbar.FREEROI, Toolbar.HAND);
  private static final int STEADY = 4;

  /** Hears on the event thread. */
  interface Listener {
    /**
     * @param more whether they come to those that are chosen
     */
    void chosen(BitSet found, boolean more);

    /** Classes may have changed. */
    void changed();
  }

  private record Key(int image, int frame, int slice, int channel, int number) {}

  private final ExploredCells cells;
  private final Listener listener;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final Map<ImagePlus, int[]> shown = new LinkedHashMap<>();
  private final Map<ImagePlus, CellLabelling> labellings = new HashMap<>();
  private final Map<ImagePlus, OnMouse> mice = new HashMap<>();
  private BitSet chosen = new BitSet();
  private boolean silent;
  private boolean handled;

  ExploreLink(ExploredCells cells, Listener listener) {
    this.cells = cells;
    this.listener = listener;
    for (int i = 0; i < cells.size(); i++) {
      int cell = i;
      cells
          .labelling(i)
          .ifPresent(
              one -> {
                ExploredCell c = cells.get(cell);
                numbers.put(
                    new Key(
                        one.image().getID(), c.frame(), c.slice(), c.channel(), c.cell().number()),
                    cell);
                labellings.put(one.image(), one);
                shown.computeIfAbsent(one.image(), image -> one.shown());
              });
    }
  }

  void start() {
    if (shown.isEmpty()) return;
    Roi.addRoiListener(this);
    ImagePlus.addImageListener(this);
    shown.keySet().forEach(this::attach);
  }

  void end() {
    Roi.removeRoiListener(this);
    ImagePlus.removeImageListener(this);
    mice.forEach(
        (image, mouse) -> {
          if (image.getCanvas() != null) image.getCanvas().removeMouseListener(mouse);
        });
  }

  /** An image gets a new canvas when its window is made anew. */
  private void attach(ImagePlus image) {
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null) return;
    OnMouse mouse = mice.computeIfAbsent(image, OnMouse::new);
    for (var known : canvas.getMouseListeners()) if (known == mouse) return;
    canvas.addMouseListener(mouse);
  }

  /** Makes the chosen cells the selections of their images. */
  void show(BitSet now) {
    chosen = (BitSet) now.clone();
    Map<ImagePlus, List<Roi>> rois = new LinkedHashMap<>();
    shown.keySet().forEach(image -> rois.put(image, new ArrayList<>()));
    for (int i = now.nextSetBit(0); i >= 0; i = now.nextSetBit(i + 1)) {
      Optional<CellLabelling> of = cells.labelling(i);
      if (of.isEmpty() || !isShown(of.get(), i)) continue;
      cells.roi(i).ifPresent(roi -> rois.get(of.get().image()).add(roi));
    }
    rois.forEach(this::select);
  }

  private boolean isShown(CellLabelling labelling, int cell) {
    int[] at = labelling.shown();
    ExploredCell c = cells.get(cell);
    return c.frame() == at[0] && c.slice() == at[1];
  }

  private void select(ImagePlus image, List<Roi> rois) {
    silent = true;
    try {
      Roi there = image.getRoi();
      if (!rois.isEmpty()) image.setRoi(CellSelection.of(rois));
      else if (CellSelection.isOne(there) || CellLabelling.isCell(there)) image.deleteRoi();
    } finally {
      silent = false;
    }
  }

  /** Shows a cell on its image, and says why if that can't be. */
  Optional<String> open(int cell) {
    ExploredCell one = cells.get(cell);
    ImagePlus image =
        cells
            .labelling(cell)
            .map(CellLabelling::image)
            .orElseGet(() -> WindowManager.getImage(one.image()));
    if (image == null || image.getWindow() == null)
      return Optional.of("'%s' isn't open".formatted(one.image()));
    silent = true;
    try {
      if (one.channel() <= image.getNChannels()
          && one.slice() <= image.getNSlices()
          && one.frame() <= image.getNFrames())
        image.setPosition(one.channel(), one.slice(), one.frame());
      Box box = one.cell().box();
      Rectangle at =
          new Rectangle(
              (int) box.x(), (int) box.y(), (int) box.width() + 1, (int) box.height() + 1);
      scrollTo(image, at);
      image.setRoi(cells.roi(cell).orElseGet(() -> new Roi(at)));
      image.getWindow().toFront();
    } finally {
      silent = false;
    }
    return Optional.empty();
  }

  private static void scrollTo(ImagePlus image, Rectangle box) {
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null || canvas.getSrcRect().contains(box)) return;
    Rectangle view = new Rectangle(canvas.getSrcRect());
    view.x = box.x + (box.width - view.width) / 2;
    view.y = box.y + (box.height - view.height) / 2;
    canvas.setSourceRect(view);
    canvas.setImageUpdated();
    image.draw();
  }

  private Integer cell(ImagePlus image, Roi roi) {
    int[] at = labelling(image).position(roi);
    return numbers.get(new Key(image.getID(), at[0], at[1], at[2], CellLabelling.number(roi)));
  }

  private CellLabelling labelling(ImagePlus image) {
    return labellings.get(image);
  }

  @Override
  public void roiModified(ImagePlus image, int id) {
    if (silent || image == null || !shown.containsKey(image)) return;
    Roi roi = image.getRoi();
    if (CellLabelling.isCell(roi) && id == CREATED && !handled) later(() -> found(image, roi));
    else if (id == COMPLETED) later(() -> drawn(image));
  }

  private void found(ImagePlus image, Roi roi) {
    Integer cell = cell(image, roi);
    if (cell == null || chosen.cardinality() == 1 && chosen.get(cell)) return;
    BitSet one = new BitSet();
    one.set(cell);
    listener.chosen(one, false);
  }

  /** Cells whose middle lies in an area that was drawn. */
  private void drawn(ImagePlus image) {
    Roi area = image.getRoi();
    if (area == null || !area.isArea() || CellLabelling.isCell(area) || CellSelection.isOne(area))
      return;
    if (area.getState() != Roi.NORMAL || area.getBounds().isEmpty()) return;
    BitSet found = new BitSet();
    for (int i = 0; i < cells.size(); i++) {
      Optional<CellLabelling> of = cells.labelling(i);
      if (of.isEmpty() || of.get().image() != image || !isShown(of.get(), i)) continue;
      double x = cells.get(i).cell().x();
      double y = cells.get(i).cell().y();
      if (area.contains((int) x, (int) y)) found.set(i);
    }
    if (!found.isEmpty()) listener.chosen(found, false);
  }

  @Override
  public void imageOpened(ImagePlus image) {}

  @Override
  public void imageClosed(ImagePlus image) {
    if (shown.containsKey(image)) later(listener::changed);
  }

  @Override
  public void imageUpdated(ImagePlus image) {
    if (silent || !shown.containsKey(image)) return;
    later(
        () -> {
          attach(image);
          int[] now = labelling(image).shown();
          if (!java.util.Arrays.equals(now, shown.put(image, now))) show(chosen);
          listener.changed();
        });
  }

  private static void later(Runnable what) {
    SwingUtilities.invokeLater(what);
  }

  private final class OnMouse extends MouseAdapter {
    private final ImagePlus image;
    private Point pressed;

    OnMouse(ImagePlus image) {
      this.image = image;
    }

    @Override
    public void mousePressed(MouseEvent e) {
      pressed = SwingUtilities.isLeftMouseButton(e) && !e.isPopupTrigger() ? e.getPoint() : null;
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      ImageCanvas canvas = image.getCanvas();
      if (pressed == null || canvas == null) return;
      if (pressed.distance(e.getPoint()) > STEADY) {
        later(() -> drawn(image)); // ImageJ tells of polygons only
        return;
      }
      if (!TOOLS.contains(Toolbar.getToolId()) || image.getHideOverlay()) return;
      Optional<Roi> at =
          labelling(image).at(canvas.offScreenX(e.getX()), canvas.offScreenY(e.getY()));
      if (at.isEmpty()) return;
      Integer cell = cell(image, at.get());
      if (cell == null) return;
      BitSet one = new BitSet();
      one.set(cell);
      // The table selects the cell as well; what was chosen before stays with Shift.
      handled = true;
      boolean more = e.isShiftDown();
      later(
          () ->
              later(
                  () -> {
                    handled = false;
                    listener.chosen(one, more);
                  }));
    }
  }
}
