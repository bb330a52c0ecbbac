package org.unstained.benchmark;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import javax.swing.JComponent;
import org.unstained.command.exploration.ExploreWindows;

/**
 * How fast the points of {@code Explore Cells...} are drawn while one zooms, and found by mouse and
 * lasso: 100,000 points in a view of 1000 × 700 pixels, drawn into memory, so without what the
 * screen takes.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.ExploreBenchmark -Dexec.args=POINTS}
 */
public final class ExploreBenchmark {
  private static final int FRAMES = 240;

  private ExploreBenchmark() {}

  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    for (boolean chosen : new boolean[] {false, true}) {
      JComponent view = ExploreWindows.clouds(count, chosen);
      BufferedImage screen = new BufferedImage(1000, 700, BufferedImage.TYPE_INT_RGB);
      double[] times = new double[FRAMES];
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long cpu = 0;
      for (int f = -60; f < FRAMES; f++) {
        if (f == 0) cpu = threads.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        ExploreWindows.step(view, Math.abs(f));
        Graphics2D g = screen.createGraphics();
        view.paint(g);
        g.dispose();
        if (f >= 0) times[f] = (System.nanoTime() - begin) / 1e6;
      }
      double own = (threads.getCurrentThreadCpuTime() - cpu) / 1e6 / FRAMES;
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "%,d points%s: a frame takes %.1f ms (median), %.1f ms (95 %%), %.1f ms (most), %.1f ms of the processor (mean): %.0f frames/s%n",
          count,
          chosen ? ", a tenth chosen" : "",
          times[FRAMES / 2],
          times[(int) (FRAMES * 0.95)],
          times[FRAMES - 1],
          own,
          1000 / times[FRAMES / 2]);
    }
    JComponent view = ExploreWindows.clouds(count, false);
    ExploreWindows.nearest(view, 1, 1);
    long begin = System.nanoTime();
    for (int i = 0; i < 1000; i++) ExploreWindows.nearest(view, 300 + i % 400, 200 + i % 300);
    double one = (System.nanoTime() - begin) / 1e6 / 1000;
    begin = System.nanoTime();
    int found = ExploreWindows.lasso(view);
    double lasso = (System.nanoTime() - begin) / 1e6;
    begin = System.nanoTime();
    ExploreWindows.thin(view);
    System.out.printf(
        Locale.ROOT,
        "point under the cursor %.3f ms, lasso round %,d points %.0f ms, thumbnails thinned once %.0f ms%n",
        one,
        found,
        lasso,
        (System.nanoTime() - begin) / 1e6);
  }
}
