package org.unstained.segment;

/**
 * Fills holes: ground that doesn't reach the border of the plane over 4-neighbours becomes cell,
 * which suits cells with 8 neighbours. Works on runs of pixels.
 */
final class FillHoles {
  private FillHoles() {}

  /** Masks above are swept, so that the runs of the ground needn't be held. */
  private static final long LARGE = 1 << 26;

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
    if ((long) mask.width * mask.height > LARGE) {
      sweep(mask, largestAtBorder);
      return;
    }
    Components ground = Components.of(mask.not(), Components.Neighbours.FOUR);
    long[] area = largestAtBorder > 0 ? ground.areas() : null;
    for (int y = 0; y < mask.height; y++)
      for (int run = ground.firstRun(y); run < ground.firstRun(y + 1); run++) {
        int component = ground.componentOf(run);
        if (!ground.touchesBorder(component) || area != null && area[component] <= largestAtBorder)
          mask.set(y, ground.from(run), ground.to(run));
      }
  }

  /** The same with memory for the holes that meet one row only. */
  static void sweep(Mask mask, double largestAtBorder) {
    Sweep.ground(
        mask,
        ground -> ground.touchesBorder() && ground.pixels() > largestAtBorder,
        hole -> {
          for (int i = 0; i < hole.count(); i++) mask.set(hole.row(i), hole.from(i), hole.to(i));
        });
  }
}
