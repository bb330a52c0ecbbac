package org.unstained.command.curation;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.swing.JComponent;
import javax.swing.Scrollable;
import javax.swing.SwingUtilities;
import org.unstained.command.Theme;
import org.unstained.workflow.curation.CropDecision;
import org.unstained.workflow.curation.Curation;

/**
 * Thumbnails in rows, any number of them: only those in view are read and drawn. They are chosen as
 * files are in a file browser: click, Ctrl and click, Shift and click, or a rectangle drawn with
 * the mouse.
 */
final class CropGallery extends JComponent implements Scrollable {
  private static final long serialVersionUID = 1;
  private static final int GAP = 8;
  private static final int TEXT = 17;
  private static final Color ACCEPTED = new Color(0x009e73);
  private static final Color REJECTED = new Color(0xd55e00);

  private final transient Curation crops;
  private final transient Function<String, Color> colours;
  private final transient Runnable chosenChanged;
  private final transient CropLoader loader;
  private int[] order = {};

  /** The place of each crop in the order; −1 for one that isn't shown. */
  private int[] places = {};

  private final BitSet chosen = new BitSet();
  private int side = 96;
  private int focus;
  private int anchor;
  private int top;
  private transient Rectangle band;
  private transient BitSet before;
  private transient Point pressed;

