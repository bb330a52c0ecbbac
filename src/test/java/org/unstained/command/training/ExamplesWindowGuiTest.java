package org.unstained.command.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.formdev.flatlaf.FlatDarkLaf;
import ij.gui.GenericDialog;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import javax.swing.plaf.metal.MetalLookAndFeel;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.unstained.TrainingFolders;
import org.unstained.command.Inputs;

/** What can be looked at before a training, in a light and a dark theme. Needs a screen. */
@RunWith(Parameterized.class)
public class ExamplesWindowGuiTest {
  private static final int PATIENCE_MS = 60_000;

  @Parameters(name = "{0}")
  public static List<LookAndFeel> themes() {
    return List.of(new MetalLookAndFeel(), new FlatDarkLaf());
  }

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final LookAndFeel before = UIManager.getLookAndFeel();
  private final LookAndFeel theme;

  public ExamplesWindowGuiTest(LookAndFeel theme) {
    this.theme = theme;
  }

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    UIManager.setLookAndFeel(theme);
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    for (Window window : Window.getWindows()) EventQueue.invokeAndWait(window::dispose);
    UIManager.setLookAndFeel(before);
  }

  @Test
  public void classesAreCountedAndExamplesShown() throws Exception {
    Path data = TrainingFolders.annotated(temporary.getRoot().toPath(), 6, 2);
    TrainClassifier command = new TrainClassifier();
    Inputs.read(command, "folder=[%s] training=train validation=val side=32".formatted(data));
    Dialog dialog = show(command);
    JTable table = all(dialog, JTable.class).get(0);
    await(() -> table.getRowCount() == 2);
    assertEquals("large", table.getValueAt(0, 0));
    JTextArea warnings = all(dialog, JTextArea.class).get(0);
    assertTrue(warnings.getText(), warnings.getText().contains("to learn from: label more"));
    BufferedImage first = painted(dialog);
    assertTrue("cells are drawn", greys(first) > 100);
    press(dialog, "Other examples");
    await(() -> enabled(dialog, "Other examples"));
    assertTrue(differing(first, painted(dialog)) > 500);
  }

  @Test
  public void whatDoesNotFitIsSaid() throws Exception {
    TrainDetector command = new TrainDetector();
    Inputs.read(command, "folder=[%s]".formatted(temporary.getRoot().toPath().resolve("nothing")));
    Dialog dialog = show(command);
    JTextArea warnings = all(dialog, JTextArea.class).get(0);
    await(() -> warnings.getText().contains("There is no folder"));
  }

  /** To look at: real images, in {@code target/looked}. */
  @Test
  public void realCellsAreShown() throws Exception {
    Path data = Path.of("../shared/data/livedead");
    Assume.assumeTrue(Files.isDirectory(data));
    for (TrainCells command : List.of(new TrainClassifier(), new TrainDetector())) {
      Inputs.read(command, "folder=[%s] training=train validation=val".formatted(data));
      Dialog dialog = show(command);
      JTable table = all(dialog, JTable.class).get(0);
      await(() -> table.getRowCount() == 2 && enabled(dialog, "Other examples"));
      assertEquals("Dead Cell", table.getValueAt(0, 0));
      File file =
          new File(
              "target/looked/examples-%s-%s.png"
                  .formatted(command.getClass().getSimpleName(), theme.getID()));
      Files.createDirectories(file.toPath().getParent());
      BufferedImage image = painted(dialog);
      ImageIO.write(image, "png", file);
      assertTrue(greys(image) > 100);
      EventQueue.invokeAndWait(dialog::dispose);
    }
  }

  private static Dialog show(ShowsExamples command) throws Exception {
    GenericDialog owner = new GenericDialog("owner");
    EventQueue.invokeLater(() -> ExamplesWindow.show(command, owner));
    await(() -> found() != null);
    return found();
  }

  private static Dialog found() {
    for (Window window : Window.getWindows())
      if (window instanceof Dialog dialog
          && dialog.isShowing()
          && dialog.getTitle().equals("Classes and augmentation")) return dialog;
    return null;
  }

  private static void press(Dialog dialog, String text) throws Exception {
    EventQueue.invokeAndWait(() -> button(dialog, text).doClick());
  }

  private static boolean enabled(Dialog dialog, String text) {
    return button(dialog, text).isEnabled();
  }

  private static JButton button(Dialog dialog, String text) {
    return all(dialog, JButton.class).stream()
        .filter(b -> b.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static BufferedImage painted(Dialog dialog) throws Exception {
    BufferedImage image =
        new BufferedImage(dialog.getWidth(), dialog.getHeight(), BufferedImage.TYPE_INT_RGB);
    EventQueue.invokeAndWait(() -> dialog.paint(image.getGraphics()));
    return image;
  }

  /** Kinds of pixels. */
  private static long greys(BufferedImage image) {
    return java.util.Arrays.stream(pixels(image)).distinct().count();
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int[] p = pixels(a);
    int[] q = pixels(b);
    int count = 0;
    for (int i = 0; i < p.length; i++) if (p[i] != q[i]) count++;
    return count;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (!condition.holds()) {
      if (System.currentTimeMillis() > end) throw new AssertionError("didn't happen");
      Thread.sleep(50);
    }
    EventQueue.invokeAndWait(() -> {});
  }

  private static <T> List<T> all(Container parent, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container inner) found.addAll(all(inner, type));
    }
    return found;
  }
}
