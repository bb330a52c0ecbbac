package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.inference.Picture;
import org.unstained.models.Preprocessing;

public class NoCellsTest {
  private static final Box CELL = new Box(20, 20, 10, 10);

  private static LabelledPlane plane(List<AnnotatedBox> boxes) {
    var pixels = List.of(ArrayImgs.floats(100, 80));
    return new LabelledPlane(
        "p",
        new Picture(pixels, Preprocessing.measure(List.of(), pixels), PixelSize.PIXELS),
        boxes);
  }

  private static Detection proposal(Box box) {
    return Detection.of(box, ClassScores.of(List.of("a"), 0.5f));
  }

  private static List<Box> in(LabelledPlane plane, List<Detection> proposals) {
    return new NoCells(List.of(proposals)).in(plane, 0, List.of(CELL), new Random(1));
  }

  @Test
  public void proposalsOnACellAreLeftOutAndOthersTaken() {
    Box beside = new Box(60, 60, 12, 12);
    Box halfOff = new Box(25, 25, 10, 10); // IoU 25 / 175
    Box on = new Box(22, 21, 10, 10); // IoU 72 / 128
    List<Box> none =
        in(
            plane(List.of(new AnnotatedBox(CELL, "a"))),
            List.of(proposal(on), proposal(beside), proposal(halfOff)));
    assertEquals(List.of(beside, halfOff), none.subList(0, 2));
    assertTrue(none.stream().noneMatch(on::equals));
  }

  @Test
  public void asManyPlacesAsCellsAreDrawnBesideThem() {
    AnnotatedBox other = new AnnotatedBox(new Box(50, 40, 30, 30), "a");
    List<Box> none = in(plane(List.of(new AnnotatedBox(CELL, "a"), other)), List.of());
    assertEquals(2, none.size());
    for (Box box : none) {
      assertTrue(box.iou(CELL) < 0.1 && box.iou(other.box()) < 0.1);
      assertEquals(10, box.width(), 0);
      assertTrue(box.x() >= 0 && box.x() <= 90 && box.y() >= 0 && box.y() <= 70);
    }
  }

  @Test
  public void aPlaneWithoutCellsGivesOnePlaceAndAFullOneNone() {
    assertEquals(1, in(plane(List.of()), List.of()).size());
    List<AnnotatedBox> full = new java.util.ArrayList<>();
    for (int y = 0; y < 80; y += 5)
      for (int x = 0; x < 100; x += 5) full.add(new AnnotatedBox(new Box(x, y, 10, 10), "a"));
    assertEquals(List.of(), in(plane(full), List.of()));
  }
}
