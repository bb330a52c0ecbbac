package org.unstained.report;

import java.util.Optional;

/** A diagram that draws itself in any size from about 200 x 150 pixels. */
public sealed interface Plot permits LinePlot, BarPlot, MatrixPlot, PlatePlot {
  String title();

  /** Draws at 0, 0; doesn't fill the ground. */
  void draw(Canvas canvas, double width, double height);

  /**
   * What is near a place of the plot drawn in this size, such as below the mouse; nothing if there
   * is nothing, or the plot can't say.
   */
  default Optional<Spot> at(double x, double y, double width, double height) {
    return Optional.empty();
  }
}