  /**
   * @param colours of classes
   * @param chosenChanged hears that others are chosen
   */
  CropGallery(Curation crops, Function<String, Color> colours, Runnable chosenChanged) {
    this.crops = crops;
    this.colours = colours;
    this.chosenChanged = chosenChanged;
    loader = new CropLoader(crops, side, this::arrived);
    setOpaque(true);
    setFocusable(true);
    setToolTipText("");
    OnMouse mouse = new OnMouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  private void arrived(int crop) {
    if (crop < places.length && places[crop] >= 0) repaint(place(places[crop]));
  }

  void end() {
    loader.end();
  }

  /** Shows these crops in this order. Those that aren't shown any more aren't chosen either. */
  void show(int[] shown) {
    order = shown;
    places = new int[crops.size()];
    Arrays.fill(places, -1);
    BitSet there = new BitSet();
    for (int i = 0; i < shown.length; i++) {
      there.set(shown[i]);
      places[shown[i]] = i;
    }
    chosen.and(there);
    focus = Math.max(0, Math.min(focus, shown.length - 1));
    anchor = Math.max(0, Math.min(anchor, shown.length - 1));
    revalidate();
    repaint();
    chosenChanged.run();
  }

  int[] order() {
    return order.clone();
  }

  int shown() {
    return order.length;
  }

  List<Integer> chosen() {
    List<Integer> all = new ArrayList<>();
    for (int crop : order) if (chosen.get(crop)) all.add(crop);
    return all;
  }

  void chooseAll() {
    for (int crop : order) chosen.set(crop);
    changed();
  }

  void chooseNone() {
    chosen.clear();
    changed();
  }

  int side() {
    return side;
  }

  /** Makes thumbnails as large as this; what is in the middle of the view stays there. */
  void zoom(int pixels) {
    if (pixels == side) return;
    Rectangle view = getVisibleRect();
    int middle = order.length == 0 ? 0 : index(new Point(0, view.y + view.height / 2), true);
    side = pixels;
    loader.resize(pixels);
    revalidate();
    SwingUtilities.invokeLater(() -> reveal(middle, true));
    repaint();
  }

  /** Moves the focus as an arrow key does. */
  void step(int by, boolean extend) {
    if (order.length == 0) return;
    focus = Math.max(0, Math.min(order.length - 1, focus + by));
    if (extend) range(anchor, focus, new BitSet());
    else {
      anchor = focus;
      chosen.clear();
      chosen.set(order[focus]);
    }
    reveal(focus, false);
    changed();
  }

  /** Chooses the crop at a place, for after those before it have gone. */
  void chooseAt(int place) {
    if (order.length == 0) return;
    focus = Math.max(0, Math.min(order.length - 1, place));
    anchor = focus;
    chosen.clear();
    chosen.set(order[focus]);
    reveal(focus, false);
    changed();
  }

  int focus() {
    return focus;
  }

  int columns() {
    return Math.max(1, (getWidth() - GAP) / (side + GAP));
  }

  private int rowHeight() {
    return side + TEXT + GAP;
  }

  private Rectangle place(int index) {
    int columns = columns();
    return new Rectangle(
        GAP + index % columns * (side + GAP),
        GAP + index / columns * rowHeight(),
        side,
        side + TEXT);
  }

  /** The place in the order at a point; −1 for none. */
  private int index(Point at, boolean nearest) {
    int columns = columns();
    int column = (at.x - GAP / 2) / (side + GAP);
    int row = (at.y - GAP / 2) / rowHeight();
    if (nearest) column = Math.max(0, Math.min(columns - 1, column));
    if (at.x < GAP / 2 && !nearest || column >= columns || row < 0) return -1;
    int index = row * columns + column;
    if (index >= order.length) return nearest ? order.length - 1 : -1;
    return nearest || place(index).contains(at) ? index : -1;
  }

  private void reveal(int index, boolean middle) {
    Rectangle at = place(index);
    Rectangle view = getVisibleRect();
    if (middle) at = new Rectangle(0, at.y + at.height / 2 - view.height / 2, 1, view.height);
    else at.grow(GAP, GAP);
    scrollRectToVisible(at);
  }

  private void range(int from, int to, BitSet others) {
    chosen.clear();
    chosen.or(others);
    for (int i = Math.min(from, to); i <= Math.max(from, to); i++) chosen.set(order[i]);
  }

  private void changed() {
    repaint();
    chosenChanged.run();
  }

  @Override
  public String getToolTipText(MouseEvent e) {
    int index = index(e.getPoint(), false);
    if (index < 0) return null;
    int crop = order[index];
    String text = crops.name(crop);
    if (!crops.className(crop).isEmpty()) text += ": " + crops.className(crop);
    if (!Double.isNaN(crops.score(crop)))
      text += String.format(Locale.ROOT, ", score %.3f", crops.score(crop));
    if (!Double.isNaN(crops.entropy(crop)))
      text += String.format(Locale.ROOT, ", margin %.3f", crops.margin(crop));
    return text + ", " + crops.decision(crop).text();
  }

  private final class OnMouse extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      if (!SwingUtilities.isLeftMouseButton(e)) return;
      pressed = e.getPoint();
      before = more(e) ? (BitSet) chosen.clone() : new BitSet();
      int index = index(pressed, false);
      if (index < 0) {
        if (!more(e)) chooseNone();
        return;
      }
      focus = index;
      if (e.isShiftDown()) range(anchor, index, more(e) ? before : new BitSet());
      else {
        anchor = index;
        if (more(e)) chosen.flip(order[index]);
        else if (!chosen.get(order[index]) || chosen.cardinality() == 1) {
          chosen.clear();
          chosen.set(order[index]);
        }
      }
      changed();
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      if (pressed == null || e.isShiftDown()) return;
      if (band == null && pressed.distance(e.getPoint()) < 5) return;
      band = new Rectangle(pressed);
      band.add(e.getPoint());
      scrollRectToVisible(new Rectangle(e.getX(), e.getY(), 1, 1));
      chosen.clear();
      chosen.or(before);
      int columns = columns();
      int first = Math.max(0, band.y / rowHeight() * columns);
      int last = Math.min(order.length, ((band.y + band.height) / rowHeight() + 1) * columns);
      for (int i = first; i < last; i++) if (place(i).intersects(band)) chosen.set(order[i]);
      changed();
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      boolean click = pressed != null && band == null && !more(e) && !e.isShiftDown();
      int index = index(e.getPoint(), false);
      if (click && index >= 0 && chosen.cardinality() > 1) {
        chosen.clear();
        chosen.set(order[index]);
      }
      pressed = null;
      band = null;
      changed();
    }

