package org.unstained.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is measured in a cell: name, kind of unit, and what it means. Tables, tests and
 * choosers read this catalogue; what is added here is measured and gets its columns.
 *
 * <p>A length or an area gets a column in the unit of the calibration, such as {@code area_um2},
 * and right beside it one in pixels, {@code area_px2}; without calibration only the latter. The
 * figures in pixels treat pixels as squares of side 1. Angles and ratios are measured once, in
 * calibrated coordinates, so they are right for pixels that are not square. With several channels
 * the names of intensities begin with the channel: {@code ch1_mean_intensity}.
 *
 * <p>Three shapes are measured, each where it is the most exact. Area, centroid and everything from
 * moments belong to the pixels themselves, taken as small squares. Feret's diameters belong to the
 * {@link Outline} along the pixel edges. The perimeter, and with it convexity and solidity, belong
 * to the smoothed outline: the middles of the outline's unit edges, each replaced by the cubic
 * fitted to it and its four neighbours on either side, which takes the stairs away and keeps the
 * curve (Savitzky and Golay 1964, doi:10.1021/ac60214a047). It is within 2 % of the true perimeter
 * for discs and ellipses from a radius of 5 pixels on; corners of squares are rounded, which makes
 * it 1 % too short at a side of 40 pixels and 5 % at 10. An outline of fewer than 18 unit edges is
 * not smoothed.
 */
public enum Measurement {
  CENTROID_X(
      "centroid_x",
      Dimension.LENGTH,
      "x of the centre of mass, from the image's left edge",
      ShapeFigures::x),
  CENTROID_Y(
      "centroid_y",
      Dimension.LENGTH,
      "y of the centre of mass, downwards from the image's upper edge",
      ShapeFigures::y),
  /** Equal to ImageJ's figure. */
  AREA("area", Dimension.AREA, "Area of the pixels, holes not counted", ShapeFigures::area),
  /**
   * All pieces together, holes not counted. ImageJ adds up the edges of pixels and cuts corners by
   * 2−√2 pixels, which is 1 % too long for a disc of radius 5 and 5 % from 50 on.
   */
  PERIMETER(
      "perimeter",
      Dimension.LENGTH,
      "Length of the smoothed outer outline",
      ShapeFigures::perimeter),
  /**
   * Within 0–1; 1 for a convex cell. Each piece has its own hull, and their lengths are added.
   * ImageJ has no such figure.
   */
  CONVEXITY(
      "convexity",
      Dimension.NONE,
      "Perimeter of the convex hull over the perimeter; 1 is convex, rough outlines have less",
      ShapeFigures::convexity),
  /**
   * Within 0–1. One hull for all pieces; holes are taken off the area. ImageJ's hull goes through
   * the corners of pixels, which gives less for small cells: 0.92 for a disc of radius 5.
   */
  SOLIDITY(
      "solidity",
      Dimension.NONE,
      "Area over the area of the convex hull; 1 is convex, bays and branches have less",
      ShapeFigures::solidity),
  /**
   * Within 0–1: A² / (2π (M20 + M02)) with the central second moments M, which is 1 for a disc and
   * 2 / (k + 1/k) for an ellipse whose axes are as k to 1 (Žunić, Hirota and Rosin 2010,
   * doi:10.1016/j.patcog.2009.06.017). The EPFL report gives no formula; its mean figures (0.97 for
   * cells whose 4πA/P² is 0.72) fit this one, which rough outlines don't change, and not 4πA/P²,
   * which is {@link #CIRCULARITY}. ImageJ has no such figure.
   */
  COMPACTNESS(
      "compactness",
      Dimension.NONE,
      "How close the area lies around its centre; 1 is a disc, long or scattered cells have less",
      ShapeFigures::compactness),
  /**
   * 4πA/P², at most 1. ImageJ's is up to 10 % lower for smooth cells, as its perimeter is longer.
   */
  CIRCULARITY(
      "circularity",
      Dimension.NONE,
      "4π area / perimeter²; 1 is a disc, long and rough cells have less",
      ShapeFigures::circularity),
  /** 1 or more. As ImageJ's. */
  ASPECT_RATIO(
      "aspect_ratio", Dimension.NONE, "Major axis over minor axis", ShapeFigures::aspectRatio),
  /** Within 0–180, not including 180. 0 if no direction is longer than another. As ImageJ's. */
  ORIENTATION(
      "orientation",
      Dimension.ANGLE,
      "Angle of the major axis with the x axis, counter-clockwise on the screen",
      ShapeFigures::orientation),
  /** Equal to ImageJ's figure. */
  FERET(
      "feret",
      Dimension.LENGTH,
      "Greatest distance between two points of the outline",
      ShapeFigures::feret),
  /** Equal to ImageJ's figure. */
  MIN_FERET(
      "min_feret",
      Dimension.LENGTH,
      "Least distance between two parallel lines that touch the outline",
      ShapeFigures::minFeret),
  /** Within 0–180, not including 180. Among equally long ones the least angle; ImageJ takes any. */
  FERET_ANGLE(
      "feret_angle",
      Dimension.ANGLE,
      "Angle of the greatest distance with the x axis, counter-clockwise on the screen",
      ShapeFigures::feretAngle),
  /**
   * Of the ellipse that has the same second moments. ImageJ then scales that ellipse to the cell's
   * area, so its axes are shorter the less the cell is like an ellipse; their ratio is the same.
   */
  MAJOR_AXIS(
      "major_axis",
      Dimension.LENGTH,
      "Longer axis of the ellipse with the same second moments",
      ShapeFigures::majorAxis),
  MINOR_AXIS(
      "minor_axis",
      Dimension.LENGTH,
      "Shorter axis of the ellipse with the same second moments",
      ShapeFigures::minorAxis),

