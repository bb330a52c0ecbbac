package org.unstained.overlay;

import ij.ImagePlus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unstained.cells.PlaneCells;

/**
 * On which planes of an image cells were looked for, so that a plane without cells can be told from
 * one that nobody has looked at. It is kept with the image until that is closed, and isn't saved.
 */
public final class WorkedPlanes {
  private static final String PROPERTY = "unstained.worked";

  private WorkedPlanes() {}

  /**
   * Adds planes to those that are known.
   *
   * @param planes with cells or without
   */
  public static void add(ImagePlus imp, List<PlaneCells> planes) {
    Set<PlanePosition> all = new HashSet<>(of(imp));
    for (PlaneCells plane : planes) all.add(PlanePosition.of(plane));
    imp.setProperty(PROPERTY, Set.copyOf(all));
  }

  /** The planes that the image still has. */
  @SuppressWarnings("unchecked") // nobody else sets it
  static Set<PlanePosition> of(ImagePlus imp) {
    Object kept = imp.getProperty(PROPERTY);
    if (kept == null) return Set.of();
    Set<PlanePosition> planes = new HashSet<>((Set<PlanePosition>) kept);
    planes.removeIf(plane -> !plane.isIn(imp));
    return planes;
  }
}