    private boolean more(MouseEvent e) {
      return e.isControlDown() || e.isMetaDown();
    }
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Rectangle clip = g.getClipBounds();
    Rectangle view = getVisibleRect();
    if (Math.abs(view.y - top) > view.height) loader.rest();
    top = view.y;
    g.setColor(Theme.ground());
    g.fillRect(clip.x, clip.y, clip.width, clip.height);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(g.getFont().deriveFont(11f));
    int columns = columns();
    int first = Math.max(0, (clip.y - GAP) / rowHeight() * columns);
    int last = Math.min(order.length, ((clip.y + clip.height) / rowHeight() + 1) * columns);
    for (int i = first; i < last; i++) draw(g, i);
    if (order.length == 0) {
      g.setColor(Theme.text());
      g.drawString("No crops to show. Choose others above.", 2 * GAP, 4 * GAP);
    }
    if (band != null) {
      g.setColor(Theme.first());
      g.drawRect(band.x, band.y, band.width, band.height);
      g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.15f));
      g.fillRect(band.x, band.y, band.width, band.height);
    }
    g.dispose();
  }

  private void draw(Graphics2D g, int index) {
    int crop = order[index];
    Rectangle at = place(index);
    CropDecision decision = crops.decision(crop);
    boolean on = chosen.get(crop);
    if (on) {
      g.setColor(Theme.first());
      g.fillRect(at.x - 4, at.y - 4, at.width + 8, at.height + 7);
    }
    BufferedImage picture = loader.get(crop);
    if (picture == null) {
      g.setColor(Theme.grid());
      g.fillRect(at.x, at.y, side, side);
    } else if (decision == CropDecision.REJECTED) {
      Composite whole = g.getComposite();
      g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.35f));
      g.drawImage(picture, at.x, at.y, null);
      g.setComposite(whole);
    } else g.drawImage(picture, at.x, at.y, null);
    String name = crops.className(crop);
    Color colour = name.isEmpty() ? Theme.grid() : colours.apply(name);
    g.setColor(colour);
    g.fillRect(at.x, at.y + side, side, 4);
    if (decision != CropDecision.UNDECIDED) badge(g, at, decision);
    g.setColor(on ? Theme.on(Theme.first()) : Theme.text());
    g.drawString(fitting(g.getFontMetrics(), words(crop, name)), at.x + 1, at.y + side + TEXT - 1);
  }

  private String words(int crop, String name) {
    double score = crops.score(crop);
    String shown = name.isEmpty() ? "no class" : name;
    return Double.isNaN(score) ? shown : String.format(Locale.ROOT, "%.2f %s", score, shown);
  }

  private String fitting(FontMetrics font, String text) {
    String fits = text;
    while (fits.length() > 2 && font.stringWidth(fits) > side - 2)
      fits = fits.substring(0, fits.length() - 2) + "\u2026";
    return fits;
  }

  /** A tick or a cross in the corner. */
  private void badge(Graphics2D g, Rectangle at, CropDecision decision) {
    boolean accepted = decision == CropDecision.ACCEPTED;
    int size = Math.max(14, Math.min(20, side / 5));
    int x = at.x + side - size - 3;
    int y = at.y + 3;
    g.setColor(accepted ? ACCEPTED : REJECTED);
    g.fillOval(x, y, size, size);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    int q = size / 4;
    if (accepted) {
      g.drawLine(x + q, y + size / 2, x + size / 2 - 1, y + size - q - 1);
      g.drawLine(x + size / 2 - 1, y + size - q - 1, x + size - q, y + q + 1);
    } else {
      g.drawLine(x + q + 1, y + q + 1, x + size - q - 1, y + size - q - 1);
      g.drawLine(x + size - q - 1, y + q + 1, x + q + 1, y + size - q - 1);
    }
  }

  @Override
  public Dimension getPreferredSize() {
    int columns = columns();
    int rows = (order.length + columns - 1) / columns;
    return new Dimension(GAP + side + GAP, GAP + rows * rowHeight());
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return new Dimension(740, 520);
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle view, int orientation, int direction) {
    return rowHeight() / 3;
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle view, int orientation, int direction) {
    return Math.max(rowHeight(), view.height / rowHeight() * rowHeight());
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}
