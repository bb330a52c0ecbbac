package org.unstained.command.exploration;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/** The legend of points: colours with counts, or a scale; at the upper right of the view. */
final class ScatterLegend {
  static final int ROW = 18;
  static final int PAD = 8;
  static final int BAR_HEIGHT = 120;
  static final int BAR_WIDTH = 14;
  private static final int MOST_ROWS = 20;
  private static final int MOST_LETTERS = 26;
  private static final int MARGIN = 10;

  private ScatterLegend() {}

  /** A line: what it says and its colour, or no colour for words alone. */
  record Line(String text, int rgb, boolean coloured) {}

  static List<Line> lines(PointColours colours) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(colours.title(), 0, false));
    List<PointColours.Entry> entries = colours.entries();
    int shown = entries.size() <= MOST_ROWS ? entries.size() : MOST_ROWS - 1;
    for (PointColours.Entry one : entries.subList(0, shown))
      lines.add(
          new Line(
              "%s (%,d)".formatted(shortened(one.name()), one.cells().length), one.rgb(), true));
    if (shown < entries.size())
      lines.add(new Line("and %,d more".formatted(entries.size() - shown), 0, false));
    return lines;
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "\u2026";
  }

  /** Where the legend is in a view of this width. */
  static Rectangle place(PointColours colours, FontMetrics font, int width) {
    List<Line> lines = lines(colours);
    int wide = 0;
    for (Line line : lines)
      wide = Math.max(wide, font.stringWidth(line.text()) + (line.coloured() ? ROW : 0));
    int high = lines.size() * ROW;
    if (colours.isScale()) {
      wide =
          Math.max(
              wide,
              BAR_WIDTH
                  + 8
                  + Math.max(
                      font.stringWidth(PointColours.text(colours.low())),
                      font.stringWidth(PointColours.text(colours.high()))));
      high += BAR_HEIGHT + PAD;
    }
    return new Rectangle(
        width - MARGIN - wide - 2 * PAD, MARGIN, wide + 2 * PAD, high + 2 * PAD - 2);
  }

  static void draw(Graphics2D g, PointColours colours, int width, Color ground, Color text) {
    FontMetrics font = g.getFontMetrics();
    Rectangle at = place(colours, font, width);
    g.setColor(new Color(ground.getRed(), ground.getGreen(), ground.getBlue(), 225));
    g.fillRoundRect(at.x, at.y, at.width, at.height, 8, 8);
    g.setColor(new Color(text.getRed(), text.getGreen(), text.getBlue(), 60));
    g.drawRoundRect(at.x, at.y, at.width, at.height, 8, 8);
    int y = at.y + PAD + 12;
    for (Line line : lines(colours)) {
      int x = at.x + PAD;
      if (line.coloured()) {
        g.setColor(new Color(line.rgb()));
        g.fillOval(x, y - 10, 11, 11);
        x += ROW;
      }
      g.setColor(text);
      g.drawString(line.text(), x, y);
      y += ROW;
    }
    if (!colours.isScale()) return;
    int top = y - 8;
    for (int i = 0; i < BAR_HEIGHT; i++) {
      g.setColor(new Color(ColourScale.rgb(1 - (i + 0.5) / BAR_HEIGHT)));
      g.fillRect(at.x + PAD, top + i, BAR_WIDTH, 1);
    }
    g.setColor(text);
    g.drawString(PointColours.text(colours.high()), at.x + PAD + BAR_WIDTH + 8, top + 10);
    g.drawString(PointColours.text(colours.low()), at.x + PAD + BAR_WIDTH + 8, top + BAR_HEIGHT);
  }

  /** The number of the entry at a point of the view; −1 for none, −2 beside the legend. */
  static int entry(PointColours colours, FontMetrics font, int width, Point point) {
    Rectangle at = place(colours, font, width);
    if (!at.contains(point)) return -2;
    int line = (point.y - at.y - PAD + 2) / ROW - 1;
    List<Line> lines = lines(colours);
    return line >= 0 && line + 1 < lines.size() && lines.get(line + 1).coloured() ? line : -1;
  }
}