  /** Pixels that are NaN are left out of this and the following; if all are, the figure is NaN. */
  MEAN_INTENSITY("mean_intensity", "Mean of the pixels", IntensityFigures::mean),
  /** Divided by n−1, as ImageJ's; NaN for a single pixel, for which ImageJ gives 0. */
  SD_INTENSITY("sd_intensity", "Standard deviation of the pixels", IntensityFigures::sd),
  MIN_INTENSITY("min_intensity", "Least pixel", IntensityFigures::min),
  MAX_INTENSITY("max_intensity", "Greatest pixel", IntensityFigures::max),
  /**
   * Mean of the two middle ones if there is an even number. ImageJ does so for 32-bit images and
   * takes the upper of the two for 8 and 16 bits.
   */
  MEDIAN_INTENSITY("median_intensity", "Median of the pixels", IntensityFigures::median),
  /** ImageJ's {@code RawIntDen}. */
  INTEGRATED_INTENSITY("integrated_intensity", "Sum of the pixels", IntensityFigures::integrated);

  /** What kind of unit a measurement has. */
  public enum Dimension {
    LENGTH,
    AREA,
    /** Degrees. */
    ANGLE,
    /** The unit of the pixels. */
    INTENSITY,
    /** A ratio. */
    NONE
  }

  private final String columnStem;
  private final Dimension dimension;
  private final String description;
  private final ToDoubleFunction<ShapeFigures> ofShape;
  private final ToDoubleFunction<IntensityFigures> ofPixels;

  Measurement(
      String columnStem,
      Dimension dimension,
      String description,
      ToDoubleFunction<ShapeFigures> ofShape) {
    this.columnStem = columnStem;
    this.dimension = dimension;
    this.description = description;
    this.ofShape = ofShape;
    this.ofPixels = null;
  }

  Measurement(String columnStem, String description, ToDoubleFunction<IntensityFigures> ofPixels) {
    this.columnStem = columnStem;
    this.dimension = Dimension.INTENSITY;
    this.description = description;
    this.ofShape = null;
    this.ofPixels = ofPixels;
  }

  public Dimension dimension() {
    return dimension;
  }

  /** One sentence without a full stop, for tables and help texts. */
  public String description() {
    return description;
  }

  /**
   * Its columns in the order of the table: two for a calibrated length or area, one for each
   * channel for an intensity (so none without channels), one otherwise.
   */
  public List<String> columns(PixelSize size, int channels) {
    List<String> columns = new ArrayList<>();
    switch (dimension) {
      case LENGTH, AREA -> {
        String power = dimension == Dimension.AREA ? "2" : "";
        if (size.isCalibrated()) columns.add(columnStem + "_" + size.columnUnit() + power);
        columns.add(columnStem + "_px" + power);
      }
      case ANGLE -> columns.add(columnStem + "_deg");
      case NONE -> columns.add(columnStem);
      case INTENSITY -> {
        for (int c = 1; c <= channels; c++) columns.add(channel(c, channels) + columnStem);
      }
    }
    return columns;
  }

  private static String channel(int channel, int channels) {
    return channels == 1 ? "" : "ch" + channel + "_";
  }

  /**
   * All columns of a run in the order of the table: shape first, then the intensities channel by
   * channel.
   */
  public static List<String> allColumns(PixelSize size, int channels) {
    List<String> columns = new ArrayList<>();
    for (Measurement m : values()) if (m.ofShape != null) columns.addAll(m.columns(size, channels));
    for (int c = 0; c < channels; c++)
      for (Measurement m : values())
        if (m.ofPixels != null) columns.add(m.columns(size, channels).get(c));
    return List.copyOf(columns);
  }

  /** The columns of cells that are boxes: area first, then the intensities channel by channel. */
  static List<String> boxColumns(PixelSize size, int channels) {
    List<String> columns = new ArrayList<>(AREA.columns(size, channels));
    for (String column : allColumns(size, channels))
      if (ofColumn(column).orElseThrow().ofPixels != null) columns.add(column);
    return List.copyOf(columns);
  }

  /** The measurement that a column holds, or empty if it is none of ours. */
  public static Optional<Measurement> ofColumn(String column) {
    for (Measurement m : values()) if (m.isColumn(column)) return Optional.of(m);
    return Optional.empty();
  }

  private boolean isColumn(String column) {
    return switch (dimension) {
      case LENGTH -> column.matches(columnStem + "_[A-Za-z0-9]+");
      case AREA -> column.matches(columnStem + "_[A-Za-z0-9]+2");
      case ANGLE -> column.equals(columnStem + "_deg");
      case NONE -> column.equals(columnStem);
      case INTENSITY -> column.matches("(ch[1-9][0-9]*_)?" + columnStem);
    };
  }

  /**
   * Writes the figures of a shape in the order of {@link #allColumns}.
   *
   * @param calibrated null without calibration
   * @return where the next figure goes
   */
  static int write(ShapeFigures calibrated, ShapeFigures pixels, double[] values) {
    int at = 0;
    for (Measurement m : values()) {
      if (m.ofShape == null) continue;
      boolean hasLength = m.dimension == Dimension.LENGTH || m.dimension == Dimension.AREA;
      if (calibrated != null) values[at++] = m.ofShape.applyAsDouble(calibrated);
      if (calibrated == null || hasLength) values[at++] = m.ofShape.applyAsDouble(pixels);
    }
    return at;
  }

  /** Writes the figures of one channel, from {@code at} on. */
  static int write(IntensityFigures figures, double[] values, int at) {
    for (Measurement m : values())
      if (m.ofPixels != null) values[at++] = m.ofPixels.applyAsDouble(figures);
    return at;
  }
}
