package org.unstained.command.exploration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.Hands;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellSelection;
import org.unstained.workflow.exploration.ClusterOptions;
import org.unstained.workflow.exploration.EmbeddingMethod;

/** The window in which cells are explored, with mouse and keys; needs a screen. */
public class ExploreCellsGuiTest {
  private static final int CELLS = 120;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private ImagePlus image;
  private Recorder recorder;
  private Hands hands;
  private ExploreWindow window;
  private ScatterView view;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    recorder = new Recorder();
    hands = new Hands();
    image = ExploredImages.twoKinds("two kinds", CELLS);
    image.show();
    Toolbar.getInstance().setTool(Toolbar.HAND);
    ExploreCells command = new ExploreCells();
    Inputs.read(command, "cells=open embedding=pca thumbnails=false");
    command.run();
    assertEquals("", command.failure().orElse(""));
    Hands.settle();
    window = ExploreWindow.shown();
    view = window.view();
    Hands.place(image, 0, 10);
    EventQueue.invokeAndWait(() -> window.frame().setBounds(400, 10, 940, 640));
    ready();
    EventQueue.invokeAndWait(view::reset);
    Hands.settle();
  }

  private void ready() throws Exception {
    Hands.until("cells are placed", () -> window.found() != null && !window.isWorking());
    Hands.settle();
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    EventQueue.invokeAndWait(() -> window.frame().dispose());
    Hands.closeTables();
    image.changes = false;
    image.close();
    recorder.close();
  }

  /** Shift and drag round the points on the left or the right, which are of one kind. */
  private void chooseSide(boolean left, int... held) throws Exception {
    int middle = view.getWidth() / 2;
    for (int one : held) hands.hold(one);
    hands.hold(KeyEvent.VK_SHIFT);
    if (left) hands.drag(view, 3, 100, middle, view.getHeight() - 50);
    else hands.drag(view, middle, view.getHeight() - 50, view.getWidth() - 3, 100);
    hands.release(KeyEvent.VK_SHIFT);
    for (int one : held) hands.release(one);
    Hands.settle();
  }

  private BitSet chosen() {
    return (BitSet) view.points().chosen.clone();
  }

  @Test
  public void aLassoSelectsTheCellsOnTheImage() throws Exception {
    chooseSide(true);
    assertEquals(CELLS / 2, chosen().cardinality());
    Roi selection = image.getRoi();
    assertTrue(CellSelection.isOne(selection));
    for (int i = 0; i < CELLS; i++) {
      int x = i % 12 * 30 + 15;
      int y = i / 12 * 30 + 15;
      assertEquals("cell " + (i + 1), chosen().get(i), selection.contains(x, y));
    }
    chooseSide(false, KeyEvent.VK_CONTROL);
    assertEquals(CELLS, chosen().cardinality());
    hands.key(KeyEvent.VK_ESCAPE);
    assertEquals(0, chosen().cardinality());
    assertEquals(null, image.getRoi());
  }

  @Test
  public void aClickOnAPointSelectsItsCellAndAClickOnTheCellItsPoint() throws Exception {
    Point at = view.place(17);
    hands.click(view, at.x, at.y);
    assertEquals(1, chosen().cardinality());
    int cell = chosen().nextSetBit(0);
    assertEquals(cell + 1, CellLabelling.number(image.getRoi()));
    double zoom = image.getCanvas().getMagnification();
    hands.click(image.getCanvas(), (int) ((3 * 30 + 15) * zoom), (int) ((2 * 30 + 15) * zoom));
    Hands.until("points are chosen", () -> chosen().get(2 * 12 + 3));
    assertEquals(1, chosen().cardinality());
    EventQueue.invokeAndWait(() -> image.setRoi(image.getOverlay().get(5)));
    Hands.until("points are chosen", () -> chosen().get(5) && chosen().cardinality() == 1);
  }

  @Test
  public void anAreaThatIsDrawnOnTheImageChoosesThePointsOfItsCells() throws Exception {
    Toolbar.getInstance().setTool(Toolbar.RECTANGLE);
    double zoom = image.getCanvas().getMagnification();
    hands.drag(image.getCanvas(), 2, 2, (int) (88 * zoom), (int) (58 * zoom));
    Hands.until("points are chosen", () -> chosen().cardinality() == 6);
    assertTrue(chosen().get(0) && chosen().get(14));
  }

  @Test
  public void keysGiveTheChosenCellsAClassAndUndoTakesItBack() throws Exception {
    chooseSide(true);
    BitSet these = chosen();
    String name = window.classNames().get(0);
    String[] before = classes();
    hands.key(KeyEvent.VK_1);
    for (int i = 0; i < CELLS; i++)
      if (these.get(i)) {
        assertEquals(name, classes()[i]);
        assertTrue(CellLabelling.isByHand(image.getOverlay().get(i)));
      } else assertEquals(before[i], classes()[i]);
    hands.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
    assertTrue(Arrays.equals(before, classes()));
    hands.key(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
    EventQueue.invokeAndWait(() -> window.frame().dispose());
    Hands.settle();
    String text = recorder.getText();
    assertTrue(text, text.contains("run(\"Label Cells...\", \"label=[" + name + "] cells="));
  }

  private String[] classes() {
    return Arrays.stream(image.getOverlay().toArray())
        .map(roi -> roi.getProperty("class"))
        .toArray(String[]::new);
  }

  @Test
  public void theWheelZoomsAndPlacingAnewKeepsTheChoice() throws Exception {
    chooseSide(true);
    BitSet these = chosen();
    double scale = view.plane().scale();
    hands.wheel(view, 200, 200, -3);
    Hands.until("the wheel has zoomed", () -> view.plane().scale() > 1.5 * scale);
    hands.key(KeyEvent.VK_HOME);
    assertEquals(scale, view.plane().scale(), 1e-9);
    EventQueue.invokeAndWait(
        () -> {
          window.settings().choose(EmbeddingMethod.UMAP, ClusterOptions.Method.KMEANS);
          window.settings().place.doClick();
        });
    ready();
    assertEquals(EmbeddingMethod.UMAP, window.found().method());
    assertEquals(2, window.found().clusters().count());
    assertEquals(these, chosen());
  }

  @Test
  public void whatIsSavedIsRecorded() throws Exception {
    Path folder = temporary.getRoot().toPath();
    for (String name : new String[] {"a.png", "a.svg", "a.csv"}) {
      EventQueue.invokeAndWait(() -> window.save(folder.resolve(name), false));
      ready();
      assertTrue(name, Files.size(folder.resolve(name)) > 1000);
    }
    String text = recorder.getText();
    assertTrue(text, text.contains("run(\"Explore Cells...\", \"cells=open"));
    assertTrue(text, text.contains("embedding=pca"));
  }
}
