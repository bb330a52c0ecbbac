package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.gui.GenericDialog;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.swing.JTable;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.image.ImageSeries;

/** Needs a screen. */
public class SeriesDialogGuiTest {

  private SeriesDialog series;
  private CompletableFuture<Boolean> answer;
  private GenericDialog dialog;

  @Before
  public void open() {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
  }

  private void ask(int count) throws Exception {
    List<ImageSeries> all = new ArrayList<>();
    for (int i = 1; i <= count; i++)
      all.add(
          new ImageSeries(
              i,
              i == 2 ? "" : "Well A" + i + ", field 1",
              Path.of("plate.lif"),
              2048,
              2048,
              3,
              i == 1 ? 17 : 1,
              i == 2 ? 120 : 1,
              (long) i << 28));
    series = new SeriesDialog("plate.lif", all);
    answer = CompletableFuture.supplyAsync(series::ask);
    dialog = null;
    for (int i = 0; dialog == null && i < 200; i++) {
      Thread.sleep(50);
      for (Window window : Window.getWindows())
        if (window instanceof GenericDialog open && open.isVisible()) dialog = open;
    }
    EventQueue.invokeAndWait(() -> {});
  }

  private static JTable table(Container container) {
    for (Component component : container.getComponents()) {
      if (component instanceof JTable table) return table;
      JTable table = component instanceof Container inner ? table(inner) : null;
      if (table != null) return table;
    }
    return null;
  }

  private void press(String label) throws Exception {
    for (Button button : dialog.getButtons())
      if (button != null && button.getLabel().equals(label)) {
        EventQueue.invokeAndWait(
            () ->
                dialog.actionPerformed(
                    new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label)));
        return;
      }
    throw new AssertionError("no button " + label);
  }

  private void choose(int... rows) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          table(dialog).clearSelection();
          for (int row : rows) table(dialog).addRowSelectionInterval(row, row);
        });
  }

  @Test
  public void theFirstIsChosenAndSeveralCanBe() throws Exception {
    ask(4);
    assertEquals("series 2", table(dialog).getValueAt(1, 1));
    assertEquals("2048 x 2048, 3 channels, 120 frames", table(dialog).getValueAt(1, 2));
    assertEquals("512 MB", table(dialog).getValueAt(1, 3));
    press("  OK  ");
    assertTrue(answer.get(10, TimeUnit.SECONDS));
    assertEquals("1 auto", series.series() + " " + series.virtual());
    ask(4);
    choose(1, 3);
    EventQueue.invokeAndWait(() -> ((Choice) dialog.getChoices().get(0)).select("always"));
    press("  OK  ");
    assertTrue(answer.get(10, TimeUnit.SECONDS));
    assertEquals("2,4 always", series.series() + " " + series.virtual());
    ask(4);
    choose(0, 1, 2, 3);
    press("  OK  ");
    assertTrue(answer.get(10, TimeUnit.SECONDS));
    assertEquals("all", series.series());
  }

  @Test
  public void noneIsAnErrorAndCancelIsNone() throws Exception {
    ask(2);
    choose();
    press("  OK  ");
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
    assertEquals(IllegalArgumentException.class, e.getCause().getClass());
    ask(2);
    press("Cancel");
    assertFalse(answer.get(10, TimeUnit.SECONDS));
  }

  @Test
  public void aThousandFitOnTheScreen() throws Exception {
    ask(1_000);
    assertTrue(
        dialog.getHeight() <= Math.min(700, Toolkit.getDefaultToolkit().getScreenSize().height));
    assertTrue(dialog.getWidth() <= 1300);
    press("Cancel");
    assertFalse(answer.get(10, TimeUnit.SECONDS));
  }
}
