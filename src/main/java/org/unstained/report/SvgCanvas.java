package org.unstained.report;

import java.util.Locale;

/** Writes plots as SVG, whose colours are those that the page gives to the classes of the inks. */
final class SvgCanvas implements Canvas {
  /** Points of a curve that are nearer to the last one than this are left out. */
  private static final double NEAR = 0.25;

  private final StringBuilder text = new StringBuilder();

  private SvgCanvas(Plot plot, double width, double height) {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\" aria-label=\"%s\">",
            width,
            height,
            width,
            height,
            Html.escaped(plot.title())));
  }

  static String of(Plot plot, double width, double height) {
    SvgCanvas canvas = new SvgCanvas(plot, width, height);
    plot.draw(canvas, width, height);
    return canvas.text.append("</svg>\n").toString();
  }

  /** A plot as a file of its own, with its colours in it. */
  static String file(Plot plot, Palette palette, double width, double height) {
    StringBuilder style = new StringBuilder("<style>text{font:12px sans-serif}");
    style.append(
        ".l{stroke-width:1;fill:none}.c{stroke-width:1.8;fill:none;stroke-linejoin:round}");
    for (Ink ink : Ink.values())
      style.append(
          String.format(
              Locale.ROOT,
              ".f.%1$s{fill:#%2$06x}.l.%1$s,.c.%1$s{stroke:#%2$06x}",
              ink.cssName(),
              palette.colour(ink).getRGB() & 0xffffff));
    style.append("</style><rect class=\"f ground\" width=\"100%\" height=\"100%\"/>");
    String drawn = of(plot, width, height);
    int begin = drawn.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + drawn
            .substring(0, begin)
            .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        + style
        + drawn.substring(begin);
  }

  @Override
  public void line(Ink ink, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"l %s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        ink.cssName(), x1, y1, x2, y2);
  }

  @Override
  public void curve(Ink ink, double[] x, double[] y) {
    String path = path(x, y);
    if (path.isEmpty()) return;
    StringBuilder dashes = new StringBuilder();
    for (float dash : ink.dashes()) dashes.append(dashes.isEmpty() ? "" : " ").append((int) dash);
    add(
        "<path class=\"c %s\"%s d=\"%s\"/>",
        ink.cssName(), dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + '"', path);
  }

  @Override
  public void fill(Ink ink, double opacity, double[] x, double[] y) {
    String path = path(x, y);
    if (!path.isEmpty())
      add("<path class=\"f %s\" opacity=\"%.2f\" d=\"%sZ\"/>", ink.cssName(), opacity, path);
  }

  @Override
  public void rectangle(Ink ink, double opacity, double x, double y, double width, double height) {
    add(
        "<rect class=\"f %s\" opacity=\"%.2f\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        ink.cssName(), opacity, x, y, width, height);
  }

  @Override
  public void dot(Ink ink, double opacity, double x, double y, double radius) {
    add(
        "<circle class=\"f %s\" opacity=\"%.2f\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
        ink.cssName(), opacity, x, y, radius);
  }

  @Override
  public void text(Ink ink, Anchor anchor, String words, double x, double y) {
    write(ink, anchor, words, x, y, "");
  }

  @Override
  public void heading(Ink ink, Anchor anchor, String words, double x, double y) {
    write(ink, anchor, words, x, y, " font-weight=\"bold\"");
  }

  @Override
  public void upright(Ink ink, String words, double x, double y) {
    write(
        ink,
        Anchor.MIDDLE,
        words,
        x,
        y,
        String.format(Locale.ROOT, " transform=\"rotate(-90 %.1f %.1f)\"", x, y));
  }

  private void write(Ink ink, Anchor anchor, String words, double x, double y, String more) {
    String where =
        switch (anchor) {
          case LEFT -> "start";
          case MIDDLE -> "middle";
          case RIGHT -> "end";
        };
    add(
        "<text class=\"f %s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\"%s>%s</text>",
        ink.cssName(), where, x, y, more, Html.escaped(words));
  }

  private static String path(double[] x, double[] y) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
        drawing = false;
        continue;
      }
      boolean last = i + 1 == x.length || Double.isNaN(x[i + 1]) || Double.isNaN(y[i + 1]);
      if (drawing && !last && Math.hypot(x[i] - lastX, y[i] - lastY) < NEAR) continue;
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x[i], y[i]));
      drawing = true;
      lastX = x[i];
      lastY = y[i];
    }
    return path.toString();
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
