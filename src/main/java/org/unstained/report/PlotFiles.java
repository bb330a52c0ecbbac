package org.unstained.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A plot by itself, for a paper or a slide: as SVG or as a picture of pixels, on white. */
public final class PlotFiles {
  private PlotFiles() {}

  /**
   * @param series colours of its series; those that aren't named are as ever
   * @return the text of an SVG file that needs no other
   */
  public static String svg(Plot plot, List<Color> series, int width, int height) {
    return SvgCanvas.file(plot, Palette.LIGHT.withSeries(series), width, height);
  }

  /**
   * @param scale pixels for each unit of length, 2 for print
   */
  public static BufferedImage picture(
      Plot plot, List<Color> series, int width, int height, int scale) {
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.scale(scale, scale);
    Palette palette = Palette.LIGHT.withSeries(series);
    g.setColor(palette.colour(Ink.GROUND));
    g.fillRect(0, 0, width, height);
    plot.draw(new GraphicsCanvas(g, palette), width, height);
    g.dispose();
    return image;
  }

  /** The bytes of a PNG file of it. */
  public static byte[] png(Plot plot, List<Color> series, int width, int height, int scale)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture(plot, series, width, height, scale), "png", bytes);
    return bytes.toByteArray();
  }
}
