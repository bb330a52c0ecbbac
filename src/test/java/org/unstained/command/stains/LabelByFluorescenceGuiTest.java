package org.unstained.command.stains;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.stains.StainLabelling;

/** The dialog with its histograms; needs a screen. */
public class LabelByFluorescenceGuiTest {
  private ImagePlus image;
  private Overlay before;
  private LabelByFluorescence command;
  private CompletableFuture<Boolean> answer;
  private GenericDialog dialog;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    image = LabelByFluorescenceTest.image();
    image.show();
    before = image.getOverlay();
    command = new LabelByFluorescence();
    for (Input input : Inputs.of(LabelByFluorescence.class))
      if (input.isImage()) input.value(command, image);
    answer = CompletableFuture.supplyAsync(command::ask);
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
    dialog.dispose();
    image.changes = false;
    image.close();
    settle();
  }

  @Test
  public void theMouseMovesALimitAndTheCellsFollow() throws Exception {
    assertNotSame(before, image.getOverlay());
    int without = counts().get("");
    StainHistogram histogram = histogram(0);
    // The lower limit goes up to the middle, so that all dark cells are below it.
    int from = limit(histogram, 225);
    drag(histogram, from, histogram.getWidth() / 2);
    assertTrue(low(0).getText(), Double.parseDouble(low(0).getText()) > 400);
    int fewer = counts().get("");
    assertTrue(fewer + " after " + without, fewer < without - 5);
    press("Cancel");
    assertFalse(answer.get(10, TimeUnit.SECONDS));
    assertSame(before, image.getOverlay());
    assertEquals(Map.of("", 400), counts());
  }

  @Test
  public void okGivesTheCommandWhatWasChosenAndItLabels() throws Exception {
    choose((Choice) dialog.getChoices().get(2), "otsu");
    choose((Choice) dialog.getChoices().get(3), "2");
    choose((Choice) dialog.getChoices().get(4), "threshold");
    assertFalse(low(1).getText().isEmpty());
    Map<String, Integer> shown = counts();
    assertEquals(Map.of("stained", 50, "unstained", 50, "unknown", 100, "", 200), shown);
    press("  OK  ");
    assertTrue(answer.get(10, TimeUnit.SECONDS));
    assertSame(before, image.getOverlay());
    command.run();
    assertEquals("", command.failure().orElse(""));
    assertEquals(shown, counts());
    assertEquals("otsu", command.method);
    assertEquals(2, command.second);
  }

  private Map<String, Integer> counts() {
    return StainLabelling.counts(CellOverlay.read(image));
  }

  /** Where the limit nearest to a value stands. */
  private static int limit(StainHistogram histogram, double value) {
    return histogram.place(value);
  }

  private StainHistogram histogram(int number) {
    List<StainHistogram> found = new ArrayList<>();
    collect(dialog, found);
    return found.get(number);
  }

  private static void collect(Container container, List<StainHistogram> found) {
    for (Component c : container.getComponents())
      if (c instanceof StainHistogram histogram) found.add(histogram);
      else if (c instanceof Container inner) collect(inner, found);
  }

  private TextField low(int stain) {
    return (TextField) dialog.getStringFields().get(2 * stain);
  }

  private static void drag(StainHistogram histogram, int from, int to) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          mouse(histogram, MouseEvent.MOUSE_PRESSED, from);
          for (int step = 1; step <= 4; step++)
            mouse(histogram, MouseEvent.MOUSE_DRAGGED, from + (to - from) * step / 4);
          mouse(histogram, MouseEvent.MOUSE_RELEASED, to);
        });
    settle();
  }

  private static void mouse(StainHistogram histogram, int id, int x) {
    histogram.dispatchEvent(
        new MouseEvent(
            histogram, id, 0, MouseEvent.BUTTON1_DOWN_MASK, x, 40, 1, false, MouseEvent.BUTTON1));
  }

  private void choose(Choice choice, String item) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          choice.select(item);
          dialog.itemStateChanged(
              new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED));
        });
    settle();
  }

  private void press(String label) throws Exception {
    Button button = null;
    for (Button b : dialog.getButtons()) if (b != null && b.getLabel().equals(label)) button = b;
    Button found = button;
    EventQueue.invokeAndWait(
        () ->
            dialog.actionPerformed(
                new ActionEvent(found, ActionEvent.ACTION_PERFORMED, found.getLabel())));
  }

  private static void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      EventQueue.invokeAndWait(() -> {});
      Thread.sleep(100);
    }
  }
}
