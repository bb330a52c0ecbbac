package org.unstained.cells;

/** Directions without a sense, as people read them off the screen. */
final class Angles {
  private Angles() {}

  /**
   * @param radians in image coordinates, where y runs downwards
   * @return degrees counter-clockwise from the x axis, from 0 up to but not including 180
   */
  static double onScreen(double radians) {
    double degrees = -Math.toDegrees(radians) % 180;
    if (degrees < 0) degrees += 180;
    return degrees >= 180 ? 0 : degrees + 0.0;
  }
}
