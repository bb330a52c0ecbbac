package org.unstained.inference;

import org.unstained.cells.Box;
import org.unstained.inference.Resampling.Window;

/**
 * How a classifier wants its crops.
 *
 * @param width columns of a crop, 1–{@value #GREATEST_SIDE}
 * @param height rows of a crop
 * @param fit how a cell comes into it
 * @param margin added around the box on each side, as a part of the box's side; for {@link
 *     Fit#PADDED} and {@link Fit#STRETCHED}
 * @param standardised whether each channel of each crop gets mean 0 and standard deviation 1, after
 *     the image's own scaling; a crop without contrast becomes 0
 * @throws IllegalArgumentException if a side or the margin is out of range
 */
public record CropRule(int width, int height, Fit fit, double margin, boolean standardised) {
  public static final int GREATEST_SIDE = 2048;

  /** How a cell of any size comes into a crop of one size. */
  public enum Fit {
    /**
     * A window around the middle of its box at the network's pixel size: large cells look large.
     */
    FIXED,
    /** Its box resized to fill the crop one way, with what lies around it to fill the other. */
    PADDED,
    /** Its box resized to fill the crop both ways. */
    STRETCHED
  }

  public CropRule {
    if (Math.min(width, height) < 1 || Math.max(width, height) > GREATEST_SIDE)
      throw new IllegalArgumentException(
          "A crop has sides of 1 to %d pixels, got %d x %d"
              .formatted(GREATEST_SIDE, width, height));
    if (!(margin >= 0 && margin <= 10))
      throw new IllegalArgumentException("A margin lies within 0–10, got " + margin);
  }

  /** Squares at the network's pixel size. */
  public static CropRule fixed(int side) {
    return new CropRule(side, side, Fit.FIXED, 0, false);
  }

  int pixels() {
    return width * height;
  }

  /** What to cut for a box; scales are pixels of the plane across one pixel of the network. */
  Window window(Box box, double scaleX, double scaleY) {
    double grownWidth = Math.max(1, box.width() * (1 + 2 * margin));
    double grownHeight = Math.max(1, box.height() * (1 + 2 * margin));
    double sx = scaleX;
    double sy = scaleY;
    if (fit == Fit.STRETCHED) {
      sx = grownWidth / width;
      sy = grownHeight / height;
    } else if (fit == Fit.PADDED) {
      double zoom = Math.max(grownWidth / scaleX / width, grownHeight / scaleY / height);
      sx = zoom * scaleX;
      sy = zoom * scaleY;
    }
    double x = box.x() + box.width() / 2 - sx * width / 2;
    double y = box.y() + box.height() / 2 - sy * height / 2;
    if (sx == 1 && sy == 1) {
      x = Math.round(x);
      y = Math.round(y);
    }
    return new Window(x, y, sx, sy, width, height);
  }

  void standardise(float[] values, int from, int to) {
    double sum = 0;
    double squares = 0;
    int count = to - from;
    for (int i = from; i < to; i++) sum += values[i];
    double mean = sum / count;
    for (int i = from; i < to; i++) squares += (values[i] - mean) * (values[i] - mean);
    double deviation = Math.sqrt(squares / count);
    double gain = deviation > 1e-6 * Math.max(1, Math.abs(mean)) ? 1 / deviation : 0;
    for (int i = from; i < to; i++) values[i] = (float) ((values[i] - mean) * gain);
  }
}
