package org.unstained.segment;

/**
 * Fills holes: ground that doesn't reach the border of the plane over 4-neighbours becomes cell,
 * which suits cells with 8 neighbours. Works on runs of pixels.
 */
final class FillHoles {
  private FillHoles() {}

  /** Fills the holes of a mask, in place. */
  static void in(Mask mask) {
    Mask ground = mask.not();
    Components holes = Components.of(ground, Components.Neighbours.FOUR);
    for (int y = 0; y < mask.height; y++)
      for (int run = holes.firstRun(y); run < holes.firstRun(y + 1); run++)
        if (!holes.touchesBorder(holes.componentOf(run)))
          mask.set(y, holes.from(run), holes.to(run));
  }
}
