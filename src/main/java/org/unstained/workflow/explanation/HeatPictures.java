package org.unstained.workflow.explanation;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.unstained.cells.Box;
import org.unstained.inference.HeatMap;
import org.unstained.letters.Letters;
import org.unstained.overlay.HeatColours;
import org.unstained.workflow.explanation.ExplainedCell.ClassMap;

/** Explained cells as pictures; without text where Java has no {@link Letters}. */
public final class HeatPictures {
  private static final int PANEL = 240;
  private static final int GAP = 10;
  private static final int BAR = 16;
  private static final int TEXT = 40;
  private static final float ALPHA = 0.75f;
  private static final Color GROUND = new Color(0xf2f2f2);
  private static final Color INK = new Color(0x202020);

  private HeatPictures() {}

  /**
   * The maps of all cells in one picture as large as the image, each with 1 for its greatest value;
   * where they overlap, the greater counts.
   *
   * @param which 0 for the class that is explained, 1 for the second
   */
  public static FloatProcessor whole(ImagePlus image, List<ExplainedCell> cells, int which) {
    FloatProcessor heat = new FloatProcessor(image.getWidth(), image.getHeight());
    for (ExplainedCell cell : cells) {
      HeatMap map = cell.maps().get(which).map();
      float most = map.greatest();
      if (!(most > 0)) continue;
      Box place = map.place();
      int right = (int) Math.min(image.getWidth(), Math.ceil(place.x() + place.width()));
      int below = (int) Math.min(image.getHeight(), Math.ceil(place.y() + place.height()));
      for (int y = (int) Math.max(0, Math.floor(place.y())); y < below; y++)
        for (int x = (int) Math.max(0, Math.floor(place.x())); x < right; x++)
          heat.setf(x, y, Math.max(heat.getf(x, y), map.at(x + 0.5, y + 0.5) / most));
    }
    return heat;
  }

  /**
   * A page for each cell: its crop, the crop under the map of each class with the class's score,
   * and the scale of colours.
   *
   * @param image its planes are drawn at the contrast of the one that it shows
   * @param planes with one cell or more
   */
  public static ImageStack pages(ImagePlus image, List<ExplainedPlane> planes) {
    ImageStack stack = null;
    for (ExplainedPlane explained : planes) {
      BufferedImage plane = picture(image, explained);
      for (ExplainedCell cell : explained.cells()) {
        BufferedImage page = page(plane, cell);
        if (stack == null) stack = new ImageStack(page.getWidth(), page.getHeight());
        stack.addSlice(title(cell), new ColorProcessor(page));
      }
    }
    return stack;
  }

  private static BufferedImage picture(ImagePlus image, ExplainedPlane at) {
    ImageProcessor shown = image.getProcessor();
    int index = image.getStackIndex(at.channel(), at.slice(), at.frame());
    if (index == image.getCurrentSlice()) return shown.getBufferedImage();
    ImageProcessor plane = image.getStack().getProcessor(index);
    if (!(plane instanceof ColorProcessor)) {
      plane.setColorModel(shown.getColorModel());
      plane.setMinAndMax(shown.getMin(), shown.getMax());
    }
    return plane.getBufferedImage();
  }

  private static String title(ExplainedCell cell) {
    int best = cell.scores().best();
    return "%s: %s %s"
        .formatted(cell.name(), cell.scores().names().get(best), number(cell.scores().get(best)));
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }

  private static BufferedImage page(BufferedImage plane, ExplainedCell cell) {
    int panels = 1 + cell.maps().size();
    int width = GAP + panels * (PANEL + GAP) + BAR + 3 * GAP + GAP;
    int height = GAP + PANEL + TEXT;
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = page.createGraphics();
    g.setColor(GROUND);
    g.fillRect(0, 0, width, height);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    Box place = cell.maps().get(0).map().place();
    crop(g, plane, place, cell.box(), GAP);
    text(g, cell.name(), best(cell), GAP);
    for (int i = 0; i < cell.maps().size(); i++) {
      int left = GAP + (i + 1) * (PANEL + GAP);
      ClassMap one = cell.maps().get(i);
      crop(g, plane, place, cell.box(), left);
      heat(g, one.map(), left);
      text(g, "Where it looked for", one.className() + " " + number(one.score()), left);
    }
    bar(g, width - BAR - 4 * GAP);
    g.dispose();
    return page;
  }

  private static String best(ExplainedCell cell) {
    int best = cell.scores().best();
    return cell.scores().names().get(best) + " " + number(cell.scores().get(best));
  }

  private static void crop(Graphics2D page, BufferedImage plane, Box place, Box box, int left) {
    Graphics2D g = (Graphics2D) page.create(left, GAP, PANEL, PANEL);
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, PANEL, PANEL);
    double zoom = PANEL / Math.max(place.width(), place.height());
    g.transform(new AffineTransform(zoom, 0, 0, zoom, -zoom * place.x(), -zoom * place.y()));
    g.drawImage(plane, 0, 0, null);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke((float) (1 / zoom)));
    g.draw(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    g.dispose();
  }

  private static void heat(Graphics2D page, HeatMap map, int left) {
    float most = map.greatest();
    if (!(most > 0)) return;
    Box place = map.place();
    double zoom = PANEL / Math.max(place.width(), place.height());
    BufferedImage layer = new BufferedImage(PANEL, PANEL, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < PANEL; y++)
      for (int x = 0; x < PANEL; x++) {
        double value = map.at(place.x() + (x + 0.5) / zoom, place.y() + (y + 0.5) / zoom) / most;
        int alpha = (int) Math.round(255 * ALPHA * Math.sqrt(value));
        layer.setRGB(x, y, alpha << 24 | HeatColours.rgb(value));
      }
    page.drawImage(layer, left, GAP, null);
  }

  private static void text(Graphics2D g, String above, String below, int left) {
    write(g, above, left, GAP + PANEL + 16);
    write(g, below, left, GAP + PANEL + 32);
  }

  private static void write(Graphics2D g, String text, int x, int y) {
    if (!Letters.canBeWritten()) return;
    g.setColor(INK);
    g.drawString(text, x, y);
  }

  private static void bar(Graphics2D g, int left) {
    for (int y = 0; y < PANEL; y++) {
      g.setColor(new Color(HeatColours.rgb(1 - y / (PANEL - 1.0))));
      g.fillRect(left, GAP + y, BAR, 1);
    }
    write(g, "1", left + BAR + 4, GAP + 10);
    write(g, "0", left + BAR + 4, GAP + PANEL);
  }
}
