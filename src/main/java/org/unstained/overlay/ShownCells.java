package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the overlay of an image says about its cells without their outlines, for counting: on which
 * plane each is, its class and score, and on which planes cells were looked for at all. Cells that
 * a filter hides aren't among them.
 *
 * @param cells in the order of the overlay
 * @param worked planes on which cells were looked for while the image was open, whether or not one
 *     was found; those that have cells needn't be among them
 * @param classes that the cells have or could have had, in the order in which they come up
 */
public record ShownCells(List<Shown> cells, Set<Place> worked, List<String> classes) {

  /** A plane: slice and frame, from 1. */
  public record Place(int slice, int frame) {}

  /**
   * A cell of the overlay.
   *
   * @param channel from 1
   * @param className empty for none
   * @param score NaN for none
   */
  public record Shown(Place place, int channel, String className, double score) {}

  /**
   * @throws IllegalArgumentException if somebody has written something else than a number as a
   *     score
   */
  public static ShownCells of(ImagePlus imp) {
    List<Shown> cells = new ArrayList<>();
    Set<String> classes = new LinkedHashSet<>();
    Set<String> marks = new HashSet<>();
    if (imp.getOverlay() != null)
      for (Roi roi : imp.getOverlay().toArray()) {
        if (!CellProperties.isOurs(roi)) continue;
        PlanePosition at = PlanePosition.of(roi, imp);
        String name = roi.getProperty("class");
        if (marks.add(roi.getProperty(CellProperties.MARK)))
          classes.addAll(CellProperties.classes(roi));
        if (name != null) classes.add(name);
        cells.add(
            new Shown(
                new Place(at.slice(), at.frame()),
                at.channel(),
                name == null ? "" : name,
                CellProperties.score(roi)));
      }
    Set<Place> worked = new HashSet<>();
    for (PlanePosition at : WorkedPlanes.of(imp)) worked.add(new Place(at.slice(), at.frame()));
    return new ShownCells(List.copyOf(cells), Set.copyOf(worked), List.copyOf(classes));
  }

  /** Whether there are cells, or were looked for in vain. */
  public boolean isAny() {
    return !cells.isEmpty() || !worked.isEmpty();
  }

  /**
   * The colours of classes: those in which the overlays of these images show them; for the others
   * those that ROIs of these classes would have.
   *
   * @param classes {@link FilterSettings#NO_CLASS} for cells without one
   */
  public static List<Color> colours(List<ImagePlus> images, List<String> classes) {
    Map<String, Color> known = new HashMap<>();
    for (ImagePlus imp : images) {
      if (imp.getOverlay() != null)
        for (Roi roi : imp.getOverlay().toArray())
          if (CellProperties.isOurs(roi)
              && roi.getProperty("class") != null
              && roi.getStrokeColor() != null)
            known.putIfAbsent(roi.getProperty("class"), roi.getStrokeColor());
      ClassColours.of(imp).forEach(known::putIfAbsent);
    }
    Set<Color> taken = new HashSet<>(known.values());
    List<Color> colours = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      String name = classes.get(i);
      if (known.containsKey(name)) colours.add(known.get(name));
      else if (name.equals(FilterSettings.NO_CLASS)) colours.add(ClassGroups.UNCLASSIFIED);
      else colours.add(ClassGroups.free(i + 1, taken));
    }
    return List.copyOf(colours);
  }
}
