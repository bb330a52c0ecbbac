package org.unstained.command;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import javax.swing.JComponent;
import org.unstained.report.GraphicsCanvas;
import org.unstained.report.Palette;
import org.unstained.report.Plot;

/** A plot of a report in a window, in its colours, of any size. */
final class PlotView extends JComponent {
  private final Plot plot;

  PlotView(Plot plot) {
    this.plot = plot;
    setPreferredSize(new Dimension(420, 300));
    setMaximumSize(getPreferredSize());
    setName(plot.title());
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setColor(Theme.ground());
    g.fillRect(0, 0, getWidth(), getHeight());
    Palette palette = Theme.isDark() ? Palette.DARK : Palette.LIGHT;
    plot.draw(
        new GraphicsCanvas(g, palette.on(Theme.ground(), Theme.text())), getWidth(), getHeight());
    g.dispose();
  }
}
