package org.unstained.overlay;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;
import ij.text.TextPanel;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.swing.SwingUtilities;

/**
 * Ties an open table of cells to the images that its rows name.
 *
 * <p>A click on a row, or the arrow keys, move the image to the plane, select the cell and scroll
 * it into view. Without our ROI in the overlay, the cell's box is selected. A click on a cell of
 * ours in the image selects it and marks its row; so does any other way to select the ROI.
 *
 * <p>Rows are found by image, plane and number of the cell, so the user may sort the table and
 * delete rows; images by their title, so they may be closed and opened again. The tie ends when the
 * table is closed, and holds no image after that.
 *
 * <p>With a tool that draws by clicking (polygon, wand, point, text, magnifier) a click on a cell
 * only marks its row.
 */
public final class TableImageLink {
  private static final Set<Integer> SELECTING_TOOLS =
      Set.of(Toolbar.RECTANGLE, Toolbar.OVAL, Toolbar.FREEROI, Toolbar.HAND);

  private final TextPanel panel;
  private final CellRows rows;
  private final WeakHashMap<ImagePlus, CellIndex> indexes = new WeakHashMap<>();
  private boolean showing;

  private TableImageLink(TextPanel panel) {
    this.panel = panel;
    this.rows = new CellRows(panel);
  }

  /**
   * Ties the table to this image and to others that its rows name. Once is enough for a table; more
   * does no harm and ties further images.
   *
   * @param table title of an open table with the columns of {@link CellTable}
   * @param imp an image on the screen
   * @return whether they are tied: not without a screen, and not if one of them isn't shown
   */
  public static boolean connect(String table, ImagePlus imp) {
    if (GraphicsEnvironment.isHeadless()) return false;
    Optional<TextPanel> panel = CellTable.panel(table);
    if (panel.isEmpty() || imp.getCanvas() == null || imp.getWindow() == null) return false;
    Component text = canvas(panel.get());
    TableImageLink link = null;
    for (var listener : text.getMouseListeners())
      if (listener instanceof OnTable known) link = known.link();
    if (link == null) {
      link = new TableImageLink(panel.get());
      link.listen(text);
    }
    link.tie(imp);
    return true;
  }

  /** The part of the panel that gets mouse and keys. */
  private static Component canvas(TextPanel panel) {
    return panel.getComponent(0);
  }

