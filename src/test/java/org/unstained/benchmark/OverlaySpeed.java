package org.unstained.benchmark;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.ParticleAnalyzer;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.List;
import java.util.function.Consumer;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;

/**
 * From cells to overlay, table and a drawn picture, against ImageJ's own overlay and table of the
 * same cells (Analyze Particles, which looks for them, too). Drawing is that of ImageJ's canvas.
 */
final class OverlaySpeed implements Part {
  private static final String OURS = "Cells of the benchmark";
  private static final String THEIRS = "Particles of the benchmark";

  /** A view of at most so many pixels. */
  private static final int WIDTH = 1000;

  private static final int HEIGHT = 600;

  /** Pixels of the screen. */
  private static final int SCROLLED = 23;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    report.accept("## Overlay and table\n\n");
    if (GraphicsEnvironment.isHeadless()) {
      report.accept("Skipped: there was no screen.\n\n");
      return;
    }
    int[] counts = effort.quick() ? new int[] {1_000, 10_000} : new int[] {1_000, 10_000, 100_000};
    for (int count : counts) compare(CellGrid.of(count), effort, report);
  }

  private static void compare(CellGrid grid, Effort effort, Consumer<String> report)
      throws Exception {
    int count = grid.cells().cells().size();
    int side = grid.mask().getWidth();
    ImagePlus ours = new ImagePlus("ours", new ShortProcessor(side, side));
    ImagePlus theirs = new ImagePlus("theirs", grid.mask());
    grid.mask().setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
    report.accept(
        new Comparison("%,d cells added to overlay and table".formatted(count), 3, effort.turns(9))
            .with(Contender.timed("ours", () -> add(ours, grid)))
            .with(
                Contender.timed(
                    "ImageJ's Analyze Particles, with looking for them", () -> analyze(theirs)))
            .run());
    ours.show();
    theirs.show();
    for (double zoom : new double[] {1, 0.3, 0.1}) {
      String what =
          "at %.0f %%, of %,d those in a view of %d × %d"
              .formatted(100 * zoom, count, WIDTH, HEIGHT);
      int[] moved = {0, 0};
      report.accept(
          new Comparison("Drawing them " + what + ", scrolled each time", 10, effort.turns(15))
              .with(Contender.of("ours", () -> draw(ours, zoom, moved[0] += SCROLLED)))
              .with(
                  Contender.of("ImageJ's own ROIs", () -> draw(theirs, zoom, moved[1] += SCROLLED)))
              .run());
      report.accept(
          new Comparison("The same view again", 3, effort.turns(15))
              .with(Contender.of("ours", () -> again(ours, zoom)))
              .with(Contender.of("ImageJ's own ROIs", () -> again(theirs, zoom)))
              .run());
    }
    for (ImagePlus image : List.of(ours, theirs)) {
      image.changes = false;
      image.close();
    }
    for (String title : List.of(OURS, THEIRS)) {
      IJ.selectWindow(title);
      if (WindowManager.getFrame(title) != null) IJ.run("Close");
    }
  }

  private static String add(ImagePlus image, CellGrid grid) {
    CellOverlay.show(image, grid.cells());
    CellTable.of(List.of(grid.cells())).show(OURS);
    return ResultsTable.getResultsTable(OURS).size() + " rows";
  }

  private static String analyze(ImagePlus image) {
    ResultsTable table = new ResultsTable();
    new ParticleAnalyzer(
            ParticleAnalyzer.SHOW_OVERLAY_OUTLINES,
            Measurements.AREA
                | Measurements.PERIMETER
                | Measurements.SHAPE_DESCRIPTORS
                | Measurements.MEAN
                | Measurements.RECT,
            table,
            0,
            Double.MAX_VALUE)
        .analyze(image, image.getProcessor());
    table.show(THEIRS);
    return table.size() + " rows";
  }

  /** The second of two drawings of the same view. */
  private static Turn again(ImagePlus image, double zoom) throws Exception {
    draw(image, zoom, 0);
    return draw(image, zoom, 0);
  }

  /**
   * @param scrolled pixels of the screen to the left and up, from where it begins again at the end
   */
  private static Turn draw(ImagePlus image, double zoom, int scrolled) throws Exception {
    Turn[] turn = {null};
    EventQueue.invokeAndWait(
        () -> {
          ImageCanvas canvas = image.getCanvas();
          int width = (int) Math.min(WIDTH, image.getWidth() * zoom);
          int height = (int) Math.min(HEIGHT, image.getHeight() * zoom);
          canvas.setSize(width, height);
          canvas.setMagnification(zoom);
          int wide = (int) (width / zoom);
          int high = (int) (height / zoom);
          int by = (int) (scrolled / zoom);
          canvas.setSourceRect(
              new Rectangle(
                  by % (image.getWidth() - wide + 1),
                  by % (image.getHeight() - high + 1),
                  wide,
                  high));
          Graphics g = canvas.getGraphics();
          long start = System.nanoTime();
          canvas.paint(g);
          canvas.getToolkit().sync();
          double seconds = (System.nanoTime() - start) / 1e9;
          g.dispose();
          turn[0] = new Turn(seconds, "%.0f frames/s".formatted(1 / seconds));
        });
    return turn[0];
  }
}
