package org.unstained.command;

import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.ToolTipManager;
import org.unstained.report.GraphicsCanvas;
import org.unstained.report.Palette;
import org.unstained.report.Plot;
import org.unstained.report.Spot;

/**
 * A plot of a report in a window, in its colours, of any size. The figures below the mouse are its
 * tooltip.
 */
public final class PlotView extends JComponent {
  private static final double RING = 6;

  private final List<Color> series;
  private Plot plot;
  private Optional<Spot> spot = Optional.empty();

  /** In the usual colours. */
  public PlotView(Plot plot) {
    this(plot, List.of());
  }

  /**
   * @param series colours of its series; those that aren't named are as ever
   */
  public PlotView(Plot plot, List<Color> series) {
    this.series = List.copyOf(series);
    setPreferredSize(new Dimension(420, 300));
    setMaximumSize(getPreferredSize());
    show(plot);
    ToolTipManager.sharedInstance().registerComponent(this);
    MouseAdapter mouse =
        new MouseAdapter() {
          @Override
          public void mouseMoved(MouseEvent e) {
            point(PlotView.this.plot.at(e.getX(), e.getY(), getWidth(), getHeight()));
          }

          @Override
          public void mouseExited(MouseEvent e) {
            point(Optional.empty());
          }
        };
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  /** Shows another plot in its place. */
  public void show(Plot other) {
    plot = other;
    spot = Optional.empty();
    setName(other.title());
    repaint();
  }

  /** Has a click on something that the plot shows do something. */
  public void onClick(Consumer<Spot> action) {
    setCursor(Cursor.getPredefinedCursor(Cursor.CROSSHAIR_CURSOR));
    addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            plot.at(e.getX(), e.getY(), getWidth(), getHeight()).ifPresent(action);
          }
        });
  }

  private void point(Optional<Spot> at) {
    if (at.equals(spot)) return;
    spot = at;
    repaint();
  }

  @Override
  public String getToolTipText(MouseEvent e) {
    return plot.at(e.getX(), e.getY(), getWidth(), getHeight()).map(Spot::text).orElse(null);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setColor(Theme.ground());
    g.fillRect(0, 0, getWidth(), getHeight());
    Palette palette = Theme.isDark() ? Palette.DARK : Palette.LIGHT;
    plot.draw(
        new GraphicsCanvas(g, palette.on(Theme.ground(), Theme.text()).withSeries(series)),
        getWidth(),
        getHeight());
    spot.ifPresent(
        s -> {
          g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
          g.setColor(Theme.text());
          g.draw(new Ellipse2D.Double(s.x() - RING, s.y() - RING, 2 * RING, 2 * RING));
        });
    g.dispose();
  }
}
