package org.unstained.command.evaluation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.command.Inputs;

/** The window of an evaluation; needs a screen. */
public class EvaluationWindowGuiTest {
  private static final int PATIENCE_MS = 60_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private JFrame frame;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    Path root = temporary.getRoot().toPath();
    Path truth = Files.createDirectories(root.resolve("truth"));
    Path other = Files.createDirectories(root.resolve("other"));
    IJ.save(new ImagePlus("a", new ByteProcessor(200, 100)), truth.resolve("a.png").toString());
    write(truth, new Box(10, 10, 20, 20), new Box(60, 10, 20, 20));
    write(other, new Box(11, 10, 20, 20), new Box(150, 50, 20, 20));
    Evaluate command = new Evaluate();
    Inputs.read(command, "truth=[%s] predicted=[%s]".formatted(truth, other));
    command.run();
    assertEquals("", command.failure().orElse(""));
    await(() -> WindowManager.getWindow(EvaluationWindow.TITLE) instanceof JFrame);
    frame = (JFrame) WindowManager.getWindow(EvaluationWindow.TITLE);
    EventQueue.invokeAndWait(() -> {});
  }

  private static void write(Path folder, Box... boxes) throws Exception {
    List<AnnotatedBox> all = new ArrayList<>();
    for (Box box : boxes) all.add(new AnnotatedBox(box, "cell"));
    PascalVoc.write(folder.resolve("a.xml"), new AnnotatedImage("a.png", 200, 100, all));
  }

  @After
  public void close() throws Exception {
    if (frame != null) EventQueue.invokeAndWait(frame::dispose);
    ImagePlus image = WindowManager.getCurrentImage();
    if (image != null) image.close();
  }

  @Test
  public void aRowOfTheErrorsGoesToTheCellOnItsImage() throws Exception {
    EventQueue.invokeAndWait(() -> all(frame, JTabbedPane.class).get(0).setSelectedIndex(1));
    List<JTable> tables = all(frame, JTable.class);
    JTable errors = tables.get(tables.size() - 1);
    assertEquals("a false one and a missed one", 2, errors.getRowCount());
    assertEquals("miss", errors.getValueAt(1, 1));
    EventQueue.invokeAndWait(() -> errors.setRowSelectionInterval(1, 1));
    await(() -> WindowManager.getCurrentImage() != null);
    EventQueue.invokeAndWait(() -> {});
    ImagePlus image = WindowManager.getCurrentImage();
    assertEquals("a.png", image.getTitle());
    assertNotNull(image.getRoi());
    assertEquals(60, image.getRoi().getBounds().x);
    assertTrue("three and a legend", image.getOverlay().size() > 3);
    EventQueue.invokeAndWait(() -> errors.setRowSelectionInterval(0, 0));
    EventQueue.invokeAndWait(() -> {});
    assertEquals("the same image, not another", 1, WindowManager.getImageCount());
    assertEquals(150, image.getRoi().getBounds().x);
  }

  @Test
  public void hitsAreListedOnRequest() throws Exception {
    JCheckBox hits = all(frame, JCheckBox.class).get(0);
    EventQueue.invokeAndWait(hits::doClick);
    List<JTable> tables = all(frame, JTable.class);
    assertEquals(3, tables.get(tables.size() - 1).getRowCount());
  }

  private static <T extends Component> List<T> all(Container parent, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container container) found.addAll(all(container, type));
    }
    return found;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    for (int waited = 0; !condition.holds(); waited += 50) {
      if (waited > PATIENCE_MS) throw new AssertionError("It took too long");
      Thread.sleep(50);
    }
  }
}
