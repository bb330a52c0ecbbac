package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.overlay.CellOverlay;

/** An image with classified cells, as after a detection. */
public final class Classified {
  private Classified() {}

  /** Cell {@code i} of 100 has score {@code i / 100}; odd ones are living, even ones dead. */
  public static ImagePlus image(String title) {
    ImagePlus image = IJ.createImage(title, "8-bit ramp", 220, 220, 1);
    CellOverlay.show(image, planes(title));
    return image;
  }

  public static List<PlaneCells> planes(String title) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      double score = i / 100.0;
      boolean dead = i % 2 == 0;
      Map<String, Double> p = new LinkedHashMap<>();
      p.put("Living Cell", dead ? 1 - score : score);
      p.put("Dead Cell", dead ? score : 1 - score);
      Region region = Region.rectangle(i, (i - 1) % 10 * 20 + 10, (i - 1) / 10 * 20 + 10, 14, 12);
      cells.add(
          new Cell(
              i,
              region.box(),
              region.box().x() + 7,
              region.box().y() + 6,
              region.outline(),
              Measurements.NONE,
              new Classification(dead ? "Dead Cell" : "Living Cell", score, p)));
    }
    return List.of(new PlaneCells(title, 1, 1, 1, cells));
  }
}
