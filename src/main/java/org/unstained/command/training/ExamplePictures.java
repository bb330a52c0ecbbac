package org.unstained.command.training;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import javax.swing.JComponent;
import org.unstained.command.Theme;
import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.LabelledBox;
import org.unstained.learning.LabelledPicture;

/**
 * Examples as a network is shown them: a row each, first as it is, then as it is changed. All
 * pictures of a row have one scale of grey, so that changes of brightness can be seen; of several
 * channels the first is shown.
 */
final class ExamplePictures extends JComponent {
  private static final int GAP = 6;
  private static final int HEADING = 22;

  /** Deviations of the original's values from black to white. */
  private static final double RANGE = 3.5;

  private AugmentationPreview preview = new AugmentationPreview(List.of());

  void show(AugmentationPreview pictures) {
    preview = pictures;
    revalidate();
    repaint();
  }

  private int columns() {
    return preview.rows().stream().mapToInt(r -> 1 + r.changed().size()).max().orElse(1);
  }

  /** So that all fits; labels stand above their row. */
  private int side() {
    int columns = columns();
    int rows = Math.max(1, preview.rows().size());
    int wide = (getWidth() - GAP * (columns + 1)) / columns;
    int high = (getHeight() - HEADING) / rows - HEADING - GAP;
    return Math.max(16, Math.min(wide, high));
  }

  @Override
  public Dimension getPreferredSize() {
    int side = 96;
    return new Dimension(
        GAP + columns() * (side + GAP), HEADING + preview.rows().size() * (side + HEADING + GAP));
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Theme.ground());
    g.fillRect(0, 0, getWidth(), getHeight());
    int side = side();
    g.setColor(Theme.text());
    g.drawString("as it is", GAP, 15);
    g.drawString("as it is learned from, another time each", 2 * GAP + side, 15);
    int y = HEADING;
    for (AugmentationPreview.Row row : preview.rows()) {
      g.setColor(Theme.text());
      g.drawString(fitting(row.label(), g.getFontMetrics(), getWidth() - 2 * GAP), GAP, y + 15);
      y += HEADING;
      double[] range = range(row.original());
      draw(g, row.original(), range, GAP, y, side);
      for (int i = 0; i < row.changed().size(); i++)
        draw(g, row.changed().get(i), range, GAP + (i + 1) * (side + GAP), y, side);
      y += side + GAP;
    }
    g.dispose();
  }

  private static String fitting(String text, FontMetrics metrics, int width) {
    String part = text;
    while (part.length() > 1 && metrics.stringWidth(part + "…") > width)
      part = part.substring(0, part.length() - 1);
    return part.equals(text) ? text : part + "…";
  }

  private static void draw(
      Graphics2D g, LabelledPicture picture, double[] range, int x, int y, int side) {
    double scale = (double) side / Math.max(picture.width(), picture.height());
    g.drawImage(
        image(picture, range),
        x,
        y,
        (int) Math.round(scale * picture.width()),
        (int) Math.round(scale * picture.height()),
        null);
    for (LabelledBox box : picture.boxes()) {
      g.setColor(box.type() % 2 == 0 ? new Color(0x56b4e9) : new Color(0xf0a020));
      g.drawRect(
          x + (int) Math.round(scale * box.box().x()),
          y + (int) Math.round(scale * box.box().y()),
          (int) Math.round(scale * box.box().width()),
          (int) Math.round(scale * box.box().height()));
    }
  }

  /** Black and white of a row. */
  private static double[] range(LabelledPicture picture) {
    float[] values = picture.channels().get(0);
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    double sd = Math.sqrt(Math.max(1e-12, squares / values.length - mean * mean));
    return new double[] {mean - RANGE * sd, mean + RANGE * sd};
  }

  private static BufferedImage image(LabelledPicture picture, double[] range) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
    float[] values = picture.channels().get(0);
    byte[] grey = new byte[values.length];
    for (int i = 0; i < grey.length; i++)
      grey[i] =
          (byte)
              Math.round(
                  255 * Math.max(0, Math.min(1, (values[i] - range[0]) / (range[1] - range[0]))));
    image.getRaster().setDataElements(0, 0, picture.width(), picture.height(), grey);
    return image;
  }
}
