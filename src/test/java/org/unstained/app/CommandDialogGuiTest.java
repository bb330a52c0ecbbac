package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.gui.GenericDialog;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
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
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.training.TrainDetector;

/** The dialogs with the most inputs. Needs a screen. */
public class CommandDialogGuiTest {
  private static final int PATIENCE_MS = 30_000;

  /** A screen of 1366 x 768 pixels less the bars of the system. */
  private static final int LINES = 728;

  private static final int COLUMNS = 1366;

  @Before
  public void needsAScreen() {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
  }

  @Test
  public void everyDialogFitsOnASmallScreen() throws Exception {
    for (CellCommand command : commands()) {
      GenericDialog dialog = open(command);
      try {
        String what = command.getClass().getSimpleName() + ": " + dialog.getSize();
        assertTrue(what, dialog.getHeight() <= LINES);
        assertTrue(what, dialog.getWidth() <= COLUMNS);
      } finally {
        cancel(dialog);
      }
    }
  }

  @Test
  public void everyInputCanBeSeenAndHasATooltip() throws Exception {
    for (CellCommand command : commands()) {
      GenericDialog dialog = open(command);
      try {
        List<String> texts = new ArrayList<>();
        collect(dialog, texts);
        for (Input input : Inputs.of(command.getClass()))
          if (!input.isImage())
            assertTrue(
                command.getClass().getSimpleName() + " " + input.key(),
                texts.stream()
                    .anyMatch(
                        text ->
                            text.startsWith(input.description())
                                && text.endsWith(" " + input.key())));
      } finally {
        cancel(dialog);
      }
    }
  }

  /** Those whose dialog is made of their inputs. */
  private static List<CellCommand> commands() {
    List<CellCommand> commands = new ArrayList<>();
    for (Class<? extends CellCommand> type : Commands.classes()) {
      CellCommand command = Commands.create(type);
      if (!(command instanceof AsksItself)
          && Inputs.of(type).stream().anyMatch(input -> !input.isImage())) commands.add(command);
    }
    assertTrue("there are some", commands.size() >= 8);
    return commands;
  }

  /** The tooltips of what can be seen. */
  private static void collect(Container parent, List<String> texts) {
    for (Component child : parent.getComponents()) {
      String text = child.getAccessibleContext().getAccessibleDescription();
      boolean seen = child.isShowing() && child.getWidth() > 0 && child.getHeight() > 0;
      if (text != null && seen && !(child instanceof Label)) texts.add(text);
      if (child instanceof Container container) collect(container, texts);
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
