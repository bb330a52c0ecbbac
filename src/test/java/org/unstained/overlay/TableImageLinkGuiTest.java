package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.text.TextPanel;
import ij.text.TextWindow;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.List;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.cells.PlaneCells;

/**
 * Needs a screen, which the build doesn't have. Run it with JUnit's own runner under {@code
 * xvfb-run}, with {@code -Djava.awt.headless=false}.
 */
public class TableImageLinkGuiTest {
  private static final String TABLE = "Cells of test";

  private ImagePlus imp;
  private TextPanel panel;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    imp = IJ.createHyperStack("test", 400, 300, 1, 2, 3, 8);
    imp.show();
    Toolbar.getInstance();
    IJ.setTool("rectangle");
    List<PlaneCells> planes =
        List.of(
            Painted.plane(
                "test",
                1,
                1,
                1,
                Painted.blob(1, 20, 20, 30),
                Painted.blob(2, 100, 20, 30),
                Painted.blob(3, 350, 250, 30)),
            Painted.plane("test", 1, 2, 3, Painted.blob(1, 60, 80, 30)));
    CellOverlay.show(imp, planes);
    assertEquals(TABLE, CellTable.show(TABLE, planes).orElseThrow());
    assertTrue(TableImageLink.connect(TABLE, imp));
    panel = CellTable.panel(TABLE).orElseThrow();
    settle();
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    for (Frame frame : WindowManager.getNonImageWindows())
      if (frame instanceof TextWindow table) table.close(false);
    for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
      ImagePlus open = WindowManager.getImage(id);
      open.changes = false;
      open.close();
    }
    settle();
  }

  private static void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      EventQueue.invokeAndWait(() -> {});
      Thread.sleep(30);
    }
  }

  private void clickRow(int row) throws Exception {
    EventQueue.invokeAndWait(() -> panel.setSelection(row, row));
    Component text = panel.getComponent(0);
    text.dispatchEvent(mouse(text, MouseEvent.MOUSE_RELEASED, 5, 5));
    settle();
  }

  private void clickImage(int x, int y) throws Exception {
    ImageCanvas canvas = imp.getCanvas();
    int sx = canvas.screenX(x);
    int sy = canvas.screenY(y);
    EventQueue.invokeAndWait(
        () -> {
          canvas.dispatchEvent(mouse(canvas, MouseEvent.MOUSE_PRESSED, sx, sy));
          canvas.dispatchEvent(mouse(canvas, MouseEvent.MOUSE_RELEASED, sx, sy));
          canvas.dispatchEvent(mouse(canvas, MouseEvent.MOUSE_CLICKED, sx, sy));
        });
    settle();
    Thread.sleep(300); // ImageJ takes the next press for a double click otherwise
  }

  private static MouseEvent mouse(Component c, int id, int x, int y) {
    return new MouseEvent(
        c,
        id,
        System.currentTimeMillis(),
        MouseEvent.BUTTON1_DOWN_MASK,
        x,
        y,
        1,
        false,
        MouseEvent.BUTTON1);
  }

  private void key(int code) throws Exception {
    Component text = panel.getComponent(0);
    text.dispatchEvent(
        new KeyEvent(
            text,
            KeyEvent.KEY_PRESSED,
            System.currentTimeMillis(),
            0,
            code,
            KeyEvent.CHAR_UNDEFINED));
    settle();
  }

  private String selected() {
    Roi roi = imp.getRoi();
    return roi == null
        ? "none"
        : imp.getSlice() + "/" + imp.getFrame() + " " + roi.getProperty("cell");
  }

  @Test
  public void aClickOnARowShowsPlaneAndCell() throws Exception {
    clickRow(3);
    assertEquals("2/3 1", selected());
    assertEquals(new Rectangle(60, 80, 30, 30), imp.getRoi().getBounds());
    clickRow(1);
    assertEquals("1/1 2", selected());
  }

  @Test
  public void aCellOutOfViewIsScrolledIntoView() throws Exception {
    imp.getCanvas().setMagnification(4);
    imp.getCanvas().setSourceRect(new Rectangle(0, 0, 100, 75));
    clickRow(2);
    assertTrue(imp.getCanvas().getSrcRect().contains(imp.getRoi().getBounds()));
  }

  @Test
  public void arrowKeysGoThroughTheCells() throws Exception {
    clickRow(0);
    key(KeyEvent.VK_DOWN);
    assertEquals("1/1 2", selected());
    assertEquals(1, panel.getSelectionStart());
    key(KeyEvent.VK_UP);
    key(KeyEvent.VK_UP);
    assertEquals("1/1 1", selected());
  }

  @Test
  public void aClickOnACellMarksItsRow() throws Exception {
    clickImage(115, 35);
    assertEquals("1/1 2", selected());
    assertEquals(1, panel.getSelectionStart());
    clickImage(35, 35);
    assertEquals("1/1 1", selected());
    assertEquals(0, panel.getSelectionStart());
  }

  @Test
  public void selectingACellInAnyOtherWayMarksItsRowToo() throws Exception {
    imp.setPosition(1, 2, 3);
    imp.setRoi(imp.getOverlay().get(3));
    settle();
    assertEquals(3, panel.getSelectionStart());
  }

  @Test
  public void theDeleteKeyTakesTheCellAwayAndLeavesThePixels() throws Exception {
    imp.getProcessor().set(7);
    clickRow(1);
    assertSame(imp.getOverlay().get(1), imp.getRoi());
    KeyEvent delete =
        new KeyEvent(
            imp.getCanvas(),
            KeyEvent.KEY_PRESSED,
            System.currentTimeMillis(),
            0,
            KeyEvent.VK_DELETE,
            KeyEvent.CHAR_UNDEFINED);
    EventQueue.invokeAndWait(() -> IJ.getInstance().keyPressed(delete));
    settle();
    assertEquals(3, imp.getOverlay().size());
    assertEquals(7, imp.getProcessor().get(115, 35));
    clickImage(115, 35);
    assertEquals("none", selected());
  }

  @Test
  public void aMovedCellIsFoundWhereItIs() throws Exception {
    clickRow(1);
    EventQueue.invokeAndWait(
        () -> {
          imp.getRoi().setLocation(200, 150);
          imp.getRoi().notifyListeners(RoiListener.MOVED);
          imp.deleteRoi();
        });
    clickImage(215, 165);
    assertEquals("1/1 2", selected());
  }

  @Test
  public void sortingAndDeletingRowsDoesNoHarm() throws Exception {
    ResultsTable table = ResultsTable.getResultsTable(TABLE);
    table.sort("x_px");
    table.show(TABLE);
    settle();
    clickRow(1);
    assertEquals("2/3 1", selected());
    imp.setPosition(1, 1, 1);
    clickImage(365, 265);
    assertEquals(3, panel.getSelectionStart());
    table.deleteRow(0);
    table.show(TABLE);
    settle();
    clickImage(115, 35);
    assertEquals(1, panel.getSelectionStart());
    clickRow(0);
    assertEquals("2/3 1", selected());
  }

  @Test
  public void withoutOurRoiTheBoxIsSelected() throws Exception {
    CellOverlay.remove(imp);
    clickRow(1);
    assertEquals(new Rectangle(100, 20, 30, 30), imp.getRoi().getBounds());
    assertEquals(Roi.RECTANGLE, imp.getRoi().getType());
  }

  @Test
  public void aClosedImageIsSaidAndAnotherOfItsNameIsFound() throws Exception {
    imp.close();
    settle();
    clickRow(1);
    imp = IJ.createHyperStack("test", 400, 300, 1, 2, 3, 8);
    imp.show();
    settle();
    clickRow(3);
    assertEquals(new Rectangle(60, 80, 30, 30), imp.getRoi().getBounds());
    assertEquals(3, imp.getFrame());
  }

  @Test
  public void severalImagesShareATable() throws Exception {
    ImagePlus other = IJ.createImage("other", "8-bit black", 100, 100, 1);
    other.show();
    PlaneCells cells = Painted.plane("other", 1, 1, 1, Painted.blob(1, 5, 5, 20));
    CellOverlay.show(other, cells);
    PlaneCells same = Painted.plane("test", 1, 1, 1, Painted.blob(9, 200, 200, 20));
    assertEquals(TABLE, CellTable.show(TABLE, List.of(cells, same)).orElseThrow());
    TableImageLink.connect(TABLE, other);
    settle();
    assertEquals(6, panel.getLineCount());
    clickRow(4);
    assertNotNull(other.getRoi());
    assertEquals("1", other.getRoi().getProperty("cell"));
    assertEquals("none", selected());
  }

  @Test
  public void otherColumnsOpenAnotherTable() throws Exception {
    PlaneCells cells =
        Painted.plane(
            "test", 1, 1, 1, Painted.measured(Painted.blob(1, 5, 5, 20), List.of("area_px2"), 7));
    assertEquals(TABLE + "-2", CellTable.show(TABLE, List.of(cells)).orElseThrow());
    assertEquals(4, panel.getLineCount());
    assertEquals(TABLE + "-2", CellTable.show(TABLE, List.of(cells)).orElseThrow());
  }

  @Test
  public void listenersGoWithTheTable() throws Exception {
    int rois = Roi.getListeners().size();
    int mice = imp.getCanvas().getMouseListeners().length;
    TableImageLink.connect(TABLE, imp);
    assertEquals("connecting twice adds nothing", rois, Roi.getListeners().size());
    assertEquals(mice, imp.getCanvas().getMouseListeners().length);
    ((TextWindow) WindowManager.getFrame(TABLE)).close(false);
    settle();
    assertEquals(rois - 1, Roi.getListeners().size());
    assertEquals(mice - 1, imp.getCanvas().getMouseListeners().length);
    clickImage(115, 35);
    assertEquals("none", selected());
  }

  @Test
  public void aNewWindowOfTheImageIsTiedAgain() throws Exception {
    new ImageWindow(imp);
    settle();
    imp.updateAndDraw();
    settle();
    clickRow(0);
    clickImage(115, 35);
    assertEquals(1, panel.getSelectionStart());
  }

  @Test
  public void theRoiManagerKeepsWhatItHolds() {
    RoiManager manager = RoiManager.getRoiManager();
    Roi mine = new Roi(1, 2, 3, 4);
    mine.setName("mine");
    manager.addRoi(mine);
    CellRois.addToManager(CellOverlay.read(imp), imp);
    assertEquals(5, manager.getCount());
    assertEquals("mine", manager.getName(0));
    assertEquals("cell 1", manager.getName(1));
    assertEquals(2, manager.getRoi(4).getZPosition());
    assertEquals(3, manager.getRoi(4).getTPosition());
    assertFalse(manager.getRoi(4) == imp.getOverlay().get(3));
    manager.reset();
  }
}
