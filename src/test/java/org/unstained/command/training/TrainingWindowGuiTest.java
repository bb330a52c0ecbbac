package org.unstained.command.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import com.formdev.flatlaf.FlatDarkLaf;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import javax.swing.plaf.metal.MetalLookAndFeel;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.command.Theme;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.learning.ClassifierScores;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectionScores;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.JudgedCrop;
import org.unstained.learning.JudgedImage;
import org.unstained.learning.MatchSettings;
import org.unstained.learning.TrainingResult.Epoch;
import org.unstained.models.ModelClass;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/** The window in a light and a dark theme, fed by a training that is none. Needs a screen. */
@RunWith(Parameterized.class)
public class TrainingWindowGuiTest {
  @Parameters(name = "{0}")
  public static List<LookAndFeel> themes() {
    return List.of(new MetalLookAndFeel(), new FlatDarkLaf());
  }

  private final LookAndFeel before = UIManager.getLookAndFeel();
  private final LookAndFeel theme;

  private static final int EPOCHS = 20;

  private final TrainingWindow window = new TrainingWindow();
  private final Random random = new Random(1);
  private final List<TrainingFolders.Scene> scenes = new ArrayList<>();

  public TrainingWindowGuiTest(LookAndFeel theme) {
    this.theme = theme;
  }

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    UIManager.setLookAndFeel(theme);
    for (int i = 0; i < 3; i++) scenes.add(TrainingFolders.scene("scene " + i, i));
    List<TrainingImage> images =
        scenes.stream().map(s -> TrainingImage.of(s.image(), 1, 1, s.boxes())).toList();
    window.started(
        new TrainingView.Run(
            "test",
            "3 images with 12 cells of large, small to learn from, 3 to validate",
            TrainingFolders.CLASSES,
            "CPU: 2 threads",
            EPOCHS,
            new TrainingImages(images, images, List.of()),
            List.of("a note")));
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    EventQueue.invokeAndWait(() -> frames().forEach(Frame::dispose));
    UIManager.setLookAndFeel(before);
  }

  @Test
  public void aDetectorsTrainingIsShown() throws Exception {
    DetectorTraining.Listener listener = window.detector();
    for (int epoch = 1; epoch <= 12; epoch++) {
      for (int step = 1; step <= 5; step++) listener.step(epoch, step, 5);
      List<JudgedImage> judged = judged(epoch);
      DetectionScores scores = DetectionScores.of(judged, 0.5, MatchSettings.VOC);
      listener.epoch(epoch(epoch, scores.map50()), scores, judged);
    }
    listener.step(13, 2, 5);
    settle();
    BufferedImage shown = painted();
    assertTrue(
        "curves", count(shown, rgb(Theme.first())) > 20 && count(shown, rgb(Theme.second())) > 20);
    assertTrue(
        "cells of both classes",
        count(shown, ModelClass.at(0, "large").rgb()) > 20
            && count(shown, ModelClass.at(1, "small").rgb()) > 20);
    String progress = find(frame(), JProgressBar.class).getString();
    assertTrue(progress, progress.startsWith("epoch 13 of 20, step 2 of 5"));
    assertTrue(find(frame(), JTextArea.class).getText().contains("a note"));
    EventQueue.invokeAndWait(() -> frame().setSize(440, 420));
    settle();
    assertTrue(count(painted(), rgb(Theme.first())) > 20);
  }

  @Test
  public void aClassifiersTrainingIsShown() throws Exception {
    ClassifierTraining.Listener listener = window.classifier();
    for (int epoch = 1; epoch <= 8; epoch++) {
      listener.step(epoch, 1, 1);
      List<JudgedCrop> crops = new ArrayList<>();
      for (TrainingFolders.Scene scene : scenes)
        for (AnnotatedBox box : scene.boxes()) {
          boolean right = random.nextDouble() < 0.5 + epoch / 20.0;
          boolean large = box.className().equals("large") == right;
          crops.add(
              new JudgedCrop(
                  "scene",
                  box.className(),
                  ClassScores.of(
                      TrainingFolders.CLASSES, large ? 0.8f : 0.2f, large ? 0.2f : 0.8f)));
        }
      ClassifierScores scores = ClassifierScores.of(TrainingFolders.CLASSES, crops);
      listener.epoch(epoch(epoch, scores.auroc()), scores, crops);
    }
    settle();
    BufferedImage shown = painted();
    assertTrue(
        "right and wrong",
        count(shown, rgb(Theme.first())) > 50 && count(shown, rgb(Theme.second())) > 50);
    assertTrue("cells", count(shown, 0xb4b4b4) > 500);
  }

  private static int rgb(Color colour) {
    return colour.getRGB() & 0xffffff;
  }

  @Test
  public void theButtonStopsAndThenCloses() throws Exception {
    DetectorTraining.Listener listener = window.detector();
    listener.step(1, 1, 5);
    assertFalse(window.canceled());
    JButton button = button("Stop and keep the best");
    EventQueue.invokeAndWait(button::doClick);
    assertTrue(window.canceled());
    window.said("Installed as 'test'.");
    window.done();
    settle();
    assertEquals("Close", button.getText());
    assertEquals("stopped; the best is kept", find(frame(), JProgressBar.class).getString());
    assertTrue(find(frame(), JTextArea.class).getText().contains("Installed as 'test'."));
    EventQueue.invokeAndWait(button::doClick);
    assertTrue(frames().isEmpty());
  }

  @Test
  public void closingTheWindowAsksFirst() throws Exception {
    JFrame frame = frame();
    for (String answer : List.of("Go on", "Stop and keep the best")) {
      EventQueue.invokeLater(
          () -> frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING)));
      settle();
      JDialog asked = null;
      for (Window window : frame.getOwnedWindows())
        if (window.isShowing() && window instanceof JDialog dialog) asked = dialog;
      assertNotNull("nothing was asked", asked);
      for (JButton button : all(asked, JButton.class))
        if (answer.equals(button.getText())) EventQueue.invokeAndWait(button::doClick);
      settle();
      assertEquals(answer.startsWith("Stop"), window.canceled());
      assertTrue(frame.isShowing());
    }
  }

  @Test
  public void aFailureIsShown() throws Exception {
    window.failed("no memory");
    settle();
    assertTrue(frame().getTitle(), frame().getTitle().contains("no model"));
    assertNotNull(button("Close"));
  }

  private static Epoch epoch(int number, double score) {
    return new Epoch(number, EPOCHS, 3.0 / number, score, number % 3 == 0);
  }

  /** Boxes that get better with the epochs. */
  private List<JudgedImage> judged(int epoch) {
    List<JudgedImage> judged = new ArrayList<>();
    for (TrainingFolders.Scene scene : scenes) {
      List<Detection> found = new ArrayList<>();
      for (AnnotatedBox box : scene.boxes()) {
        Box b = box.box();
        double off = random.nextGaussian() * 6 / epoch;
        float sure = (float) (1 - 0.5 / epoch);
        boolean large = box.className().equals("large");
        found.add(
            Detection.of(
                new Box(b.x() + off, b.y() - off, b.width(), b.height()),
                ClassScores.of(TrainingFolders.CLASSES, large ? sure : 0.1f, large ? 0.1f : sure)));
      }
      judged.add(new JudgedImage(scene.image().getTitle(), found, scene.boxes()));
    }
    return judged;
  }

  private static void settle() throws Exception {
    for (int i = 0; i < 6; i++) {
      TimeUnit.MILLISECONDS.sleep(150);
      EventQueue.invokeAndWait(() -> {});
    }
  }

  private static List<Frame> frames() {
    List<Frame> open = new ArrayList<>();
    for (Frame frame : Frame.getFrames())
      if (frame.isDisplayable() && frame.getTitle().startsWith("Training of")) open.add(frame);
    return open;
  }

  private static JFrame frame() {
    return (JFrame) frames().get(0);
  }

  private static BufferedImage painted() throws Exception {
    Component all = frame().getContentPane();
    BufferedImage image =
        new BufferedImage(all.getWidth(), all.getHeight(), BufferedImage.TYPE_INT_RGB);
    EventQueue.invokeAndWait(() -> all.printAll(image.getGraphics()));
    return image;
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++)
      for (int x = 0; x < image.getWidth(); x++)
        if ((image.getRGB(x, y) & 0xffffff) == rgb) count++;
    return count;
  }

  private static JButton button(String text) {
    for (JButton button : all(frame(), JButton.class))
      if (text.equals(button.getText())) return button;
    throw new AssertionError("There is no button " + text);
  }

  private static <T> T find(Container in, Class<T> type) {
    return all(in, type).get(0);
  }

  private static <T> List<T> all(Container in, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component part : in.getComponents()) {
      if (type.isInstance(part)) found.add(type.cast(part));
      if (part instanceof Container inner) found.addAll(all(inner, type));
    }
    return found;
  }
}
