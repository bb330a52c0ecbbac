package org.unstained.command.exploration;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.unstained.overlay.WholeFile;
import org.unstained.workflow.curation.ExploredCells;
import org.unstained.workflow.exploration.Exploration;
import org.unstained.workflow.exploration.ExplorationTable;

/** Writes what is explored: a table, or a picture on white, as the ending of the file says. */
final class ScatterFiles {
  /** Size of pictures that no window has shown. */
  static final int WIDTH = 1200;

  static final int HEIGHT = 900;

  private ScatterFiles() {}

  /**
   * Refuses a file whose ending says nothing, before any work is done.
   *
   * @throws IllegalArgumentException names the key and the endings
   */
  static void requireEnding(String key, Path file, boolean pictures, boolean tables) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean picture = name.endsWith(".png") || name.endsWith(".svg");
    if (pictures && picture || tables && name.endsWith(".csv")) return;
    throw new IllegalArgumentException(
        "'%s' can't be '%s': the file ends in %s."
            .formatted(
                key,
                file,
                pictures && tables ? ".csv, .png or .svg" : pictures ? ".png or .svg" : ".csv"));
  }

  /** Writes in the kind that the ending says. */
  static void write(
      Path file,
      ExploredCells cells,
      Exploration found,
      Scatter points,
      ScatterPlane plane,
      ScatterPainter.Look look)
      throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) ExplorationTable.write(file, cells, found);
    else if (name.endsWith(".svg"))
      ScatterSvg.write(file, points, plane, look, i -> picture(cells, i, look.side()));
    else {
      BufferedImage picture = picture(cells, points, plane, look);
      WholeFile.write(file, out -> ImageIO.write(picture, "png", out));
    }
  }

  static BufferedImage picture(
      ExploredCells cells, Scatter points, ScatterPlane plane, ScatterPainter.Look look) {
    BufferedImage picture =
        new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    ScatterPainter.paint(
        g, points, plane, look, new ScatterRaster(), i -> picture(cells, i, look.side()));
    g.dispose();
    return picture;
  }

  /** A picture of a cell in a square; null if it can't be read. */
  private static BufferedImage picture(ExploredCells cells, int cell, int side) {
    try {
      BufferedImage own = cells.crops().picture(cells.crop(cell));
      BufferedImage shown = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      double zoom = Math.min((double) side / own.getWidth(), (double) side / own.getHeight());
      int w = Math.max(1, (int) Math.round(zoom * own.getWidth()));
      int h = Math.max(1, (int) Math.round(zoom * own.getHeight()));
      Graphics2D g = shown.createGraphics();
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(own, (side - w) / 2, (side - h) / 2, w, h, null);
      g.dispose();
      return shown;
    } catch (IOException e) {
      return null;
    }
  }
}
