package org.unstained.command.curation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.plugin.frame.Recorder;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JFrame;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.command.Hands;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.FolderCuration;

/** The gallery with mouse and keys; needs a screen. */
public class CurateCropsGuiTest {
  private static final int STEP = 104;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path folder;
  private Recorder recorder;
  private Hands hands;
  private JFrame frame;
  private CropGallery gallery;

  @Before
  public void open() throws Exception {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    recorder = new Recorder();
    hands = new Hands();
    folder =
        CurateCropsTest.make(temporary.newFolder("crops").toPath(), "Living Cell", "Dead Cell");
    frame = Galleries.open(folder);
    EventQueue.invokeAndWait(() -> frame.setLocation(100, 80));
    gallery = CurateWindow.gallery();
    Hands.settle();
  }

  @After
  public void close() throws Exception {
    if (GraphicsEnvironment.isHeadless()) return;
    EventQueue.invokeAndWait(frame::dispose);
    recorder.close();
  }

  private void click(int column, int row, int... held) throws Exception {
    hands.click(gallery, 40 + column * STEP, 40 + row * 121, held);
  }

  private int count(CropDecision decision) throws Exception {
    FolderCuration crops = FolderCuration.open(folder);
    int n = 0;
    for (int i = 0; i < crops.size(); i++) if (crops.decision(i) == decision) n++;
    return n;
  }

  @Test
  public void cropsAreChosenAsFilesAre() throws Exception {
    click(0, 0);
    assertEquals(1, gallery.chosen().size());
    click(3, 0, KeyEvent.VK_SHIFT);
    assertEquals(4, gallery.chosen().size());
    click(1, 0, KeyEvent.VK_CONTROL);
    assertEquals(3, gallery.chosen().size());
    click(5, 0);
    assertEquals(1, gallery.chosen().size());
    hands.key(KeyEvent.VK_RIGHT, KeyEvent.VK_SHIFT);
    assertEquals(2, gallery.chosen().size());
    hands.key(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
    assertEquals(20, gallery.chosen().size());
    hands.key(KeyEvent.VK_ESCAPE);
    assertEquals(0, gallery.chosen().size());
    hands.drag(gallery, 3, 60, 3 + 2 * STEP, 180);
    assertEquals(4, gallery.chosen().size());
  }

  @Test
  public void keysDecideAndUndoTakesBack() throws Exception {
    click(0, 0);
    click(3, 0, KeyEvent.VK_SHIFT);
    hands.key(KeyEvent.VK_X);
    assertEquals(4, count(CropDecision.REJECTED));
    click(4, 0);
    hands.key(KeyEvent.VK_A);
    assertEquals(1, count(CropDecision.ACCEPTED));
    // The next one is chosen, and goes to the second class.
    int crop = gallery.chosen().get(0);
    hands.key(KeyEvent.VK_2);
    assertEquals(2, count(CropDecision.ACCEPTED));
    assertEquals(1, (long) gallery.chosen().size());
    assertTrue(gallery.chosen().get(0) != crop);
    hands.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
    hands.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
    hands.press(frame, "Undo");
    assertEquals(20, count(CropDecision.UNDECIDED));
    hands.press(frame, "Redo");
    assertEquals(4, count(CropDecision.REJECTED));
  }

  @Test
  public void whatWasDoneIsRecordedOnceTheWindowIsClosed() throws Exception {
    click(0, 0);
    hands.key(KeyEvent.VK_X);
    EventQueue.invokeAndWait(frame::dispose);
    Hands.settle();
    String text = recorder.getText();
    assertTrue(text, text.contains("run(\"Curate Crops...\", \"folder=["));
    assertTrue(text, text.contains("reject=["));
    assertEquals(1, Files.list(folder.resolve("rejected")).count());
  }
}
