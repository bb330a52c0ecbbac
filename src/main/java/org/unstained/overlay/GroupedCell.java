package org.unstained.overlay;

/** An ROI of ours; {@link TracedCell} says what is special about it. */
interface GroupedCell {
  /** Takes a group without looking for the group's colour. */
  void takeGroup(int group);

  /** Whether its outline is upright or level everywhere, so that {@link #trace} can draw it. */
  boolean isTraceable();

  /**
   * Draws its outline as it does itself on the screen.
   *
   * @param x left end of its bounds in the image
   */
  void trace(OutlineRaster.Pen pen, int x, int y, int width, int height);
}
