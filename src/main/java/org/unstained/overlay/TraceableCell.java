package org.unstained.overlay;

/** An ROI of ours with one outline, which {@link CellLayer} can draw together with others. */
interface TraceableCell extends GroupedCell {
  /** Whether its outline is upright or level everywhere, so that {@link #trace} can draw it. */
  boolean isTraceable();

  /**
   * Draws its outline as it does itself on the screen.
   *
   * @param x left end of its bounds in the image
   */
  void trace(OutlineRaster.Pen pen, int x, int y, int width, int height);
}
