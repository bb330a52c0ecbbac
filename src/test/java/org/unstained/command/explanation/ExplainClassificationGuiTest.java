package org.unstained.command.explanation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.ImageRoi;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JSlider;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.app.Bridge;
import org.unstained.command.Hands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.analysis.DetectCells;
import org.unstained.image.SampleImage;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.HeatLayer;

/** From the dialog to the layer and its slider; needs a screen. */
public class ExplainClassificationGuiTest {
  private ImagePlus image;
  private Recorder recorder;
  private Hands hands;
  private int others;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    recorder = new Recorder();
    EventQueue.invokeAndWait(() -> recorder.setLocation(5, 460));
    hands = new Hands();
    image = SampleImage.LIVE_DEAD.open();
    DetectCells detect = new DetectCells();
    for (Input input : Inputs.of(DetectCells.class))
      if (input.isImage()) input.value(detect, image);
    Inputs.read(detect, "model=livedead-detector device=cpu table=false");
    detect.run();
    assertFalse(CellOverlay.read(image).isEmpty());
    others = image.getOverlay().size();
    image.show();
    Hands.place(image, 10, 100);
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    for (Window window : Window.getWindows())
      if (window.isShowing() && title(window).startsWith("Heat of"))
        EventQueue.invokeAndWait(window::dispose);
    recorder.close();
    image.changes = false;
    image.close();
    Hands.settle();
  }

  private static String title(Window window) {
    return window instanceof java.awt.Frame frame ? frame.getTitle() : "";
  }

  /** Chooses in the dialog, and presses OK. */
  private void run(String... chosen) throws Exception {
    var run =
        CompletableFuture.runAsync(() -> new Bridge().run(ExplainClassification.class.getName()));
    GenericDialog dialog = (GenericDialog) Hands.window("Explain Classification");
    EventQueue.invokeAndWait(
        () -> {
          for (String one : chosen) choose(dialog, one);
        });
    Hands.settle();
    EventQueue.invokeAndWait(
        () -> {
          var ok = dialog.getButtons()[0];
          for (var listener : ok.getActionListeners())
            listener.actionPerformed(
                new ActionEvent(ok, ActionEvent.ACTION_PERFORMED, ok.getLabel()));
        });
    run.get(60, TimeUnit.SECONDS);
    Hands.settle();
  }

  private static void choose(GenericDialog dialog, String item) {
    for (Object one : dialog.getChoices()) {
      Choice choice = (Choice) one;
      for (int i = 0; i < choice.getItemCount(); i++)
        if (choice.getItem(i).equals(item)) {
          choice.select(i);
          ItemEvent event =
              new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED);
          for (var listener : choice.getItemListeners()) listener.itemStateChanged(event);
          return;
        }
    }
    throw new AssertionError("Nothing to choose is called " + item);
  }

  private double opacity() {
    return Arrays.stream(image.getOverlay().toArray())
        .filter(HeatLayer::isLayer)
        .mapToDouble(roi -> ((ImageRoi) roi).getOpacity())
        .findFirst()
        .orElseThrow();
  }

  private static JSlider slider(Container in) {
    for (Component one : in.getComponents()) {
      if (one instanceof JSlider slider) return slider;
      if (one instanceof Container inner) {
        JSlider found = slider(inner);
        if (found != null) return found;
      }
    }
    return null;
  }

  @Test
  public void theSliderChangesTheLayerAtOnceAndIsRecordedInTheEnd() throws Exception {
    run("livedead-classifier", "layer");
    assertTrue(HeatLayer.isOn(image));
    assertEquals(others + 1, image.getOverlay().size());
    assertEquals(0.6, opacity(), 1e-6);
    Window window = Hands.window("Heat of " + image.getTitle());
    JSlider slider = slider(window);
    assertEquals(60, slider.getValue());
    double strong = colour();
    int y = slider.getHeight() / 3;
    hands.drag(slider, slider.getWidth() * 6 / 10, y, slider.getWidth() / 5, y);
    int set = slider.getValue();
    assertTrue("" + set, set > 5 && set < 40);
    assertEquals(set / 100.0, opacity(), 1e-6);
    assertTrue(colour() < 0.7 * strong);
    EventQueue.invokeAndWait(window::dispose);
    Hands.settle();
    String text = recorder.getText();
    assertTrue(text, text.contains("\"result=opacity opacity=" + set + "\""));
    assertEquals("one line for all moves", 2, text.split("result=opacity").length);
  }

  @Test
  public void theLayerIsTakenAwayByTheButtonAndTheSliderCallsForNoRun() throws Exception {
    run("livedead-classifier", "layer");
    Window window = Hands.window("Heat of " + image.getTitle());
    EventQueue.invokeAndWait(window::dispose);
    Hands.settle();
    assertFalse("nothing was changed", recorder.getText().contains("result=opacity"));
    run("opacity");
    window = Hands.window("Heat of " + image.getTitle());
    hands.press(window, "Remove");
    assertFalse(HeatLayer.isOn(image));
    assertEquals(others, image.getOverlay().size());
    assertFalse(window.isShowing());
    String text = recorder.getText();
    assertTrue(text, text.contains("\"result=remove\""));
  }

  @Test
  public void theWindowGoesWithItsImage() throws Exception {
    run("livedead-classifier", "layer");
    Window window = Hands.window("Heat of " + image.getTitle());
    image.changes = false;
    EventQueue.invokeAndWait(image::close);
    Hands.until("the window is closed", () -> !window.isShowing());
  }

  /** How far from grey the picture under its layer alone is, the mean over its pixels. */
  private double colour() {
    ImagePlus bare = image.duplicate();
    var overlay = bare.getOverlay();
    for (int i = overlay.size() - 1; i >= 0; i--)
      if (!HeatLayer.isLayer(overlay.get(i))) overlay.remove(i);
    int[] pixels = (int[]) bare.flatten().getProcessor().getPixels();
    long sum = 0;
    for (int rgb : pixels) {
      int r = rgb >> 16 & 255;
      int g = rgb >> 8 & 255;
      int b = rgb & 255;
      sum += Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b));
    }
    return (double) sum / pixels.length;
  }
}
