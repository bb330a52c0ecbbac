package org.unstained.workflow.networks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.SwingUtilities;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.models.ModelLibrary;
import org.unstained.models.Progress;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** Somebody else's model is asked about once, at the screen. */
public class FirstRunQuestionGuiTest {
  private static final int PATIENCE_MS = 30_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String before;

  @Before
  public void install() throws IOException {
    Assume.assumeFalse(GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.NO_SHOW);
    before = System.getProperty("unstained.home");
    Path home = temporary.newFolder("home").toPath();
    System.setProperty("unstained.home", home.toString());
    Path zip = temporary.getRoot().toPath().resolve("from-ada.zip");
    NetworkPackages.detector(temporary.newFolder("ada").toPath(), "from-ada", "two-kinds").zip(zip);
    new ModelLibrary(home, Optional.empty()).install(zip.toString(), false, Progress.NONE);
  }

  @After
  public void back() {
    if (GraphicsEnvironment.isHeadless()) return;
    Installation.freeNetworks();
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private static FutureTask<Integer> start() {
    FutureTask<Integer> run =
        new FutureTask<>(
            () -> {
              try (DetectWorkflow work = DetectWorkflow.open(DetectOptions.of("from-ada"))) {
                return work.run(NetworkPackages.discs("a"), p -> {}, () -> false).cells();
              }
            });
    new Thread(run).start();
    return run;
  }

  private static JDialog question() throws InterruptedException {
    for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
      for (Window window : Window.getWindows())
        if (window instanceof JDialog dialog
            && dialog.isShowing()
            && dialog.getTitle().equals(FirstRunQuestion.TITLE)) return dialog;
      Thread.sleep(20);
    }
    throw new AssertionError("Nobody is asked");
  }

  private static void press(JDialog dialog, String label) throws Exception {
    JButton[] found = new JButton[1];
    find(dialog, label, found);
    SwingUtilities.invokeAndWait(found[0]::doClick);
  }

  private static void find(Container in, String label, JButton[] found) {
    for (var part : in.getComponents()) {
      if (part instanceof JButton button && label.equals(button.getText())) found[0] = button;
      if (part instanceof Container container) find(container, label, found);
    }
  }

  @Test
  public void cancelRunsNothingAndRunItIsRemembered() throws Exception {
    FutureTask<Integer> refused = start();
    JDialog question = question();
    String shot = System.getProperty("shot");
    if (shot != null) {
      Thread.sleep(500);
      javax.imageio.ImageIO.write(
          new java.awt.Robot().createScreenCapture(question.getBounds()),
          "png",
          new java.io.File(shot));
    }
    press(question, "Cancel");
    try {
      refused.get();
      throw new AssertionError("It ran");
    } catch (ExecutionException e) {
      assertTrue(e.getCause().toString(), e.getCause() instanceof CancellationException);
    }
    FutureTask<Integer> agreed = start();
    press(question(), FirstRunQuestion.RUN);
    assertEquals(5, (int) agreed.get());
    assertEquals("without a question", 5, (int) start().get());
    assertEquals(List.of(), OverlayCopies.left());
  }
}
