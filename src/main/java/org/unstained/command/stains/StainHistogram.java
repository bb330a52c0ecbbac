package org.unstained.command.stains;

import java.awt.BasicStroke;
import java.awt.Canvas;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.unstained.classical.GaussianMixture;
import org.unstained.classical.StainLimits;
import org.unstained.command.Theme;

/**
 * The distribution of a stain over cells, with the mixture that was fitted and the two limits,
 * which the mouse moves.
 */
final class StainHistogram extends Canvas {
  /** Hears where the mouse has moved the limits to. */
  interface Moved {
    void to(StainLimits limits);
  }

  private static final int WIDTH = 560;
  private static final int HEIGHT = 150;
  private static final int BOTTOM = 18;
  private static final int BINS = 112;

  /** Pixels to either side of a limit where the mouse takes it. */
  private static final int REACH = 6;

  /** The few brightest cells would press all others into a corner. */
  private static final double SEEN = 0.998;

  private static final Color BETWEEN = new Color(0x999999);

  private final Moved moved;
  private String title = "";
  private double[] values = new double[0];
  private int[] bins = new int[BINS];
  private double least;
  private double greatest;
  private Optional<GaussianMixture> mixture = Optional.empty();
  private Optional<StainLimits> limits = Optional.empty();
  private boolean lowIsHeld;
  private boolean highIsHeld;

  StainHistogram(Moved moved) {
    this.moved = moved;
    setPreferredSize(new Dimension(WIDTH, HEIGHT));
    setSize(WIDTH, HEIGHT);
    MouseAdapter mouse =
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            take(e.getX());
          }

          @Override
          public void mouseDragged(MouseEvent e) {
            drag(e.getX());
          }

