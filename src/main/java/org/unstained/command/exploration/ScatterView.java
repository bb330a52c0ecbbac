package org.unstained.command.exploration;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Shape;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.function.IntFunction;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import org.unstained.command.Theme;

/**
 * Points that one zooms (wheel), moves (middle or right button, or space and drag) and chooses: a
 * click, a lasso, with Shift a rectangle; with Ctrl to what is chosen, with Alt from it. The card
 * of the cell under the cursor is shown.
 */
final class ScatterView extends JComponent {
  private static final long serialVersionUID = 1;
  private static final int NEAR = 7;
  private static final int STEADY = 4;
  private static final double WHEEL = 1.2;
  static final int CARD = 120;

  /** What the window knows about cells, and hears of them. */
  interface Cells {
    /** The picture of a cell at the size of thumbnails; null if it is to come. */
    BufferedImage thumbnail(int cell);

    /** The same at the size of the card. */
    BufferedImage card(int cell);

    /** Lines about a cell. */
    String[] words(int cell);

    /** Others are chosen. */
    void chosen();

    /** A cell was clicked twice. */
    void open(int cell);
  }

  private final transient Cells cells;
  private final transient ScatterRaster raster = new ScatterRaster();
  private transient Scatter points;
  private transient ScatterPlane plane;
  private boolean thumbnails;
  private int side = 40;
  private double radius = 3;
  private boolean pictured;
  private String message = "";
  private int hovered = -1;
  private boolean space;
  private transient Path2D lasso;
  private transient Point pressed;
  private transient Point last;
  private boolean panning;

  ScatterView(Cells cells) {
    this.cells = cells;
    setFocusable(true);
    setOpaque(true);
    OnMouse mouse = new OnMouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    addMouseWheelListener(mouse);
    addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent e) {
            if (e.getKeyCode() == KeyEvent.VK_SPACE) space = true;
          }

