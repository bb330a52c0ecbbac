package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.cells.Fate;

public class ErrorOverlayTest {
  private static ErrorMark mark(Fate fate, double x) {
    return new ErrorMark(fate, new Box(x, 10, 8, 9), "cell");
  }

  private static List<String> names(ImagePlus imp) {
    return Arrays.stream(imp.getOverlay().toArray()).map(Roi::getName).toList();
  }

  @Test
  public void showingAgainReplacesOnlyErrors() {
    org.unstained.Painted.assumeLetters();
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(100, 60));
    Roi own = new Roi(1, 1, 5, 5);
    own.setName("mine");
    imp.setOverlay(new Overlay(own));
    ErrorOverlay.show(imp, List.of(mark(Fate.MISS, 10), mark(Fate.HIT, 40)));
    assertEquals(List.of("mine", "miss cell", "hit cell", "legend", "legend"), names(imp));
    ErrorOverlay.show(imp, List.of(mark(Fate.FALSE, 10)));
    assertEquals(List.of("mine", "false cell", "legend"), names(imp));
    ErrorOverlay.remove(imp);
    assertEquals(List.of("mine"), names(imp));
    assertEquals(0, CellOverlay.read(imp).size());
  }

  @Test
  public void withoutAnythingThereIsNoOverlay() {
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(100, 60));
    ErrorOverlay.show(imp, List.of());
    assertNull(imp.getOverlay());
  }

  @Test
  public void aPictureShowsEachFateInItsColour() {
    ImagePlus imp = new ImagePlus("a", new ByteProcessor(100, 60));
    var bare = ErrorPicture.of(imp, List.of(), 400);
    for (Fate fate : Fate.values()) {
      var picture = ErrorPicture.of(imp, List.of(mark(fate, 20)), 400);
      assertEquals(400, picture.getWidth());
      int changed = 0;
      for (int x = 0; x < 400; x++) if (picture.getRGB(x, 40) != bare.getRGB(x, 40)) changed++;
      assertNotEquals(fate.word(), 0, changed);
    }
  }
}
