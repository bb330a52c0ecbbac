package org.unstained.segment;

import java.util.Objects;

/**
 * How cells are segmented. Lengths are in pixels and areas in squared pixels of the plane; the
 * defaults of {@link #defaults()} suit bright cells on a dark ground.
 *
 * @param appearance what of a cell stands out
 * @param method how the threshold between cells and ground is found
 * @param level {@code MANUAL}: the threshold, in units of the plane after smoothing and background
 *     removal. {@code LOCAL}: where between the mean of the ground (0) and of the cells (1) nearby
 *     the threshold lies; 0 for midway, or 0.2 for outlines. Otherwise not used
 * @param smoothing standard deviation of the Gaussian, 0 for none
 * @param median radius of the square median filter that goes before the Gaussian, 0 for none
 * @param background half the side of the square that background removal looks at, larger than a
 *     cell's radius; 0 for none
 * @param cap percentile (0–100] above which brightness is cut before a threshold is looked for; 100
 *     for none
 * @param opening radius of the disc that opens the mask, 0 for none
 * @param split how touching cells are parted; with {@code NUCLEI} a cell has one nucleus, which
 *     belongs to it also where the cell itself is dim
 * @param tolerance depth of the dip that parts two cells, as a part [0–1] of the lower peak: of the
 *     smaller cell's radius for {@code SHAPE}, of the dimmer cell's brightness above the dimmest
 *     pixel of the clump for {@code INTENSITY}
 * @param smallest cells of a smaller area are dropped
 * @param largest cells of a larger area are dropped; infinite for no limit
 * @param keepBorder whether cells that touch the border stay
 * @param lines whether touching cells are parted by a line of background pixels
 * @throws IllegalArgumentException if a number is out of range; the message says which
 */
public record SegmentationSettings(
    Appearance appearance,
    ThresholdMethod method,
    double level,
    double smoothing,
    int median,
    double background,
    double cap,
    double opening,
    Split split,
    double tolerance,
    double smallest,
    double largest,
    boolean keepBorder,
    boolean lines) {

  /** What of a cell stands out: light cells, dark cells, or only their outlines. */
  public enum Appearance {
    BRIGHT,
    DARK,
    OUTLINES
  }

  public enum ThresholdMethod {
    OTSU,
    TRIANGLE,
    LI,
    LOCAL,
    MANUAL
  }

  /** What parts touching cells: nothing, their shape, their brightness, or seeds in nuclei. */
  public enum Split {
    NONE,
    SHAPE,
    INTENSITY,
    NUCLEI
  }

  public SegmentationSettings {
    Objects.requireNonNull(appearance);
    Objects.requireNonNull(method);
    Objects.requireNonNull(split);
    if (!Double.isFinite(level)) throw refused("level", level, "is a finite number");
    if (method == ThresholdMethod.LOCAL && !(level >= 0 && level < 1))
      throw refused("level", level, "of the local threshold lies within 0–1");
    check("smoothing", smoothing, 0, LONGEST);
    check("median", median, 0, WIDEST_MEDIAN);
    check("background", background, 0, LONGEST);
    check("opening", opening, 0, LONGEST);
    check("tolerance", tolerance, 0, 1);
    if (!(cap > 0 && cap <= 100)) throw refused("cap", cap, "is a percentile above 0, at most 100");
    if (!(smallest >= 0)) throw refused("smallest", smallest, "is an area of 0 or more");
    if (!(largest >= smallest))
      throw refused("largest", largest, "is not less than smallest (" + smallest + ")");
  }

  private static final double LONGEST = 1000;
  private static final int WIDEST_MEDIAN = 20;

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most))
      throw refused(name, value, "lies within %s–%s".formatted(least, most));
  }

  private static IllegalArgumentException refused(String name, double value, String rule) {
    return new IllegalArgumentException("'%s' %s, got %s".formatted(name, rule, value));
  }

  public static SegmentationSettings defaults() {
    return new SegmentationSettings(
        Appearance.BRIGHT,
        ThresholdMethod.LOCAL,
        0,
        0.7,
        0,
        0,
        100,
        1.5,
        Split.SHAPE,
        0.1,
        20,
        Double.POSITIVE_INFINITY,
        true,
        false);
  }

  /** These settings for the channel of the nuclei: bright, parted by shape, of any size. */
  SegmentationSettings forNuclei() {
    ThresholdMethod found = method == ThresholdMethod.MANUAL ? ThresholdMethod.LOCAL : method;
    return new SegmentationSettings(
        Appearance.BRIGHT,
        found,
        found == method ? level : 0,
        smoothing,
        median,
        background,
        cap,
        opening,
        Split.SHAPE,
        tolerance,
        0,
        Double.POSITIVE_INFINITY,
        true,
        false);
  }
}
