package org.unstained.report;

/** Draws nothing, for asking where something would be drawn. */
final class NoCanvas implements Canvas {
  @Override
  public void line(Ink ink, double x1, double y1, double x2, double y2) {}

  @Override
  public void curve(Ink ink, double[] x, double[] y) {}

  @Override
  public void fill(Ink ink, double opacity, double[] x, double[] y) {}

  @Override
  public void rectangle(Ink ink, double opacity, double x, double y, double width, double height) {}

  @Override
  public void dot(Ink ink, double opacity, double x, double y, double radius) {}

  @Override
  public void text(Ink ink, Anchor anchor, String text, double x, double y) {}

  @Override
  public void heading(Ink ink, Anchor anchor, String text, double x, double y) {}

  @Override
  public void upright(Ink ink, String text, double x, double y) {}
}
