package org.unstained.app;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.command.analysis.DetectCells;

/**
 * Needs a screen: the dialog in plain ImageJ, what it records, and that the record does the same.
 */
public class DetectCellsGuiTest {
  private static final String COMMAND = "Detect Cells...";
  private static final long PATIENCE_MS = 60_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String home;
  private Recorder recorder;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    home = System.getProperty("unstained.home");
    Path library = temporary.newFolder("home").toPath();
    NetworkPackages.install(library);
    System.setProperty("unstained.home", library.toString());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    Menus.getCommands()
        .put(COMMAND, Bridge.class.getName() + "(\"" + DetectCells.class.getName() + "\")");
    recorder = new Recorder();
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
    recorder.close();
    for (Frame frame : WindowManager.getNonImageWindows())
      if (frame instanceof TextWindow text) text.close(false);
    for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
      ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
  }

  @Test
  public void whatTheDialogRecordsGivesTheSameTable() throws Exception {
    ImagePlus image = NetworkPackages.discs("discs");
    image.show();
    IJ.doCommand(COMMAND);
    GenericDialog dialog = dialog();
    List<Choice> choices = dialog.getChoices();
    assertArrayEquals(new String[] {"test-detector"}, offered(choices.get(0), "test-detector"));
    assertEquals("(none)", choices.get(1).getItem(0));
    assertEquals(0, offered(choices.get(1), "test-detector").length);
    choose(choices.get(0), "test-detector");
    choose(choices.get(1), "test-classifier");
    type((TextField) dialog.getStringFields().get(1), "1.5");
    assertFalse("1.5 is no score", dialog.getButtons()[0].isEnabled());
    type((TextField) dialog.getStringFields().get(1), "0.25");
    assertTrue(dialog.getButtons()[0].isEnabled());
    EventQueue.invokeAndWait(
        () ->
            dialog.actionPerformed(
                new ActionEvent(dialog.getButtons()[0], ActionEvent.ACTION_PERFORMED, "OK")));
    await(() -> results() != null && results().size() == 5);
    await(() -> recorder.getText().contains(COMMAND));
    String[] rows = rows();
    String line =
        recorder.getText().lines().filter(l -> l.contains(COMMAND)).findFirst().orElseThrow();
    assertTrue(line, line.contains("model=test-detector classifier=test-classifier"));
    assertTrue(line, line.contains(" weight=[] score=0.25 overlap=[] tile=0 channels=[] "));
    assertTrue(line, line.contains(" device=auto "));
    assertFalse(line, line.contains("CPU"));
    image.setOverlay(null);
    ((TextWindow) WindowManager.getFrame("Results")).close(false);
    IJ.runMacro(line);
    await(() -> results() != null && results().size() == 5);
    assertArrayEquals(rows, rows());
    assertEquals(5, image.getOverlay().size());
  }

  private static GenericDialog dialog() throws Exception {
    GenericDialog[] found = new GenericDialog[1];
    await(
        () -> {
          for (Window window : Window.getWindows())
            if (window instanceof GenericDialog dialog
                && window.isShowing()
                && dialog.getTitle().equals("Detect Cells")) found[0] = dialog;
          return found[0] != null;
        });
    return found[0];
  }

  private static String[] offered(Choice choice, String name) {
    String[] items = new String[choice.getItemCount()];
    for (int i = 0; i < items.length; i++) items[i] = choice.getItem(i);
    return Arrays.stream(items).filter(name::equals).toArray(String[]::new);
  }

  private static void choose(Choice choice, String item) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          choice.select(item);
          choice.dispatchEvent(
              new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED));
        });
    assertEquals(item, choice.getSelectedItem());
  }

  /** ImageJ tells the command of the change on the event queue. */
  private static void type(TextField field, String text) throws Exception {
    EventQueue.invokeAndWait(() -> field.setText(text));
    for (int i = 0; i < 5; i++) {
      Thread.sleep(50);
      EventQueue.invokeAndWait(() -> {});
    }
  }

  private static ResultsTable results() {
    return ResultsTable.getResultsTable("Results");
  }

  private static String[] rows() {
    ResultsTable table = results();
    String[] rows = new String[table.size()];
    for (int i = 0; i < rows.length; i++) rows[i] = table.getRowAsString(i);
    return rows;
  }

  private static void await(BooleanSupplier there) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!there.getAsBoolean()) {
      assertTrue("It didn't come", System.currentTimeMillis() < end);
      Thread.sleep(50);
    }
  }
}
