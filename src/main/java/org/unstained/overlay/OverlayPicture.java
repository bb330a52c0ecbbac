package org.unstained.overlay;

import ij.ImagePlus;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.letters.Letters;

/**
 * Pictures to look at: one plane with the outlines of its cells in the colours of their classes.
 * Needs no screen and leaves the image as it is.
 *
 * <p>Small images come out two to four times as large, so that outlines don't hide the cells; very
 * large ones smaller, with 4096 pixels for the longer side. Contrast is set anew (0.35 % of the
 * pixels black, 0.35 % white), RGB images excepted.
 */
public final class OverlayPicture {
  private static final int LARGE_ENOUGH = 800;
  private static final int MOST_TIMES = 4;
  private static final int LARGEST = 4096;

  private static final float LINE = 1.5f;
  private static final float HALO = 3f;
  private static final Color SHADE = new Color(0, 0, 0, 110);

  private static final int FONT_SIZE = 11;

  private OverlayPicture() {}

  /**
   * Writes a PNG with outlines, and with names and scores of those cells that are classified, if
   * this Java has {@link Letters}.
   *
   * @throws IOException if the file can't be written; an older one is then as it was
   * @throws IllegalArgumentException if the image has no such plane
   */
  public static void write(Path png, ImagePlus imp, PlaneCells cells) throws IOException {
    write(png, imp, cells, true);
  }

  /** As {@link #write(Path, ImagePlus, PlaneCells)}, with or without names. */
  public static void write(Path png, ImagePlus imp, PlaneCells cells, boolean names)
      throws IOException {
    BufferedImage picture = of(imp, cells, names);
    int[] rgb = PlanePicture.pixels(picture);
    WholeFile.write(png, out -> Png.write(out, rgb, picture.getWidth(), picture.getHeight()));
  }

  /**
   * The picture itself.
   *
   * @param names whether classified cells bear their class and score
   * @throws IllegalArgumentException if the image has no such plane
   */
  public static BufferedImage of(ImagePlus imp, PlaneCells cells, boolean names) {
    PlanePosition at = PlanePosition.of(cells);
    at.check(imp);
    double scale = scale(Math.max(imp.getWidth(), imp.getHeight()));
    BufferedImage picture = PlanePicture.of(imp, at, scale);
    ClassGroups groups = ClassGroups.of(List.of(cells), ClassColours.of(imp));
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    AffineTransform toPicture =
        AffineTransform.getScaleInstance(
            (double) picture.getWidth() / imp.getWidth(),
            (double) picture.getHeight() / imp.getHeight());
    List<Shape> outlines = new ArrayList<>(cells.cells().size());
    for (Cell cell : cells.cells())
      outlines.add(new Path2D.Float(RoiOutline.path(cell.outline()), toPicture));
    g.setStroke(new BasicStroke(HALO, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL));
    g.setColor(SHADE);
    outlines.forEach(g::draw);
    g.setStroke(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL));
    for (int i = 0; i < outlines.size(); i++) {
      g.setColor(groups.colourOf(groups.group(cells.cells().get(i))));
      g.draw(outlines.get(i));
    }
    if (names) drawNames(g, cells, toPicture, groups, picture);
    g.dispose();
    return picture;
  }

  static double scale(int longerSide) {
    if (longerSide > LARGEST) return (double) LARGEST / longerSide;
    return Math.min(MOST_TIMES, (LARGE_ENOUGH + longerSide - 1) / longerSide);
  }

  /** Above the cell, or below it where the picture ends; on a shade, to be read on any ground. */
  private static void drawNames(
      Graphics2D g,
      PlaneCells cells,
      AffineTransform toPicture,
      ClassGroups groups,
      BufferedImage picture) {
    List<Cell> named = cells.cells().stream().filter(c -> c.classification() != null).toList();
    if (named.isEmpty() || !Letters.canBeWritten()) return;
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, FONT_SIZE));
    FontMetrics font = g.getFontMetrics();
    for (Cell cell : named) {
      String name = cell.name();
      int width = font.stringWidth(name) + 4;
      int height = font.getAscent() + font.getDescent();
      double middle = (cell.box().x() + cell.box().width() / 2) * toPicture.getScaleX();
      int x = (int) Math.max(0, Math.min(picture.getWidth() - width, middle - width / 2.0));
      int y = (int) (cell.box().y() * toPicture.getScaleY()) - height - 2;
      if (y < 0) y = (int) ((cell.box().y() + cell.box().height()) * toPicture.getScaleY()) + 2;
      y = Math.max(0, Math.min(picture.getHeight() - height, y));
      g.setColor(LabelInk.GROUND);
      g.fillRoundRect(x, y, width, height, 4, 4);
      g.setColor(LabelInk.letters(groups.colourOf(groups.group(cell))));
      g.drawString(name, x + 2, y + font.getAscent());
    }
  }
}
