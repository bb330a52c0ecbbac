package org.unstained.command.training;

import java.awt.BasicStroke;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import org.unstained.command.Theme;
import org.unstained.learning.JudgedCrop;

/**
 * What a classifier in training calls cells of the validation images: what it is → what it was
 * called and how surely. Always the same cells, spread over all; the wrong ones come first and have
 * a thick frame.
 */
final class CalledCells extends JPanel {
  private static final int MOST = 60;
  private static final int WIDE = 104;
  private static final int HIGH = ValidationPictures.THUMBNAIL + 34;

  private final ValidationPictures pictures;
  private final JLabel caption = new JLabel(" ", SwingConstants.CENTER);
  private final Strip strip = new Strip();
  private final Map<Integer, BufferedImage> cut = new HashMap<>();
  private List<JudgedCrop> judged = List.of();
  private List<Integer> order = List.of();

  CalledCells(ValidationPictures pictures) {
    super(new BorderLayout());
    this.pictures = pictures;
    JScrollPane scroll =
        new JScrollPane(
            strip,
            JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
            JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.getVerticalScrollBar().setUnitIncrement(HIGH / 2);
    add(caption, BorderLayout.NORTH);
    add(scroll, BorderLayout.CENTER);
    setMinimumSize(new Dimension(140, 120));
    setPreferredSize(new Dimension(420, 340));
  }

  /**
   * @param crops of all validation images, cell by cell
   */
  void update(List<JudgedCrop> crops) {
    judged = crops;
    if (order.isEmpty()) {
      order = spread(crops.size());
      pictures.cut(
          order,
          (cell, picture) -> {
            cut.put(cell, picture);
            strip.repaint();
          });
    }
    order = new ArrayList<>(order);
    order.sort(Comparator.comparing((Integer cell) -> right(cell)).thenComparing(cell -> cell));
    long wrong = crops.stream().filter(c -> !c.called().equals(c.className())).count();
    caption.setText("%d of %d validation cells are called wrong".formatted(wrong, crops.size()));
    strip.revalidate();
    strip.repaint();
  }

  private boolean right(int cell) {
    return judged.get(cell).called().equals(judged.get(cell).className());
  }

  /** Numbers below a count, evenly over all. */
  private static List<Integer> spread(int count) {
    List<Integer> all = new ArrayList<>();
    int shown = Math.min(count, MOST);
    for (int i = 0; i < shown; i++) all.add((int) ((long) i * count / shown));
    return all;
  }

  private final class Strip extends JComponent {
    private int columns() {
      int wide = getParent() == null ? getWidth() : getParent().getWidth();
      return Math.max(1, wide / WIDE);
    }

    @Override
    public Dimension getPreferredSize() {
      return new Dimension(WIDE, HIGH * ((order.size() + columns() - 1) / columns()));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      g.setColor(Theme.ground());
      g.fillRect(0, 0, getWidth(), getHeight());
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setFont(g.getFont().deriveFont(10f));
      int columns = columns();
      for (int i = 0; i < order.size(); i++)
        draw(g, order.get(i), i % columns * WIDE, i / columns * HIGH);
      g.dispose();
    }

    private void draw(Graphics2D g, int cell, int x, int y) {
      int left = x + (WIDE - ValidationPictures.THUMBNAIL) / 2;
      BufferedImage picture = cut.get(cell);
      if (picture != null) g.drawImage(picture, left, y + 3, null);
      boolean right = right(cell);
      g.setColor(right ? Theme.first() : Theme.second());
      g.setStroke(new BasicStroke(right ? 1 : 3));
      g.drawRect(left, y + 3, ValidationPictures.THUMBNAIL, ValidationPictures.THUMBNAIL);
      JudgedCrop crop = judged.get(cell);
      int baseline = y + ValidationPictures.THUMBNAIL + 16;
      g.setColor(Theme.text());
      text(g, crop.className(), x, baseline);
      g.setColor(right ? Theme.first() : Theme.second());
      double sure = crop.scores().get(crop.scores().best());
      text(g, String.format(Locale.ROOT, "\u2192 %s %.2f", crop.called(), sure), x, baseline + 12);
    }

    private void text(Graphics2D g, String text, int x, int y) {
      FontMetrics font = g.getFontMetrics();
      String fits = text;
      while (fits.length() > 1 && font.stringWidth(fits) > WIDE - 4)
        fits = fits.substring(0, fits.length() - 2) + "\u2026";
      g.drawString(fits, x + (WIDE - font.stringWidth(fits)) / 2, y);
    }
  }
}
