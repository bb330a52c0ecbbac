package org.unstained.report;

/** A diagram that draws itself in any size from about 200 x 150 pixels. */
public sealed interface Plot permits LinePlot, BarPlot, MatrixPlot {
  String title();

  /** Draws at 0, 0; doesn't fill the ground. */
  void draw(Canvas canvas, double width, double height);
}
