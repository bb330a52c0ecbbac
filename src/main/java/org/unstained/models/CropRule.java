package org.unstained.models;

import java.util.Locale;

/**
 * How a classifier gets its crops.
 *
 * @param fit what is done with a cell that isn't as large as the input
 * @param margin what is seen around the box, as a part of its longer side, 0–4; with {@link
 *     Fit#PAD} it has no effect, as the surroundings fill the crop
 * @param statistics of what percentiles and means of the preprocessing are taken
 * @throws IllegalArgumentException if the margin is out of its bounds
 */
public record CropRule(Fit fit, double margin, Statistics statistics) {
  /** What is done with a cell that isn't as large as the input. */
  public enum Fit {
    /** The crop has the size of the input at the model's pixel size, the cell in its middle. */
    PAD,
    /** The square around the box, with its margin, is stretched or shrunk to the input. */
    RESIZE;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of what the preprocessing measures its percentiles and means. */
  public enum Statistics {
    /** The whole image: a dim cell stays dimmer than its neighbours. */
    IMAGE,
    /** Each crop by itself, which is all that is known of crops without their image. */
    CROP;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final CropRule STANDARD = new CropRule(Fit.PAD, 0);

  /** With the statistics of the whole image. */
  public CropRule(Fit fit, double margin) {
    this(fit, margin, Statistics.IMAGE);
  }

  public CropRule {
    if (!(margin >= 0 && margin <= 4))
      throw new IllegalArgumentException("A margin lies within 0–4, got " + margin);
  }
}
