package org.unstained.command.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Scrollbar;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.AdjustmentEvent;
import java.awt.event.ItemEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.unstained.command.Classified;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Results;
import org.unstained.overlay.CellTable;

/** The live dialog; needs a screen. */
public class FilterCellsGuiTest {
  private ImagePlus image;
  private Overlay before;
  private FilterCells command;
  private CompletableFuture<Boolean> answer;
  private GenericDialog dialog;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    image = Classified.image("cells");
    image.show();
    before = image.getOverlay();
    CellTable.show(Results.TABLE, Classified.planes("cells"));
  }

  private void ask() throws Exception {
    command = new FilterCells();
    for (Input input : Inputs.of(FilterCells.class))
      if (input.isImage()) input.value(command, image);
    answer = CompletableFuture.supplyAsync(command::ask);
    find();
  }

  private void find() throws Exception {
    dialog = null;
    for (int i = 0; dialog == null && i < 200; i++) {
      Thread.sleep(50);
      for (Window window : Window.getWindows())
        if (window instanceof GenericDialog open && open.isVisible()) dialog = open;
    }
    settle();
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    for (Frame frame : WindowManager.getNonImageWindows())
      if (frame instanceof TextWindow table) table.close(false);
    image.changes = false;
    image.close();
    settle();
  }

  @Test
  public void draggingTheSliderShowsFewerAndCancelBringsAllBack() throws Exception {
    ask();
    drag(0.51);
    assertEquals(50, image.getOverlay().size());
    drag(0.9);
    assertEquals(11, image.getOverlay().size());
    assertEquals(100, ResultsTable.getResultsTable(Results.TABLE).size());
    press("Cancel");
    assertFalse(answer.get(10, TimeUnit.SECONDS));
    assertSame(before, image.getOverlay());
    assertEquals(100, image.getOverlay().size());
  }

  @Test
  public void okTakesTheRowsAwayAndTheNextDialogStartsThere() throws Exception {
    ask();
    drag(0.51);
    tick(0); // Living Cell off
    assertEquals(25, image.getOverlay().size());
    press("  OK  ");
    assertTrue(answer.get(10, TimeUnit.SECONDS));
    command.run();
    assertEquals("", command.failure().orElse(""));
    assertEquals("0.51", Inputs.text(Inputs.of(FilterCells.class).get(1), command));
    assertEquals("Dead Cell", Inputs.text(Inputs.of(FilterCells.class).get(2), command));
    assertEquals(25, image.getOverlay().size());
    assertEquals(25, ResultsTable.getResultsTable(Results.TABLE).size());
    ask();
    assertEquals(51, slider().getValue());
    drag(0);
    tick(0);
    assertEquals(100, image.getOverlay().size());
    press("  OK  ");
    answer.get(10, TimeUnit.SECONDS);
    command.run();
    assertEquals(100, ResultsTable.getResultsTable(Results.TABLE).size());
  }

  @Test
  public void allCellsCanBeHiddenFromTheTableAndComeBack() throws Exception {
    ask();
    drag(1);
    tick(1); // Dead Cell off: only cell 100 has a score of 1, and it is dead
    press("  OK  ");
    answer.get(10, TimeUnit.SECONDS);
    command.run();
    assertEquals(0, ResultsTable.getResultsTable(Results.TABLE).size());
    ask();
    drag(0);
    tick(1);
    press("  OK  ");
    answer.get(10, TimeUnit.SECONDS);
    command.run();
    assertEquals(100, image.getOverlay().size());
    assertEquals(100, ResultsTable.getResultsTable(Results.TABLE).size());
  }

  @Test
  public void withoutAClassThereIsNoOk() throws Exception {
    ask();
    tick(0);
    tick(1);
    assertFalse(dialog.getButtons()[0].isEnabled());
    tick(1);
    assertTrue(dialog.getButtons()[0].isEnabled());
    assertEquals(50, image.getOverlay().size());
    press("Cancel");
    answer.get(10, TimeUnit.SECONDS);
    assertSame(before, image.getOverlay());
  }

  @Test
  public void closingTheImageEndsTheDialog() throws Exception {
    ask();
    image.changes = false;
    EventQueue.invokeAndWait(() -> image.close());
    assertFalse(answer.get(10, TimeUnit.SECONDS));
  }

  @Test
  public void whereSciJavaRunsItTheDialogIsTheSame() throws Exception {
    try (Context context = new Context()) {
      CommandService commands = context.service(CommandService.class);
      var run = commands.run(FilterCells.class, true, "image", image);
      find();
      drag(0.9);
      press("Cancel");
      assertTrue(run.get(10, TimeUnit.SECONDS).isCanceled());
      assertSame(before, image.getOverlay());
      run = commands.run(FilterCells.class, true, "image", image);
      find();
      drag(0.9);
      press("  OK  ");
      assertEquals(0.9, run.get(10, TimeUnit.SECONDS).getInput("score"));
      assertEquals(11, image.getOverlay().size());
      assertEquals(11, ResultsTable.getResultsTable(Results.TABLE).size());
      // A script that says all gets no dialog.
      run =
          commands.run(
              FilterCells.class, true, "image", image, "score", 0.0, "classes", "Dead Cell");
      run.get(10, TimeUnit.SECONDS);
      assertEquals(50, image.getOverlay().size());
    }
  }

  private Scrollbar slider() {
    return (Scrollbar) dialog.getSliders().get(0);
  }

  private void drag(double score) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Scrollbar slider = slider();
          slider.setValue((int) Math.round(score * 100));
          AdjustmentEvent moved =
              new AdjustmentEvent(
                  slider,
                  AdjustmentEvent.ADJUSTMENT_VALUE_CHANGED,
                  AdjustmentEvent.TRACK,
                  slider.getValue());
          for (var listener : slider.getAdjustmentListeners())
            listener.adjustmentValueChanged(moved);
        });
    settle();
  }

  private void tick(int box) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Checkbox ticked = (Checkbox) dialog.getCheckboxes().get(box);
          ticked.setState(!ticked.getState());
          ItemEvent event =
              new ItemEvent(
                  ticked,
                  ItemEvent.ITEM_STATE_CHANGED,
                  ticked.getLabel(),
                  ticked.getState() ? ItemEvent.SELECTED : ItemEvent.DESELECTED);
          for (var listener : ticked.getItemListeners()) listener.itemStateChanged(event);
        });
    settle();
  }

  private void press(String label) throws Exception {
    Button pressed = null;
    for (Button button : dialog.getButtons())
      if (button != null && button.getLabel().equals(label)) pressed = button;
    Button found = pressed;
    EventQueue.invokeAndWait(
        () -> {
          for (var listener : found.getActionListeners())
            listener.actionPerformed(
                new ActionEvent(found, ActionEvent.ACTION_PERFORMED, found.getLabel()));
        });
    settle();
  }

  private static void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      EventQueue.invokeAndWait(() -> {});
      Thread.sleep(30);
    }
  }
}
