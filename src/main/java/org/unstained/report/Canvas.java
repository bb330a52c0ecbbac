package org.unstained.report;

/**
 * What plots are drawn on. Lengths are pixels, y goes down; text stands on its y. A coordinate that
 * is NaN breaks a curve.
 */
public interface Canvas {

  /** Height of letters, in pixels. */
  double LETTERS = 12;

  /** Where a text begins, of the point that it is given. */
  enum Anchor {
    LEFT,
    MIDDLE,
    RIGHT
  }

  void line(Ink ink, double x1, double y1, double x2, double y2);

  /** A curve, dashed as its ink is. */
  void curve(Ink ink, double[] x, double[] y);

  /** A closed shape, filled. */
  void fill(Ink ink, double opacity, double[] x, double[] y);

  void rectangle(Ink ink, double opacity, double x, double y, double width, double height);

  void dot(Ink ink, double opacity, double x, double y, double radius);

  void text(Ink ink, Anchor anchor, String text, double x, double y);

  /** The same in bold. */
  void heading(Ink ink, Anchor anchor, String text, double x, double y);

  /** Turned a quarter to the left round its point, which is its middle. */
  void upright(Ink ink, String text, double x, double y);

  /** About how wide a text will be. */
  static double width(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width += "iljtfI.,:;|!'() ".indexOf(c) >= 0 ? 0.32 : "mwMW@%".indexOf(c) >= 0 ? 0.86 : 0.57;
    }
    return width * LETTERS;
  }

  /** The text, or its beginning and three dots, so that it fits. */
  static String fitting(String text, double width) {
    if (width(text) <= width) return text;
    int n = text.length();
    while (n > 1 && width(text.substring(0, n) + "…") > width) n--;
    return text.substring(0, n) + "…";
  }
}