          @Override
          public void mouseMoved(MouseEvent e) {
            boolean over = isNear(e.getX(), true) || isNear(e.getX(), false);
            setCursor(
                Cursor.getPredefinedCursor(over ? Cursor.E_RESIZE_CURSOR : Cursor.DEFAULT_CURSOR));
          }
        };
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  /** Shows other cells or another stain; no values for none. */
  void show(
      String name,
      double[] ofCells,
      Optional<GaussianMixture> fitted,
      Optional<StainLimits> chosen) {
    title = name;
    mixture = fitted;
    limits = chosen;
    if (ofCells != values) {
      values = ofCells;
      count();
    }
    repaint();
  }

  private void count() {
    bins = new int[BINS];
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) return;
    least = sorted[0];
    greatest = sorted[(int) Math.floor((sorted.length - 1) * SEEN)];
    double margin = Math.max((greatest - least) * 0.04, 1e-6 * Math.max(1, Math.abs(least)));
    least -= margin;
    greatest += margin;
    for (double v : sorted) if (v <= greatest) bins[bin(v)]++;
  }

  private int bin(double value) {
    int bin = (int) ((value - least) / (greatest - least) * BINS);
    return Math.max(0, Math.min(BINS - 1, bin));
  }

  /** Where on the canvas a grey value lies, in pixels. */
  int place(double value) {
    double x = (value - least) / (greatest - least) * getWidth();
    return (int) Math.round(Math.max(0, Math.min(getWidth() - 1, x)));
  }

  private double valueAt(int x) {
    return least + (double) x / getWidth() * (greatest - least);
  }

  private boolean isNear(int x, boolean low) {
    return limits.isPresent()
        && Math.abs(x - place(low ? limits.get().low() : limits.get().high())) <= REACH;
  }

  private void take(int x) {
    if (values.length == 0) return;
    lowIsHeld = isNear(x, true);
    highIsHeld = isNear(x, false);
    if (limits.isEmpty()) {
      // No limit was found: the first click sets both, then they can be drawn apart.
      moved.to(StainLimits.threshold(valueAt(x)));
      highIsHeld = true;
      return;
    }
    boolean one = limits.get().low() == limits.get().high();
    if (lowIsHeld && highIsHeld && !one) {
      // Both are in reach: the nearer one, and beside both the one on that side.
      int middle = (place(limits.get().low()) + place(limits.get().high())) / 2;
      lowIsHeld = x <= middle;
      highIsHeld = !lowIsHeld;
    }
  }

  private void drag(int x) {
    if (values.length == 0 || limits.isEmpty() || !lowIsHeld && !highIsHeld) return;
    double value = rounded(valueAt(Math.max(0, Math.min(getWidth(), x))));
    StainLimits now = limits.get();
    if (lowIsHeld && highIsHeld) moved.to(StainLimits.threshold(value));
    else if (lowIsHeld) moved.to(new StainLimits(Math.min(value, now.high()), now.high()));
    else moved.to(new StainLimits(now.low(), Math.max(value, now.low())));
  }

  /** No finer than a tenth of a pixel of the canvas, so that fields and macros stay short. */
  private double rounded(double value) {
    double step = Math.pow(10, Math.floor(Math.log10((greatest - least) / getWidth())));
    return Double.parseDouble(String.format(Locale.ROOT, "%.10g", Math.rint(value / step) * step));
  }

  @Override
  public void update(Graphics g) {
    paint(g);
  }

  @Override
  public void paint(Graphics g) {
    BufferedImage picture =
        new BufferedImage(
            Math.max(1, getWidth()), Math.max(1, getHeight()), BufferedImage.TYPE_INT_RGB);
    Graphics2D to = picture.createGraphics();
    to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    to.setColor(Theme.ground());
    to.fillRect(0, 0, getWidth(), getHeight());
    if (values.length > 0) draw(to);
    else text(to, title, 8, 20);
    to.dispose();
    g.drawImage(picture, 0, 0, null);
  }

  private void draw(Graphics2D g) {
    int height = getHeight() - BOTTOM;
    double most = Math.max(1, Arrays.stream(bins).max().orElse(1)) * 1.1;
    for (int b = 0; b < BINS; b++) {
      int x = b * getWidth() / BINS;
      int next = (b + 1) * getWidth() / BINS;
      int h = (int) Math.round(bins[b] / most * height);
      if (bins[b] > 0) h = Math.max(h, 1);
      g.setColor(colour(least + (b + 0.5) / BINS * (greatest - least)));
      g.fillRect(x, height - h, Math.max(1, next - x), h);
    }
    double scale = values.length * (greatest - least) / BINS / most * height;
    if (mixture.isPresent()) {
      g.setColor(Theme.text());
      curve(g, height, scale, mixture.get()::lowDensity, 1);
      curve(g, height, scale, mixture.get()::highDensity, 1);
      curve(g, height, scale, mixture.get()::density, 2);
    }
    g.setStroke(new BasicStroke(2));
    if (limits.isPresent()) {
      boolean two = limits.get().high() > limits.get().low();
      limit(g, height, limits.get().low(), two);
      if (two) limit(g, height, limits.get().high(), false);
    }
    String left = String.format(Locale.ROOT, "%.4g", least);
    String right = String.format(Locale.ROOT, "%.4g", greatest);
    text(g, left, 3, getHeight() - 4);
    text(g, right, getWidth() - g.getFontMetrics().stringWidth(right) - 3, getHeight() - 4);
    text(g, title, (getWidth() - g.getFontMetrics().stringWidth(title)) / 2, getHeight() - 4);
  }

  private Color colour(double value) {
    if (limits.isEmpty()) return BETWEEN;
    return switch (limits.get().of(value)) {
      case NEGATIVE -> Theme.first();
      case UNSURE -> BETWEEN;
      case POSITIVE -> Theme.second();
    };
  }

  private void curve(
      Graphics2D g, int height, double scale, ToDoubleFunction<Double> density, float width) {
    g.setStroke(new BasicStroke(width));
    int before = 0;
    for (int x = 0; x < getWidth(); x++) {
      int y = height - (int) Math.round(density.applyAsDouble(valueAt(x)) * scale);
      if (x > 0) g.drawLine(x - 1, before, x, y);
      before = y;
    }
  }

  /** With its number on one side, so that two that lie close together can be read. */
  private void limit(Graphics2D g, int height, double value, boolean onLeft) {
    int x = place(value);
    g.setColor(Theme.failure());
    g.drawLine(x, 0, x, height);
    g.fillRect(x - 3, 0, 7, 9);
    String label = String.format(Locale.ROOT, "%.4g", value);
    int wide = g.getFontMetrics().stringWidth(label);
    boolean left = x + 6 + wide > getWidth() || onLeft && x - 6 - wide > 0;
    text(g, label, left ? x - 6 - wide : x + 6, 12);
  }

  private static void text(Graphics2D g, String text, int x, int y) {
    g.setColor(Theme.text());
    g.drawString(text, x, y);
  }
}
