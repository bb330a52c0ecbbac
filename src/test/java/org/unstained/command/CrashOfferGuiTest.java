package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.unstained.overlay.OverlayFile;
import org.unstained.workflow.networks.OverlayCopies;

/** After a crash the copies are offered, and come back onto their image. */
public class CrashOfferGuiTest {
  private static final int PATIENCE_MS = 30_000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String before;
  private Path file;

  @Before
  public void crashed() throws IOException {
    Assume.assumeFalse(GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.NO_SHOW);
    before = System.getProperty("unstained.home");
    Path home = temporary.newFolder("home").toPath();
    System.setProperty("unstained.home", home.toString());
    file = temporary.getRoot().toPath().resolve("drawn.tif");
    IJ.saveAsTiff(NetworkPackages.discs("drawn.tif"), file.toString());
    ImagePlus image = IJ.openImage(file.toString());
    image.setOverlay(new Overlay(new Roi(3, 4, 50, 60)));
    Path folder = Files.createDirectories(home.resolve("before-networks/1-2"));
    Files.createFile(folder.resolve("lock"));
    OverlayFile.of(image).write(folder.resolve("drawn.zip"));
  }

  @After
  public void back() {
    if (GraphicsEnvironment.isHeadless()) return;
    ImagePlus image = WindowManager.getImage("drawn.tif");
    if (image != null) {
      image.changes = false;
      image.close();
    }
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  @Test
  public void openThemPutsTheRoisOntoTheirImage() throws Exception {
    Thread offer = new Thread(CrashOffer::offerAll);
    offer.start();
    JDialog dialog = dialog();
    String shot = System.getProperty("shot");
    if (shot != null) {
      Thread.sleep(500);
      javax.imageio.ImageIO.write(
          new java.awt.Robot().createScreenCapture(dialog.getBounds()),
          "png",
          new java.io.File(shot));
    }
    JButton[] open = new JButton[1];
    find(dialog, "Open them", open);
    SwingUtilities.invokeAndWait(open[0]::doClick);
    offer.join(PATIENCE_MS);
    ImagePlus image = WindowManager.getImage("drawn.tif");
    assertNotNull(image);
    assertEquals(new java.awt.Rectangle(3, 4, 50, 60), image.getOverlay().get(0).getBounds());
    assertTrue(OverlayCopies.left().isEmpty());
  }

  private static JDialog dialog() throws InterruptedException {
    for (int waited = 0; waited < PATIENCE_MS; waited += 20) {
      for (Window window : Window.getWindows())
        if (window instanceof JDialog dialog
            && dialog.isShowing()
            && dialog.getTitle().equals(CrashOffer.TITLE)) return dialog;
      Thread.sleep(20);
    }
    throw new AssertionError("Nothing is offered");
  }

  private static void find(Container in, String label, JButton[] found) {
    for (var part : in.getComponents()) {
      if (part instanceof JButton button && label.equals(button.getText())) found[0] = button;
      if (part instanceof Container container) find(container, label, found);
    }
  }
}
