package org.unstained.command.exploration;

import ij.ImagePlus;
import java.awt.EventQueue;
import java.awt.Point;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import javax.swing.JComponent;
import javax.swing.JFrame;
import org.unstained.command.Input;
import org.unstained.command.Inputs;

/** Opens the window in which cells are explored for those who look at it from outside. */
public final class ExploreWindows {
  private static final int PATIENCE_MS = 300_000;

  private ExploreWindows() {}

  /** Runs the command and waits until its cells are placed. */
  public static JFrame open(ImagePlus image, String options) throws Exception {
    ExploreCells command = new ExploreCells();
    for (Input input : Inputs.of(ExploreCells.class))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    if (command.failure().isPresent()) throw new AssertionError(command.failure().get());
    EventQueue.invokeAndWait(() -> {});
    ready();
    return ExploreWindow.shown().frame();
  }

  private static void ready() throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MS;
    while (ExploreWindow.shown().found() == null || ExploreWindow.shown().isWorking()) {
      if (System.currentTimeMillis() > end) throw new AssertionError("Cells aren't placed");
      Thread.sleep(50);
    }
  }

  /** The points. */
  public static JComponent view() {
    return ExploreWindow.shown().view();
  }

  /** Brings all points into view, after the window was made larger for one. */
  public static void showAll() throws Exception {
    EventQueue.invokeAndWait(() -> ExploreWindow.shown().view().reset());
  }

  /** Where a point is in the view. */
  public static Point place(int cell) {
    return ExploreWindow.shown().view().place(cell);
  }

  /** Zooms at a point of the view. */
  public static void zoom(double factor, Point at) {
    ExploreWindow.shown().view().zoom(factor, at);
  }

  /** A view of points that lie in clouds, ten colours, none chosen. */
  public static JComponent clouds(int count, boolean chosen) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] points = new double[count][];
    int[] rgb = new int[count];
    BitSet some = new BitSet();
    for (int i = 0; i < count; i++) {
      int cloud = random.nextInt(10);
      double angle = random.nextDouble() * 2 * Math.PI;
      double away = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      points[i] =
          new double[] {
            20 * Math.cos(cloud) + 4 * away * Math.cos(angle),
            20 * Math.sin(cloud * 1.7) + 4 * away * Math.sin(angle)
          };
      rgb[i] = ColourScale.rgb(cloud / 9.0);
      if (chosen && cloud == 3) some.set(i);
    }
    ScatterView view = new ScatterView(null);
    view.setSize(1000, 700);
    view.show(
        new Scatter(points, "x", "y", new PointColours("Cloud", rgb, List.of(), 0, 9), some), true);
    return view;
  }

  /** Zooms or moves such a view by what one turn of a wheel or a short drag does. */
  public static void step(JComponent view, int frame) {
    ScatterView points = (ScatterView) view;
    points.zoom(frame % 60 < 30 ? 1.06 : 1 / 1.06, new Point(400 + frame % 7, 300));
  }

  /** Chooses points within an ellipse in the middle of such a view; how many there are. */
  public static int lasso(JComponent view) {
    ScatterView points = (ScatterView) view;
    java.awt.geom.Path2D lasso = new java.awt.geom.Path2D.Double();
    for (int i = 0; i < 400; i++) {
      double a = 2 * Math.PI * i / 400;
      double x = points.plane().planeX(500 + 200 * Math.cos(a));
      double y = points.plane().planeY(350 + 200 * Math.sin(a));
      if (i == 0) lasso.moveTo(x, y);
      else lasso.lineTo(x, y);
    }
    lasso.closePath();
    return points.points().grid().within(lasso).cardinality();
  }

  /** The nearest point to a place in such a view. */
  public static int nearest(JComponent view, int x, int y) {
    ScatterView points = (ScatterView) view;
    return points
        .points()
        .grid()
        .nearest(points.plane().planeX(x), points.plane().planeY(y), 7 / points.plane().scale());
  }

  /** Says which points show a thumbnail, from scratch. */
  public static void thin(JComponent view) {
    Scatter points = ((ScatterView) view).points();
    ThumbnailLevels levels = new ThumbnailLevels(points.x, points.y, points.order);
    levels.isShown(0, levels.level(45 / ((ScatterView) view).plane().scale()));
  }
}
