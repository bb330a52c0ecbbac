package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.Test;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ModelClass;

public class ClassColoursTest {
  /** Colours of our own that colour-blind people are promised to tell apart. */
  private static final int SAFE = 7;

  /** Red and green of equal lightness, which many programs use, are 7 apart to a deuteranope. */
  private static final double FAR_ENOUGH = 15;

  /** What WCAG 2.1 asks of letters. */
  private static final double LEGIBLE = 4.5;

  private static final Color MINE = new Color(0x20ff30);

  private static List<Color> ours() {
    return IntStream.rangeClosed(1, SAFE).mapToObj(ClassGroups::colour).toList();
  }

  @Test
  public void ourColoursAreFarFromOneAnotherForAllEyes() {
    List<Color> colours = ours();
    for (ColourVision eyes : ColourVision.values())
      for (int i = 0; i < SAFE; i++)
        for (int k = 0; k < i; k++)
          assertTrue(
              eyes + ": " + k + " and " + i,
              eyes.distance(colours.get(i), colours.get(k)) > FAR_ENOUGH);
  }

  @Test
  public void cellsWithoutClassDifferFromThoseOfTheFirstClasses() {
    for (ColourVision eyes : ColourVision.values())
      for (Color colour : ours().subList(0, 5))
        assertTrue(
            eyes + ": " + colour, eyes.distance(ClassGroups.UNCLASSIFIED, colour) > FAR_ENOUGH);
  }

  @Test
  public void modelsThatNameNoColourHaveThoseOfTheOverlay() {
    for (int i = 0; i < SAFE; i++)
      assertEquals(ClassGroups.colour(i + 1), new Color(ModelClass.at(i, "a").rgb()));
  }

  @Test
  public void lettersAreLegibleOnAnyGround() {
    List<Color> grounds =
        List.of(Color.BLACK, Color.WHITE, Color.GRAY, Color.RED, Color.GREEN, Color.BLUE);
    List<Color> letters =
        IntStream.rangeClosed(0, 255)
            .mapToObj(group -> LabelInk.letters(ClassGroups.colour(group)))
            .toList();
    for (Color ground : grounds)
      for (Color letter : letters) {
        Color below = ColourVision.over(LabelInk.GROUND, ground);
        double contrast = ColourVision.contrast(letter, below);
        assertTrue(letter + " on " + ground + ": " + contrast, contrast >= LEGIBLE);
      }
  }

  @Test
  public void aModelsOwnColourIsShownInOverlayAndPicture() {
    ImagePlus imp = image();
    ClassColours.keep(imp, Map.of("b", MINE.getRGB() & 0xffffff));
    PlaneCells cells = plane("a", "b");
    CellOverlay.show(imp, cells);
    assertEquals(ClassGroups.colour(1), imp.getOverlay().get(0).getStrokeColor());
    assertEquals(MINE, imp.getOverlay().get(1).getStrokeColor());
    var picture = OverlayPicture.of(imp, cells, false);
    boolean found = false;
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        found |= ColourVision.NORMAL.distance(new Color(picture.getRGB(x, y)), MINE) < 20;
    assertTrue("the outline has the model's colour", found);
  }

  @Test
  public void twoClassesNeverHaveOneColour() {
    ImagePlus imp = image();
    int first = ClassGroups.colour(1).getRGB() & 0xffffff;
    ClassColours.keep(imp, Map.of("b", first, "c", first));
    CellOverlay.show(imp, plane("a", "b", "c"));
    long colours =
        List.of(imp.getOverlay().toArray()).stream()
            .map(roi -> roi.getStrokeColor())
            .distinct()
            .count();
    assertEquals(3, colours);
    assertEquals(ClassGroups.colour(1), imp.getOverlay().get(1).getStrokeColor());
  }

  @Test
  public void anOpenedImageKeepsTheColoursThatItsCellsHave() {
    ImagePlus imp = image();
    ClassColours.keep(imp, Map.of("b", MINE.getRGB() & 0xffffff));
    CellOverlay.show(imp, plane("a", "b"));
    ImagePlus opened = image();
    opened.setOverlay(imp.getOverlay());
    CellOverlay.show(opened, plane("a", "b"));
    assertEquals(MINE, opened.getOverlay().get(1).getStrokeColor());
    assertNotEquals(MINE, opened.getOverlay().get(0).getStrokeColor());
  }

  private static ImagePlus image() {
    return new ImagePlus("one", new ByteProcessor(100, 40));
  }

  private static PlaneCells plane(String... classes) {
    var cells = new org.unstained.cells.Cell[classes.length];
    for (int i = 0; i < classes.length; i++)
      cells[i] =
          Painted.rectangle(i + 1, 5 + 30 * i, 5, 20, 20).as(Painted.classified(classes[i], 0.9));
    return Painted.plane("one", 1, 1, 1, cells);
  }
}
