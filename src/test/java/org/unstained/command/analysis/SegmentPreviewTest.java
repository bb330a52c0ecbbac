package org.unstained.command.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.Input;
import org.unstained.command.Inputs;

public class SegmentPreviewTest {

  private static final long PATIENCE_MS = 20_000;

  @Test
  public void thePreviewComesAndTheImagesOwnOverlayComesBack() throws InterruptedException {
    ImagePlus image = Painted.discs("a");
    Overlay own = new Overlay(new Roi(1, 2, 3, 4));
    image.setOverlay(own);
    SegmentPreview preview = new SegmentPreview();
    preview.show(image, () -> options(""));
    waitForRois(image, 5);
    preview.close();
    assertSame(own, image.getOverlay());
    assertEquals(1, own.size());
  }

  @Test
  public void theLastOfManyWishesIsTheOneThatShows() throws InterruptedException {
    ImagePlus image = Painted.hyperstack("h", 4, 1);
    image.setPosition(2, 3, 1);
    SegmentPreview preview = new SegmentPreview();
    for (int i = 0; i < 20; i++) preview.show(image, () -> options("channel=2 smallest=5000"));
    preview.show(image, () -> options("channel=2"));
    waitForRois(image, 3);
    preview.close();
    assertNull(image.getOverlay());
  }

  @Test
  public void settingsThatFailLeaveTheImageAlone() throws InterruptedException {
    ImagePlus image = Painted.discs("a");
    SegmentPreview preview = new SegmentPreview();
    preview.show(image, () -> options("channel=1"));
    waitForRois(image, 4);
    preview.show(image, () -> options("split=nuclei"));
    preview.show(image, () -> options("channel=9"));
    preview.close();
    assertNull(image.getOverlay());
  }

  @Test
  public void theSwitchTurnsItOnAndCancelTurnsItOff() throws InterruptedException {
    ImagePlus image = Painted.discs("a");
    SegmentCells command = new SegmentCells();
    for (Input input : Inputs.of(SegmentCells.class))
      if (input.isImage()) input.value(command, image);
    Inputs.set(command, "preview", "true");
    command.preview();
    waitForRois(image, 4);
    command.cancel();
    assertNull(image.getOverlay());
  }

  private static org.unstained.workflow.analysis.SegmentOptions options(String text) {
    SegmentCells command = new SegmentCells();
    Inputs.read(command, text);
    return command.options();
  }

  private static void waitForRois(ImagePlus image, int count) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    int found = -1;
    while (System.currentTimeMillis() < end) {
      Overlay overlay = image.getOverlay();
      found = overlay == null ? 0 : overlay.size();
      if (found == count) return;
      Thread.sleep(20);
    }
    assertEquals("ROIs of the preview", count, found);
  }
}