          @Override
          public void keyReleased(KeyEvent e) {
            if (e.getKeyCode() == KeyEvent.VK_SPACE) space = false;
          }
        });
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            if (plane != null) plane = plane.sized(getWidth(), getHeight());
            repaint();
          }
        });
  }

  /**
   * Shows points in place of others.
   *
   * @param whole whether all come into view
   */
  void show(Scatter shown, boolean whole) {
    points = shown;
    radius = Scatter.radius(shown.size());
    hovered = -1;
    if (whole || plane == null) reset();
    repaint();
  }

  Scatter points() {
    return points;
  }

  ScatterPlane plane() {
    return plane;
  }

  /** Words in the middle as long as there are no points. */
  void say(String words) {
    message = words;
    repaint();
  }

  void setPictured(boolean there) {
    pictured = there;
  }

  void setThumbnails(boolean on) {
    thumbnails = on && pictured;
    repaint();
  }

  boolean hasThumbnails() {
    return thumbnails;
  }

  void setSide(int pixels) {
    side = pixels;
    repaint();
  }

  ScatterPainter.Look look() {
    return new ScatterPainter.Look(thumbnails, side, radius, Theme.ground(), Theme.text());
  }

  /** Brings all points into view. */
  void reset() {
    if (points == null) return;
    plane = ScatterPlane.all(points.bounds(), Math.max(10, getWidth()), Math.max(10, getHeight()));
    repaint();
  }

  void zoom(double factor, Point at) {
    if (points == null) return;
    plane = plane.zoomed(factor, at, points.bounds());
    repaint();
  }

  /** Moves the view so that a point is in it. */
  void reveal(int cell) {
    if (points == null) return;
    double vx = plane.viewX(points.x[cell]);
    double vy = plane.viewY(points.y[cell]);
    if (vx > 0 && vy > 0 && vx < getWidth() && vy < getHeight()) return;
    plane = plane.moved(getWidth() / 2.0 - vx, getHeight() / 2.0 - vy);
    repaint();
  }

  /** Where a cell is in the view. */
  Point place(int cell) {
    return new Point(
        (int) Math.round(plane.viewX(points.x[cell])),
        (int) Math.round(plane.viewY(points.y[cell])));
  }

  private void choose(BitSet found, MouseEvent e) {
    BitSet chosen = points.chosen;
    boolean more = e.isControlDown() || e.isMetaDown();
    if (e.isAltDown()) chosen.andNot(found);
    else if (more) chosen.or(found);
    else {
      chosen.clear();
      chosen.or(found);
    }
    repaint();
    cells.chosen();
  }

  private int at(Point p) {
    if (points == null) return -1;
    if (thumbnails) {
      int best = -1;
      for (int i : ScatterPainter.shown(points, plane, side)) {
        Point middle = place(i);
        if (Math.abs(middle.x - p.x) <= side / 2 && Math.abs(middle.y - p.y) <= side / 2) best = i;
      }
      if (best >= 0) return best;
    }
    return points
        .grid()
        .nearest(plane.planeX(p.x), plane.planeY(p.y), Math.max(NEAR, radius) / plane.scale());
  }

  private final class OnMouse extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      if (points == null) return;
      pressed = e.getPoint();
      last = pressed;
      panning = !SwingUtilities.isLeftMouseButton(e) || space;
      hovered = -1;
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      if (pressed == null) return;
      Point now = e.getPoint();
      if (panning) {
        plane = plane.moved(now.x - last.x, now.y - last.y);
        last = now;
      } else if (lasso != null || pressed.distance(now) > STEADY) {
        if (e.isShiftDown()) {
          lasso = new Path2D.Double(rectangle(pressed, now));
        } else {
          if (lasso == null) {
            lasso = new Path2D.Double();
            lasso.moveTo(pressed.x, pressed.y);
          }
          lasso.lineTo(now.x, now.y);
        }
      }
      repaint();
    }

    private Rectangle2D rectangle(Point a, Point b) {
      Rectangle2D box = new Rectangle2D.Double(a.x, a.y, 0, 0);
      box.add(b);
      return box;
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      Path2D drawn = lasso;
      lasso = null;
      boolean click = pressed != null && !panning && drawn == null;
      boolean wasPressed = pressed != null;
      pressed = null;
      if (points == null || !wasPressed || panning) return;
      if (drawn != null) {
        drawn.closePath();
        choose(points.grid().within(inPlane(drawn)), e);
      } else if (click) clicked(e);
      repaint();
    }

    private void clicked(MouseEvent e) {
      FontMetrics font = getFontMetrics(getFont().deriveFont(12f));
      int entry = ScatterLegend.entry(points.colours, font, getWidth(), e.getPoint());
      BitSet found = new BitSet();
      if (entry >= 0) {
        for (int i : points.colours.entries().get(entry).cells()) found.set(i);
        choose(found, e);
        return;
      }
      if (entry == -1) return;
      int cell = at(e.getPoint());
      if (cell >= 0 && e.getClickCount() == 2) {
        cells.open(cell);
        return;
      }
      if (cell >= 0) found.set(cell);
      boolean more = e.isControlDown() || e.isMetaDown();
      if (cell >= 0 && more && points.chosen.get(cell)) {
        points.chosen.clear(cell);
        repaint();
        cells.chosen();
      } else if (cell >= 0 || !more && !e.isAltDown()) choose(found, e);
    }

    @Override
    public void mouseMoved(MouseEvent e) {
      if (points == null) return;
      int now = at(e.getPoint());
      last = e.getPoint();
      if (now == hovered) return;
      hovered = now;
      repaint();
    }

    @Override
    public void mouseExited(MouseEvent e) {
      hovered = -1;
      repaint();
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent e) {
      hovered = -1;
      zoom(Math.pow(WHEEL, -e.getPreciseWheelRotation()), e.getPoint());
    }
  }

  private Shape inPlane(Path2D drawn) {
    java.awt.geom.AffineTransform back =
        new java.awt.geom.AffineTransform(
            1 / plane.scale(), 0, 0, -1 / plane.scale(), plane.planeX(0), plane.planeY(0));
    return back.createTransformedShape(drawn);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    if (points == null || plane == null) {
      g.setColor(Theme.ground());
      g.fillRect(0, 0, getWidth(), getHeight());
      g.setColor(Theme.text());
      g.drawString(
          message, (getWidth() - g.getFontMetrics().stringWidth(message)) / 2, getHeight() / 2);
      g.dispose();
      return;
    }
    IntFunction<BufferedImage> pictures = i -> cells.thumbnail(i);
    ScatterPainter.paint(g, points, plane, look(), raster, pictures);
    if (lasso != null) lasso(g);
    if (hovered >= 0 && hovered < points.size()) card(g, hovered);
    g.dispose();
  }

  private void lasso(Graphics2D g) {
    g.setColor(Theme.first());
    g.setStroke(new BasicStroke(1.5f));
    g.draw(lasso);
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.12f));
    g.fill(lasso);
    g.setComposite(AlphaComposite.SrcOver);
  }

  /** The cell under the cursor: its picture and what is known of it. */
  private void card(Graphics2D g, int cell) {
    String[] words = cells.words(cell);
    FontMetrics font = g.getFontMetrics();
    int wide = pictured ? CARD : 0;
    for (String line : words) wide = Math.max(wide, font.stringWidth(line));
    int high = (pictured ? CARD + 6 : 0) + words.length * 16;
    Point at = place(cell);
    int gap = thumbnails ? side / 2 + 8 : 14;
    int x = at.x + gap;
    if (x + wide + 16 > getWidth()) x = at.x - gap - wide - 16;
    int y = Math.max(2, Math.min(getHeight() - high - 16, at.y - high / 2));
    g.setColor(new Color(points.colours.rgb()[cell]));
    g.setStroke(new BasicStroke(2));
    g.drawOval(at.x - 8, at.y - 8, 16, 16);
    g.setColor(Theme.ground());
    g.fillRoundRect(x, y, wide + 14, high + 12, 8, 8);
    g.setColor(new Color(points.colours.rgb()[cell]));
    g.drawRoundRect(x, y, wide + 14, high + 12, 8, 8);
    int line = y + 8;
    if (pictured) {
      BufferedImage picture = cells.card(cell);
      if (picture == null) {
        g.setColor(Theme.grid());
        g.fillRect(x + 7, line, CARD, CARD);
      } else g.drawImage(picture, x + 7, line, CARD, CARD, null);
      line += CARD + 6;
    }
    g.setColor(Theme.text());
    for (String one : words) {
      g.drawString(one, x + 7, line + 11);
      line += 16;
    }
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(760, 600);
  }
}
