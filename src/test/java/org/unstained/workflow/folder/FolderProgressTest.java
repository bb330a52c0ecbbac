package org.unstained.workflow.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class FolderProgressTest {

  @Test
  public void theTimeLeftGoesByTheImagesOfThisRun() {
    FolderProgress progress = new FolderProgress(120, 200, 20, 0, 10);
    assertEquals(2, progress.imagesPerSecond(), 1e-9);
    assertEquals(40, progress.secondsLeft(), 1e-9);
    assertEquals("120 of 200 images, 2.0 images/s, about 40 s left", progress.text());
  }

  @Test
  public void slowImagesAreToldInSecondsAndLongTimesInHours() {
    assertEquals(
        "1 of 361 images, 20.0 s an image, about 2.0 h left",
        new FolderProgress(1, 361, 1, 0, 20).text());
  }

  @Test
  public void whatIsNotKnownIsNotSaid() {
    FolderProgress progress = new FolderProgress(5, 10, 0, 0.5, 3);
    assertTrue(Double.isNaN(progress.secondsLeft()));
    assertEquals("5 of 10 images", progress.text());
    assertEquals(0.55, progress.fraction(), 1e-9);
  }

  @Test
  public void ofAnImageThatTakesLongItIsSaidHowFarItIs() {
    assertEquals(
        "0 of 1 image, 25 % of the next, about 2 min left",
        new FolderProgress(0, 1, 0, 0.25, 32).text());
    assertEquals("0 of 3 images, 25 % of the next", new FolderProgress(0, 3, 0, 0.25, 32).text());
    assertEquals(
        "1 of 3 images, 60.0 s an image, 50 % of the next, about 2 min left",
        new FolderProgress(1, 3, 1, 0.5, 60).text());
  }

  @Test
  public void atTheEndNothingIsLeft() {
    FolderProgress progress = new FolderProgress(1, 1, 1, 0, 0.5);
    assertEquals("1 of 1 image, 2.0 images/s", progress.text());
    assertEquals(1, progress.fraction(), 0);
  }
}
