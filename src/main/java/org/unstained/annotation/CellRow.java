package org.unstained.annotation;

import java.util.function.UnaryOperator;
import org.unstained.cells.Box;

/**
 * A row of a table of cells, wherever the table comes from. What a row doesn't hold as it should is
 * an {@link IllegalArgumentException} that says where the row stands, which column it is and what
 * is there.
 */
public final class CellRow {
  private final String where;
  private final UnaryOperator<String> texts;

  /**
   * @param where the row stands, for messages
   * @param texts by the names of columns; empty, or null, where there is none
   */
  public CellRow(String where, UnaryOperator<String> texts) {
    this.where = where;
    this.texts = texts;
  }

  /** What stands in a column, without space around it; empty where nothing does. */
  public String text(String column) {
    String text = texts.apply(column);
    return text == null ? "" : text.strip();
  }

  public boolean has(String column) {
    return !text(column).isEmpty();
  }

  /** The image that the row names. */
  public String image() {
    String image = text("image");
    if (image.isEmpty()) throw fail("it names no image");
    return image;
  }

  /** A finite number. */
  public double number(String column) {
    String text = text(column);
    try {
      return Decimals.parse(text);
    } catch (NumberFormatException e) {
      throw fail("'%s' should be a number, but is '%s'".formatted(column, shortened(text)));
    }
  }

  /** A finite number, or NaN where there is none. */
  public double numberOrNone(String column) {
    return isMissing(column) ? Double.NaN : number(column);
  }

  /** A share such as a score, or NaN where there is none. */
  public double shareOrNone(String column) {
    double value = numberOrNone(column);
    if (value < 0 || value > 1)
      throw fail(
          "'%s' is %s, but scores lie within 0 and 1".formatted(column, shortened(text(column))));
    return value;
  }

  /** A number, or NaN where something else stands. */
  public double measurement(String column) {
    try {
      return Decimals.parse(text(column));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether a column says that it has no number: nothing, or NaN in any capitals. */
  public boolean isMissing(String column) {
    String text = text(column);
    return text.isEmpty() || text.equalsIgnoreCase("NaN");
  }

  /**
   * A whole number.
   *
   * @param least that it may be
   * @param missing what it is where nothing stands
   */
  public int whole(String column, int least, int missing) {
    if (!has(column)) return missing;
    double value = number(column);
    if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE)
      throw fail(
          "'%s' should be a whole number from %d, but is '%s'"
              .formatted(column, least, shortened(text(column))));
    return (int) value;
  }

  /** The box of {@link CellTableReader#BOX}. */
  public Box box() {
    double x = number("x_px");
    double y = number("y_px");
    double width = number("width_px");
    double height = number("height_px");
    try {
      return new Box(x, y, width, height);
    } catch (IllegalArgumentException e) {
      throw fail(e.getMessage());
    }
  }

  /** Ends the reading of the table. */
  public IllegalArgumentException fail(String why) {
    return new IllegalArgumentException(where + ": " + why);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
