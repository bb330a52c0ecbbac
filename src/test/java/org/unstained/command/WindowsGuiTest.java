package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JTable;
import javax.swing.JTextArea;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.models.ComputeDeviceCommand;
import org.unstained.command.models.InstalledModels;
import org.unstained.models.Progress;
import org.unstained.models.TestPackages;
import org.unstained.workflow.networks.Installation;

/** The windows of Models and Compute Device; needs a screen. */
public class WindowsGuiTest {
  private static final int PATIENCE_MS = 60_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private JFrame frame;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    System.setProperty("unstained.home", temporary.newFolder("home").toString());
  }

  @After
  public void close() throws Exception {
    System.clearProperty("unstained.home");
    if (frame != null) EventQueue.invokeAndWait(frame::dispose);
  }

  @Test
  public void modelsAreListedWithTheirCards() throws Exception {
    for (String name : List.of("Model One", "Model Two")) {
      var folder = temporary.getRoot().toPath().resolve(name);
      TestPackages.write(folder, name);
      Installation.models().install(folder.toString(), false, Progress.NONE);
    }
    assertFalse(new InstalledModels().ask());
    find("Models");
    JTable table = all(JTable.class).get(0);
    JTextArea card = all(JTextArea.class).get(0);
    int one = row(table, "model-one");
    int two = row(table, "model-two");
    EventQueue.invokeAndWait(() -> table.setRowSelectionInterval(two, two));
    assertTrue(card.getText(), card.getText().contains("# Model Two"));
    assertTrue(card.getText(), card.getText().contains("score 0.4, overlap 0.3, weight 0.7"));
    EventQueue.invokeAndWait(() -> table.setRowSelectionInterval(one, one));
    assertTrue(card.getText(), card.getText().contains("# Model One"));
    assertNothingIsCutOff();
  }

  @Test
  public void devicesAreTriedWhenTheWindowOpens() throws Exception {
    assertFalse(new ComputeDeviceCommand().ask());
    find("Compute Device");
    JTextArea text = all(JTextArea.class).get(0);
    await(() -> text.getText().contains("CPU: "));
    assertTrue(text.getText(), text.getText().contains("works"));
    for (JButton button : all(JButton.class))
      if (button.isVisible()) assertTrue(button.getText(), button.isEnabled());
    assertNothingIsCutOff();
    // It is brought to the front, not opened twice.
    new ComputeDeviceCommand().ask();
    EventQueue.invokeAndWait(() -> {});
    long windows =
        List.of(WindowManager.getNonImageTitles()).stream()
            .filter("Compute Device"::equals)
            .count();
    assertEquals(1, windows);
  }

  private static int row(JTable table, String model) {
    for (int row = 0; row < table.getRowCount(); row++)
      if (model.equals(table.getValueAt(row, 0))) return row;
    throw new AssertionError(model + " isn't listed");
  }

  private void find(String title) throws Exception {
    await(() -> WindowManager.getWindow(title) instanceof JFrame open && open.isVisible());
    frame = (JFrame) WindowManager.getWindow(title);
    EventQueue.invokeAndWait(() -> {});
  }

  private void assertNothingIsCutOff() {
    for (JButton button : all(JButton.class)) {
      if (!button.isShowing() || button.getText().isEmpty()) continue; // those of scroll bars
      Dimension wanted = button.getPreferredSize();
      assertTrue(button.getText(), button.getWidth() >= wanted.width);
      assertTrue(button.getText(), button.getX() + button.getWidth() <= frame.getWidth());
    }
  }

  private <T extends Component> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    collect(frame, type, found);
    return found;
  }

  private static <T extends Component> void collect(
      Container parent, Class<T> type, List<T> found) {
    for (Component child : parent.getComponents()) {
      if (type.isInstance(child)) found.add(type.cast(child));
      if (child instanceof Container container) collect(container, type, found);
    }
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
