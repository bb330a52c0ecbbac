package org.unstained.benchmark;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.ParticleAnalyzer;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;

/**
 * From cells to overlay, table and a drawn picture, for 1,000, 10,000 and 100,000 cells, in turn
 * with what ImageJ needs for its own overlay and table of the same cells (Analyze Particles, which
 * looks for them, too). Drawing is that of ImageJ's canvas, of a part at full size and of the whole
 * image.
 *
 * <p>It needs a screen: {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.OverlayBenchmark}
 */
public final class OverlayBenchmark {
  private static final int PITCH = 25;
  private static final int WARM_UP = 2;

  private OverlayBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (GraphicsEnvironment.isHeadless()) {
      System.out.println("overlay: skipped, there is no screen");
      return;
    }
    for (int cells : new int[] {1_000, 10_000, 100_000}) compare(cells, cells > 50_000 ? 5 : 9);
    System.exit(0);
  }

  private static void compare(int count, int runs) throws Exception {
    int side = (int) Math.ceil(Math.sqrt(count));
    int pixels = side * PITCH;
    byte[] mask = new byte[pixels * pixels];
    int[] labels = new int[pixels * pixels];
    for (int cell = 0; cell < count; cell++) draw(cell, side, pixels, mask, labels);
    List<Cell> cells =
        Cells.measure(
            ArrayImgs.ints(labels, pixels, pixels),
            List.of(ArrayImgs.unsignedBytes(mask, pixels, pixels)),
            PixelSize.PIXELS);
    ImagePlus ours = new ImagePlus("ours", new ShortProcessor(pixels, pixels));
    ImagePlus theirs = new ImagePlus("theirs", new ByteProcessor(pixels, pixels, mask));
    theirs.getProcessor().setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
    PlaneCells plane = new PlaneCells("ours", 1, 1, 1, cells);

    double[][] ms = new double[8][runs];
    for (int run = -WARM_UP; run < runs; run++) {
      double[] times = new double[8];
      long start = System.nanoTime();
      CellOverlay.show(ours, plane);
      long shown = System.nanoTime();
      ResultsTable table = CellTable.of(List.of(plane));
      long tabled = System.nanoTime();
      table.show("Cells of the benchmark");
      long end = System.nanoTime();
      times[0] = (shown - start) / 1e6;
      times[1] = (tabled - shown) / 1e6;
      times[2] = (end - tabled) / 1e6;
      times[3] = drawn(ours, 1);
      times[4] = drawn(ours, 0.1);
      long before = System.nanoTime();
      theirs.setOverlay(analyze(theirs));
      times[5] = (System.nanoTime() - before) / 1e6;
      times[6] = drawn(theirs, 1);
      times[7] = drawn(theirs, 0.1);
      if (run >= 0) for (int i = 0; i < times.length; i++) ms[i][run] = times[i];
    }
    double adding = median(ms[0]) + median(ms[1]) + median(ms[2]);
    System.out.printf(
        Locale.ROOT,
        "%,d cells: overlay %.0f ms, table %.0f ms, its window %.0f ms, together %.0f ms"
            + " (ImageJ, with looking for them: %.0f ms, ratio %.1f)%n"
            + "   drawn at full size %.1f ms (%.0f frames/s; ImageJ's own overlay %.1f ms, ratio"
            + " %.1f), whole image %.1f ms (%.0f frames/s; %.1f ms, ratio %.1f)%n",
        cells.size(),
        median(ms[0]),
        median(ms[1]),
        median(ms[2]),
        adding,
        median(ms[5]),
        median(ms[5]) / adding,
        median(ms[3]),
        1000 / median(ms[3]),
        median(ms[6]),
        median(ms[6]) / median(ms[3]),
        median(ms[4]),
        1000 / median(ms[4]),
        median(ms[7]),
        median(ms[7]) / median(ms[4]));
  }

  private static Overlay analyze(ImagePlus image) {
    ResultsTable table = new ResultsTable();
    ParticleAnalyzer analyzer =
        new ParticleAnalyzer(
            ParticleAnalyzer.SHOW_OVERLAY_OUTLINES,
            Measurements.AREA
                | Measurements.PERIMETER
                | Measurements.SHAPE_DESCRIPTORS
                | Measurements.MEAN
                | Measurements.RECT,
            table,
            0,
            Double.MAX_VALUE);
    analyzer.analyze(image, image.getProcessor());
    table.show("Particles of the benchmark");
    return image.getOverlay();
  }

  /** Milliseconds for a view of at most 1000×600 pixels. */
  private static double drawn(ImagePlus image, double zoom) throws Exception {
    if (image.getWindow() == null) image.show();
    double[] ms = {0};
    EventQueue.invokeAndWait(() -> ms[0] = draw(image, zoom));
    return ms[0];
  }

  private static double draw(ImagePlus image, double zoom) {
    ImageCanvas canvas = image.getCanvas();
    int width = (int) Math.min(1000, image.getWidth() * zoom);
    int height = (int) Math.min(600, image.getHeight() * zoom);
    canvas.setSize(width, height);
    canvas.setMagnification(zoom);
    canvas.setSourceRect(new Rectangle(0, 0, (int) (width / zoom), (int) (height / zoom)));
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      Graphics g = canvas.getGraphics();
      long start = System.nanoTime();
      canvas.paint(g);
      canvas.getToolkit().sync();
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
      g.dispose();
    }
    return best;
  }

  /** An ellipse of its own in each square. */
  private static void draw(int cell, int side, int pixels, byte[] mask, int[] labels) {
    double cx = cell % side * PITCH + PITCH / 2.0;
    double cy = cell / side * PITCH + PITCH / 2.0;
    double a = 6 + cell % 5;
    double b = 6 + cell % 7 * 0.7;
    for (int y = (int) (cy - 11); y < cy + 11; y++)
      for (int x = (int) (cx - 11); x < cx + 11; x++) {
        if (Math.hypot((x - cx) / a, (y - cy) / b) > 1) continue;
        mask[y * pixels + x] = (byte) 255;
        labels[y * pixels + x] = cell + 1;
      }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
