package org.unstained.segment;

/**
 * Fills holes: ground that doesn't reach the border of the plane over 4-neighbours becomes cell,
 * which suits cells with 8 neighbours. Works on runs of pixels.
 */
final class FillHoles {
  private FillHoles() {}

  /** Fills the holes of a mask, in place. */
  static void in(Mask mask) {
    in(mask, 0);
  }

  /**
   * As above, and also fills ground that does reach the border if it is small: the inside of an
   * outline that the border cuts.
   *
   * @param largestAtBorder most pixels of ground at the border that are filled
   */
  static void in(Mask mask, double largestAtBorder) {
    Components ground = Components.of(mask.not(), Components.Neighbours.FOUR);
    long[] area = largestAtBorder > 0 ? ground.areas() : null;
    for (int y = 0; y < mask.height; y++)
      for (int run = ground.firstRun(y); run < ground.firstRun(y + 1); run++) {
        int component = ground.componentOf(run);
        if (!ground.touchesBorder(component) || area != null && area[component] <= largestAtBorder)
          mask.set(y, ground.from(run), ground.to(run));
      }
  }
}
