package org.unstained.cells;

/**
 * Width and height of one pixel in a unit of length, usually {@code "µm"}. Pixels need not be
 * square. {@link #PIXELS} stands for an image without calibration.
 *
 * @throws IllegalArgumentException if a side is not a positive finite number or the unit is empty
 */
public record PixelSize(double width, double height, String unit) {

  /** No calibration: one pixel is one pixel. */
  public static final PixelSize PIXELS = new PixelSize(1, 1, "px");

  public PixelSize {
    if (!(width > 0 && height > 0) || !Double.isFinite(width + height))
      throw new IllegalArgumentException(
          "A pixel needs a positive width and height, got %s x %s".formatted(width, height));
    if (unit == null || unit.isBlank()) throw new IllegalArgumentException("A unit is missing");
  }

  public boolean isCalibrated() {
    return !"px".equals(unit);
  }

  /** Area of one pixel in squared units. */
  public double area() {
    return width * height;
  }

  /** The unit as it stands in a column name: ASCII letters only, {@code um} for micrometres. */
  public String columnUnit() {
    String ascii = unit.replace('µ', 'u').replace('μ', 'u').replaceAll("[^A-Za-z0-9]", "");
    return ascii.isEmpty() ? "unit" : ascii;
  }
}
