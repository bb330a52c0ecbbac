package org.unstained.segment;

/**
 * How cells are segmented. Lengths are in pixels and areas in squared pixels of the plane; the
 * defaults of {@link #defaults()} suit bright cells on a dark ground.
 *
 * @param appearance what of a cell stands out
 * @param method how the threshold between cells and ground is found
 * @param level the threshold of {@code MANUAL}, in units of the image (after smoothing and
 *     background removal)
 * @param smoothing standard deviation of the Gaussian, 0 for none
 * @param median radius of the median filter, 0 for none
 * @param background radius of the background removal, larger than a cell's; 0 for none
 * @param cap percentile (0–100] above which brightness is cut before a threshold is looked for; 100
 *     for none
 * @param opening radius of the disc that opens the mask, 0 for none
 * @param split how touching cells are parted
 * @param tolerance how deep the dip between two peaks must be to part them
 * @param smallest cells of a smaller area are dropped
 * @param largest cells of a larger area are dropped
 * @param keepBorder whether cells that touch the border stay
 * @param lines whether touching cells are parted by a line of background pixels
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

  public static SegmentationSettings defaults() {
    return new SegmentationSettings(
        Appearance.BRIGHT,
        ThresholdMethod.OTSU,
        0,
        1,
        0,
        0,
        100,
        1,
        Split.SHAPE,
        0.1,
        20,
        Double.POSITIVE_INFINITY,
        true,
        false);
  }
}
