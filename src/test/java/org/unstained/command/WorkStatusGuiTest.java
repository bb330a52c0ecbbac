package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.analysis.SegmentCells;

/** The status bar, and Edit > Undo; needs a screen. */
public class WorkStatusGuiTest {
  private static final int PATIENCE_S = 30;

  @Before
  public void open() {
    Assume.assumeFalse("needs a screen", GraphicsEnvironment.isHeadless());
    if (IJ.getInstance() == null) new ImageJ(ImageJ.EMBEDDED);
    IJ.resetEscape();
  }

  @After
  public void close() {
    IJ.resetEscape();
    if (GraphicsEnvironment.isHeadless() || WindowManager.getIDList() == null) return;
    for (int id : WindowManager.getIDList()) {
      WindowManager.getImage(id).changes = false;
      WindowManager.getImage(id).close();
    }
  }

  @Test
  public void aClickOnTheBarEndsTheWorkAndNothingElse() throws Exception {
    Component bar = IJ.getInstance().getProgressBar();
    int listeners = bar.getMouseListeners().length;
    try (WorkStatus status = new WorkStatus("Working", 1)) {
      status.accept(0.25);
      assertFalse(status.getAsBoolean());
      click(bar);
      assertTrue(status.getAsBoolean());
    }
    assertEquals(listeners, bar.getMouseListeners().length);
    IJ.resetEscape();
    click(bar);
    assertFalse("no work, so nothing ends", IJ.escapePressed());
  }

  @Test
  public void aClickEndsTheMacroToo() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    CellCommand command =
        new CellCommand() {
          @Override
          protected void execute() {
            try (WorkStatus status = new WorkStatus("Working", 10)) {
              working.countDown();
              for (int i = 0; !status.getAsBoolean(); i = (i + 1) % 10) {
                status.accept(i / 10.0);
                IJ.wait(20);
              }
              ended.set(true);
              throw new java.util.concurrent.CancellationException();
            }
          }
        };
    RUNNING = command;
    Thread macro =
        new Thread(
            () ->
                IJ.runMacro(
                    "call('"
                        + WorkStatusGuiTest.class.getName()
                        + ".runCommand'); newImage('after', '8-bit', 5, 5, 1);"),
            "Run$_Macro$");
    macro.start();
    assertTrue(working.await(PATIENCE_S, TimeUnit.SECONDS));
    click(IJ.getInstance().getProgressBar());
    macro.join(PATIENCE_S * 1000L);
    assertTrue(ended.get());
    assertEquals("Cancelled", command.failure().orElse(""));
    assertNull("the macro has ended", WindowManager.getImage("after"));
  }

  private static volatile CellCommand RUNNING;

  /** For the macro. */
  public static String runCommand() {
    RUNNING.run();
    return "";
  }

  @Test
  public void undoBringsBackTheOverlayBefore() throws Exception {
    ImagePlus image = Painted.discs("discs");
    image.setOverlay(new Overlay(new Roi(1, 1, 5, 5)));
    image.show();
    segment(image);
    assertTrue(image.getOverlay().size() > 1);
    Undo.undo();
    assertEquals(1, image.getOverlay().size());
  }

  @Test
  public void undoTakesTheFirstOverlayAway() throws Exception {
    ImagePlus image = Painted.discs("discs");
    image.show();
    segment(image);
    assertNotEquals(0, image.getOverlay().size());
    Undo.undo();
    assertEquals(0, image.getOverlay().size());
  }

  @Test
  public void aCancelledSegmentationLeavesTheImageAsItWas() {
    ImagePlus image = new ImagePlus("flat", new ByteProcessor(50, 50));
    image.getProcessor().set(5, 5, 200);
    Overlay before = new Overlay(new Roi(1, 1, 5, 5));
    image.setOverlay(before);
    image.show();
    CellCommand command = command(image);
    IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
    try {
      new WorkStatus("x", 1).close();
      assertTrue(IJ.escapePressed());
      org.junit.Assert.assertThrows(
          java.util.concurrent.CancellationException.class, command::execute);
    } finally {
      IJ.resetEscape();
    }
    assertEquals(before, image.getOverlay());
    assertEquals(1, WindowManager.getImageCount());
  }

  private static void segment(ImagePlus image) {
    CellCommand command = command(image);
    command.run();
    assertEquals("", command.failure().orElse(""));
  }

  private static CellCommand command(ImagePlus image) {
    SegmentCells command = new SegmentCells();
    Inputs.read(command, "map=false table=false");
    for (Input input : Inputs.of(SegmentCells.class))
      if (input.isImage()) input.value(command, image);
    return command;
  }

  private static void click(Component bar) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          for (int type : new int[] {MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_CLICKED})
            for (var listener : bar.getMouseListeners()) {
              MouseEvent e =
                  new MouseEvent(
                      bar, type, System.currentTimeMillis(), 0, 5, 5, 1, false, MouseEvent.BUTTON1);
              if (type == MouseEvent.MOUSE_PRESSED) listener.mousePressed(e);
              else listener.mouseClicked(e);
            }
        });
  }
}
