package org.unstained.command.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.PlaneCells;
import org.unstained.command.Classified;
import org.unstained.command.Hands;
import org.unstained.command.Results;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;

/** Labelling with mouse and keys; needs a screen. */
public class LabelCellsGuiTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private String home;
  private ImagePlus image;
  private Recorder recorder;
  private Hands hands;
  private Window window;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    home = System.getProperty("unstained.home");
    System.setProperty("unstained.home", temporary.newFolder("home").toString());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    recorder = new Recorder();
    EventQueue.invokeAndWait(() -> recorder.setLocation(5, 560));
    hands = new Hands();
    image = stack();
    show();
  }

  private static ImagePlus stack() {
    ImagePlus image = IJ.createImage("cells", "8-bit ramp", 220, 220, 2);
    PlaneCells one = Classified.planes("cells").get(0);
    CellOverlay.show(
        image,
        IntStream.rangeClosed(1, 2)
            .mapToObj(z -> new PlaneCells("cells", 1, z, 1, one.cells()))
            .toList());
    return image;
  }

  private void show() throws Exception {
    image.show();
    Hands.place(image, 10, 100);
  }

  private void start() throws Exception {
    LabelWindow.open(image);
    window = Hands.window(LabelWindow.TITLE + ": cells");
    EventQueue.invokeAndWait(() -> window.setLocation(900, 60));
    Hands.settle();
    click(215, 215); // the focus is where one works
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    if (window != null) EventQueue.invokeAndWait(window::dispose);
    Hands.settle();
    recorder.close();
    Hands.closeTables();
    image.changes = false;
    image.close();
    Toolbar.getInstance().setTool(Toolbar.RECTANGLE);
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
  }

  private void click(int x, int y) throws Exception {
    ImageCanvas canvas = image.getCanvas();
    hands.click(canvas, canvas.screenX(x), canvas.screenY(y));
  }

  /** The middle of a cell of {@link Classified}. */
  private void clickCell(int number) throws Exception {
    click((number - 1) % 10 * 20 + 17, (number - 1) / 10 * 20 + 16);
  }

  private Roi cell(int slice, int number) {
    return CellLabelling.of(image).cells(1, slice, 1, List.of(number)).get(0);
  }

  private void assertByHand(String name, int slice, int... numbers) {
    for (int number : numbers) {
      assertEquals("cell " + number, name, cell(slice, number).getProperty("class"));
      assertTrue("cell " + number, CellLabelling.isByHand(cell(slice, number)));
    }
  }

  @Test
  public void keysLabelOneAfterTheOtherAndGoOnToTheNextPlane() throws Exception {
    CellTable.show(Results.TABLE, CellOverlay.read(image));
    start();
    hands.key(KeyEvent.VK_N);
    hands.key(KeyEvent.VK_2);
    hands.key(KeyEvent.VK_1);
    hands.key(KeyEvent.VK_ENTER);
    assertByHand("Dead Cell", 1, 1);
    assertByHand("Living Cell", 1, 2, 3);
    assertFalse(CellLabelling.isByHand(cell(1, 4)));
    hands.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
    assertFalse(CellLabelling.isByHand(cell(1, 3)));
    hands.key(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
    assertTrue(CellLabelling.isByHand(cell(1, 3)));
    Hands.until(
        "the table follows",
        () -> {
          ResultsTable table = ResultsTable.getResultsTable(Results.TABLE);
          return table.columnExists("class")
              && table.getStringValue("class", 0).equals("Dead Cell")
              && table.getValue("score", 0) == 1;
        });
    CellLabelling rest = CellLabelling.of(image);
    rest.assign(rest.cells(1, 1, 1).subList(0, 99), "Dead Cell");
    hands.key(KeyEvent.VK_N);
    hands.key(KeyEvent.VK_1);
    assertByHand("Living Cell", 1, 100);
    assertEquals(2, image.getCurrentSlice());
    hands.key(KeyEvent.VK_1);
    assertByHand("Living Cell", 2, 1);
  }

  @Test
  public void clicksPaintTheChosenClassAndSelectWithoutOne() throws Exception {
    start();
    clickCell(35);
    assertFalse(CellLabelling.isByHand(cell(1, 35)));
    hands.key(KeyEvent.VK_2);
    assertByHand("Dead Cell", 1, 35);
    assertEquals(1, CellLabelling.of(image).counts().byHand());
    click(215, 215); // beside all cells
    hands.key(KeyEvent.VK_1); // chooses the class
    for (int number : new int[] {11, 50, 36}) clickCell(number);
    assertByHand("Living Cell", 1, 11, 50, 36);
    hands.key(KeyEvent.VK_0);
    assertNull(cell(1, 36).getProperty("class"));
    hands.key(KeyEvent.VK_ESCAPE);
    clickCell(60);
    assertFalse(CellLabelling.isByHand(cell(1, 60)));
  }

  @Test
  public void backspaceDeletesTheCellAndNoPixels() throws Exception {
    start();
    byte[] before = ((byte[]) image.getProcessor().getPixels()).clone();
    clickCell(22);
    hands.key(KeyEvent.VK_BACK_SPACE);
    assertEquals(199, CellLabelling.of(image).cells().size());
    org.junit.Assert.assertArrayEquals(before, (byte[]) image.getProcessor().getPixels());
    hands.press(window, "Undo");
    assertEquals(200, CellLabelling.of(image).cells().size());
  }

  @Test
  public void anAreaThatIsDrawnBecomesACellOfTheKey() throws Exception {
    start();
    Toolbar.getInstance().setTool(Toolbar.OVAL);
    ImageCanvas canvas = image.getCanvas();
    hands.drag(
        canvas, canvas.screenX(0), canvas.screenY(208), canvas.screenX(9), canvas.screenY(217));
    assertEquals(200, CellLabelling.of(image).cells().size());
    hands.key(KeyEvent.VK_2);
    assertEquals(201, CellLabelling.of(image).cells().size());
    assertByHand("Dead Cell", 1, 101);
    hands.key(KeyEvent.VK_ESCAPE);
    hands.key(KeyEvent.VK_1); // with a class chosen it is one at once
    hands.drag(
        canvas, canvas.screenX(60), canvas.screenY(210), canvas.screenX(70), canvas.screenY(218));
    assertByHand("Living Cell", 1, 102);
  }

  @Test
  public void closingRecordsWhatWasDone() throws Exception {
    start();
    clickCell(3);
    hands.key(KeyEvent.VK_2);
    clickCell(5);
    hands.key(KeyEvent.VK_2);
    EventQueue.invokeAndWait(window::dispose);
    Hands.settle();
    String text = recorder.getText();
    assertTrue(
        text,
        text.contains(
            "run(\"Label Cells...\", \"label=[Dead Cell] cells=3,5 slice=1 table=false\");"));
  }

  @Test
  public void afterACrashTheLabelsAreOffered() throws Exception {
    start();
    clickCell(42);
    hands.key(KeyEvent.VK_2);
    Path folder = Path.of(System.getProperty("unstained.home"), "labels");
    Hands.until("it is saved", () -> files(folder) == 1);
    Hands.settle();
    // The crash: the image is opened anew and shows nothing of it.
    Path saved = Files.list(folder).findFirst().get();
    byte[] bytes = Files.readAllBytes(saved);
    EventQueue.invokeAndWait(window::dispose);
    image.changes = false;
    image.close();
    Files.write(saved, bytes);
    image = stack();
    show();
    LabelWindow.open(image);
    Window question = Hands.window(LabelWindow.TITLE);
    assertFalse(CellLabelling.isByHand(cell(1, 42)));
    hands.press(question, "Go on with the saved labels");
    window = Hands.window(LabelWindow.TITLE + ": cells");
    assertByHand("Dead Cell", 1, 42);
    assertEquals(1, CellLabelling.of(image).counts().byHand());
  }

  @Test
  public void closingTheImageSavesAndEndsTheWindow() throws Exception {
    start();
    clickCell(42);
    hands.key(KeyEvent.VK_2);
    image.changes = false;
    EventQueue.invokeAndWait(image::close);
    Hands.until("the window is closed", () -> !window.isShowing());
    Path folder = Path.of(System.getProperty("unstained.home"), "labels");
    Hands.until("it is saved", () -> files(folder) == 1);
    image = stack();
    show();
    LabelWindow.open(image);
    Window question = Hands.window(LabelWindow.TITLE);
    hands.press(question, "Go on with the saved labels");
    window = Hands.window(LabelWindow.TITLE + ": cells");
    assertByHand("Dead Cell", 1, 42);
    assertEquals(200, CellLabelling.of(image).cells().size());
  }

  private static long files(Path folder) {
    if (!Files.isDirectory(folder)) return 0;
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".zip")).count();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