  private void listen(Component text) {
    OnTable onTable = new OnTable();
    OnKeys onKeys = new OnKeys();
    OnImages onImages = new OnImages();
    text.addMouseListener(onTable);
    text.addKeyListener(onKeys);
    Roi.addRoiListener(onImages);
    ImagePlus.addImageListener(onImages);
    Window window = SwingUtilities.getWindowAncestor(panel);
    window.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            text.removeMouseListener(onTable);
            text.removeKeyListener(onKeys);
            Roi.removeRoiListener(onImages);
            ImagePlus.removeImageListener(onImages);
            for (ImagePlus imp : Set.copyOf(indexes.keySet())) untie(imp);
            window.removeWindowListener(this);
          }
        });
  }

  /** An image gets a new canvas when its window is made anew, so this is asked again and again. */
  private void tie(ImagePlus imp) {
    indexes.putIfAbsent(imp, CellIndex.of(imp, null));
    ImageCanvas canvas = imp.getCanvas();
    if (canvas == null) return;
    for (var listener : canvas.getMouseListeners())
      if (listener instanceof OnCanvas known && known.link() == this) return;
    canvas.addMouseListener(new OnCanvas(imp));
  }

  private void untie(ImagePlus imp) {
    indexes.remove(imp);
    ImageCanvas canvas = imp.getCanvas();
    if (canvas == null) return;
    for (var listener : canvas.getMouseListeners())
      if (listener instanceof OnCanvas known && known.link() == this)
        canvas.removeMouseListener(listener);
  }

  private CellIndex index(ImagePlus imp) {
    CellIndex index = CellIndex.of(imp, indexes.get(imp));
    indexes.put(imp, index);
    return index;
  }

  /** The image with this title: one of ours that is still open, or any other. */
  private ImagePlus image(String title) {
    for (ImagePlus imp : indexes.keySet())
      if (imp.getWindow() != null && title.equals(imp.getTitle())) return imp;
    return WindowManager.getImage(title);
  }

  /** From the table to the image. */
  private void showSelectedRow() {
    int row = panel.getSelectionStart();
    if (row < 0 || row != panel.getSelectionEnd()) return;
    CellRows.Key key = rows.key(row);
    if (key == null) return;
    ImagePlus imp = image(key.image());
    if (imp == null) {
      IJ.showStatus("'" + key.image() + "' isn't open. Open it to see the cell");
      return;
    }
    if (!key.plane().isIn(imp)) {
      IJ.showStatus("'" + key.image() + "' has no such plane any more");
      return;
    }
    tie(imp);
    showing = true;
    try {
      select(imp, key, row);
    } finally {
      showing = false;
    }
  }

  private void select(ImagePlus imp, CellRows.Key key, int row) {
    PlanePosition at = key.plane();
    if (!at.equals(PlanePosition.shown(imp))) imp.setPosition(at.channel(), at.slice(), at.frame());
    Roi roi = index(imp).roi(at, key.number());
    Rectangle box = roi == null ? rows.box(row) : roi.getBounds();
    if (box == null) return;
    scrollTo(imp, box);
    imp.setRoi(roi == null ? new Roi(box) : roi);
  }

  /** Brings the box to the middle of the view if it isn't in it as a whole. */
  private static void scrollTo(ImagePlus imp, Rectangle box) {
    ImageCanvas canvas = imp.getCanvas();
    if (canvas == null || canvas.getSrcRect().contains(box)) return;
    Rectangle view = new Rectangle(canvas.getSrcRect());
    view.x = box.x + (box.width - view.width) / 2;
    view.y = box.y + (box.height - view.height) / 2;
    canvas.setSourceRect(view);
    canvas.setImageUpdated();
    imp.draw();
  }

  /** From the image to the table. */
  private void markRow(ImagePlus imp, Roi roi) {
    if (showing || !CellProperties.isOurs(roi)) return;
    PlanePosition at = PlanePosition.of(roi, imp);
    int row = rows.row(new CellRows.Key(imp.getTitle(), at, CellProperties.number(roi)));
    if (row >= 0) panel.setSelection(row, row);
  }

  private final class OnTable extends MouseAdapter {
    TableImageLink link() {
      return TableImageLink.this;
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      if (SwingUtilities.isLeftMouseButton(e)) showSelectedRow();
    }
  }

  /** ImageJ scrolls with the arrow keys; the marked row goes along. */
  private final class OnKeys extends KeyAdapter {
    @Override
    public void keyPressed(KeyEvent e) {
      int step = e.getKeyCode() == KeyEvent.VK_UP ? -1 : e.getKeyCode() == KeyEvent.VK_DOWN ? 1 : 0;
      int row = panel.getSelectionStart() + step;
      if (step == 0 || panel.getSelectionStart() < 0 || row < 0 || row >= panel.getLineCount())
        return;
      panel.setSelection(row, row);
      showSelectedRow();
    }
  }

  private final class OnCanvas extends MouseAdapter {
    private final ImagePlus imp;

    OnCanvas(ImagePlus imp) {
      this.imp = imp;
    }

    TableImageLink link() {
      return TableImageLink.this;
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      if (!SwingUtilities.isLeftMouseButton(e) || e.getClickCount() > 1) return;
      ImageCanvas canvas = imp.getCanvas();
      if (canvas == null || imp.getHideOverlay()) return;
      int x = canvas.offScreenX(e.getX());
      int y = canvas.offScreenY(e.getY());
      Roi roi = index(imp).at(PlanePosition.shown(imp), x, y);
      if (roi == null) return;
      if (SELECTING_TOOLS.contains(Toolbar.getToolId())) imp.setRoi(roi);
      else markRow(imp, roi);
    }
  }

  private final class OnImages implements RoiListener, ImageListener {
    @Override
    public void roiModified(ImagePlus imp, int id) {
      if (imp == null || !indexes.containsKey(imp)) return;
      if (id == CREATED) markRow(imp, imp.getRoi());
      else if (CellProperties.isOurs(imp.getRoi())) indexes.put(imp, null); // moved or changed
    }

    @Override
    public void imageOpened(ImagePlus imp) {}

    @Override
    public void imageClosed(ImagePlus imp) {
      untie(imp);
    }

    @Override
    public void imageUpdated(ImagePlus imp) {
      if (indexes.containsKey(imp)) tie(imp);
    }
  }
}
