package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.gui.GenericDialog;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.TrainClassifier;
import org.unstained.command.TrainDetector;

/** The dialogs with the most inputs. Needs a screen. */
public class CommandDialogGuiTest {
  private static final int PATIENCE_MS = 30_000;

  /** A screen of 1080 lines less the bars of the system. */
  private static final int LINES = 980;

  @Before
  public void needsAScreen() {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
  }

  @Test
  public void theTrainingDialogsFitOnAScreen() throws Exception {
    for (CellCommand command : List.of(new TrainDetector(), new TrainClassifier())) {
      GenericDialog dialog = open(command);
      try {
        assertTrue(dialog.getSize().toString(), dialog.getHeight() <= LINES);
        assertTrue(dialog.getSize().toString(), dialog.getWidth() <= 1400);
      } finally {
        cancel(dialog);
      }
    }
  }

  @Test
  public void aFieldOfTheLowerPartChangesItsOwnInputAndNoOther() throws Exception {
    CellCommand command = new TrainDetector();
    Map<String, String> before = values(command);
    GenericDialog dialog = open(command);
    try {
      List<String> numbers = new ArrayList<>();
      for (boolean advanced : new boolean[] {false, true})
        for (Input input : Inputs.of(TrainDetector.class))
          if (input.isNumber() && input.isAdvanced() == advanced) numbers.add(input.key());
      TextField seed = (TextField) dialog.getNumericFields().get(numbers.indexOf("seed"));
      EventQueue.invokeAndWait(() -> seed.setText("77"));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
      while (values(command).equals(before) && System.nanoTime() < end) Thread.sleep(50);
    } finally {
      cancel(dialog);
    }
    before.put("seed", "77");
    assertEquals(before, values(command));
  }

  private static Map<String, String> values(CellCommand command) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Input input : Inputs.of(command.getClass()))
      all.put(input.key(), Inputs.text(input, command));
    return all;
  }

  private static GenericDialog open(CellCommand command) throws Exception {
    String title = command.getClass().getSimpleName();
    new Thread(() -> CommandDialog.show(command, title)).start();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (System.nanoTime() < end) {
      for (Window window : Window.getWindows())
        if (window instanceof GenericDialog dialog
            && window.isShowing()
            && dialog.getTitle().equals(title)) {
          Thread.sleep(300); // until it is laid out
          return dialog;
        }
      Thread.sleep(50);
    }
    throw new AssertionError("No dialog opened");
  }

  private static void cancel(GenericDialog dialog) throws Exception {
    EventQueue.invokeAndWait(
        () ->
            dialog.actionPerformed(
                new ActionEvent(dialog.getButtons()[1], ActionEvent.ACTION_PERFORMED, "Cancel")));
  }
}
