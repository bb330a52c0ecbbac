package org.unstained.command.training;

import java.awt.BasicStroke;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingConstants;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.command.Theme;
import org.unstained.inference.Detection;
import org.unstained.learning.JudgedImage;
import org.unstained.models.ModelClass;

/**
 * What a detector in training finds in the validation images, one of them at a time: dashed boxes
 * are what people drew, whole ones in the colour of the class what was found, with its score.
 */
final class FoundCells extends JPanel {
  private static final float[] DASHES = {4, 3};
  private static final int LEAST_FOR_SCORE = 22;

  private final ValidationPictures pictures;
  private final Map<String, Color> colours = new LinkedHashMap<>();
  private final JLabel caption = new JLabel(" ", SwingConstants.CENTER);
  private final JComponent canvas = new Canvas();
  private List<JudgedImage> judged = List.of();
  private double score;
  private int shown;

  FoundCells(ValidationPictures pictures, List<String> classes) {
    super(new BorderLayout());
    this.pictures = pictures;
    for (int i = 0; i < classes.size(); i++)
      colours.put(classes.get(i), new Color(ModelClass.at(i, classes.get(i)).rgb()));
    JPanel top = new JPanel(new BorderLayout());
    top.add(button("\u25C0", -1), BorderLayout.WEST);
    top.add(caption, BorderLayout.CENTER);
    top.add(button("\u25B6", 1), BorderLayout.EAST);
    add(top, BorderLayout.NORTH);
    add(canvas, BorderLayout.CENTER);
    add(legend(), BorderLayout.SOUTH);
    setMinimumSize(new Dimension(140, 120));
    setPreferredSize(new Dimension(420, 340));
    show(0);
  }

  private JButton button(String text, int step) {
    JButton button = new JButton(text);
    button.setMargin(new Insets(0, 6, 0, 6));
    button.setToolTipText(step < 0 ? "The validation image before" : "The next validation image");
    button.addActionListener(e -> show(Math.floorMod(shown + step, pictures.count())));
    return button;
  }

  private JPanel legend() {
    JPanel legend = new JPanel(new FlowLayout(FlowLayout.LEFT, 8, 2));
    colours.forEach(
        (name, colour) -> {
          // The square alone: letters in a light colour can't be read on a light ground.
          JLabel square = new JLabel("\u25A0");
          square.setForeground(colour);
          legend.add(square);
          legend.add(new JLabel(name));
        });
    legend.add(new JLabel("dashed: as drawn by people"));
    return legend;
  }

  private void show(int index) {
    shown = index;
    String text = pictures.image(index).name();
    if (index < judged.size()) {
      long found = judged.get(index).detections().stream().filter(d -> d.score() >= score).count();
      text +=
          String.format(
              Locale.ROOT,
              ": %d cells, %d found at score %.2f",
              judged.get(index).truths().size(),
              found,
              score);
    }
    caption.setText("%d/%d  %s".formatted(index + 1, pictures.count(), text));
    caption.setToolTipText(text);
    canvas.repaint();
  }

  /**
   * @param images in the order of the validation images
   * @param from the score from which on cells are drawn
   */
  void update(List<JudgedImage> images, double from) {
    judged = images;
    score = Double.isFinite(from) ? from : 0.5;
    show(shown);
  }

  private final class Canvas extends JComponent {
    @Override
    protected void paintComponent(Graphics graphics) {
      Graphics2D g = (Graphics2D) graphics.create();
      g.setColor(Color.DARK_GRAY);
      g.fillRect(0, 0, getWidth(), getHeight());
      ValidationPictures.Picture picture = pictures.get(shown, this::repaint);
      if (picture != null) draw(g, picture);
      g.dispose();
    }

    private void draw(Graphics2D g, ValidationPictures.Picture picture) {
      double zoom =
          Math.min(
              (double) getWidth() / picture.image().getWidth(),
              (double) getHeight() / picture.image().getHeight());
      double left = (getWidth() - zoom * picture.image().getWidth()) / 2;
      double top = (getHeight() - zoom * picture.image().getHeight()) / 2;
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(
          picture.image(),
          (int) left,
          (int) top,
          (int) Math.round(zoom * picture.image().getWidth()),
          (int) Math.round(zoom * picture.image().getHeight()),
          null);
      if (shown >= judged.size()) return;
      double scale = zoom * picture.scale();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setFont(g.getFont().deriveFont(10f));
      g.setStroke(
          new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
      for (AnnotatedBox truth : judged.get(shown).truths()) {
        g.setColor(colours.getOrDefault(truth.className(), Color.WHITE).brighter());
        g.draw(place(truth.box(), scale, left, top, 1.5));
      }
      g.setStroke(new BasicStroke(1.8f));
      for (Detection cell : judged.get(shown).detections()) {
        if (cell.score() < score) continue;
        Rectangle2D box = place(cell.box(), scale, left, top, 0);
        g.setColor(colours.getOrDefault(cell.className(), Color.WHITE));
        g.draw(box);
        if (box.getWidth() >= LEAST_FOR_SCORE) label(g, box, cell.score());
      }
    }

    private void label(Graphics2D g, Rectangle2D box, double value) {
      String text = String.format(Locale.ROOT, "%.2f", value);
      FontMetrics font = g.getFontMetrics();
      float y = (float) Math.max(font.getAscent(), box.getY() - 2);
      g.fill(
          new Rectangle2D.Double(
              box.getX() - 1,
              y - font.getAscent() + 1,
              font.stringWidth(text) + 2,
              font.getAscent() + 1));
      g.setColor(Theme.on(g.getColor()));
      g.drawString(text, (float) box.getX(), y);
    }

    private static Rectangle2D place(Box box, double scale, double left, double top, double wider) {
      return new Rectangle2D.Double(
          left + scale * box.x() - wider,
          top + scale * box.y() - wider,
          scale * box.width() + 2 * wider,
          scale * box.height() + 2 * wider);
    }
  }
}
