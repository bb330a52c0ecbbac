package org.unstained.benchmark;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Box;
import org.unstained.command.curation.Galleries;
import org.unstained.image.ImageFiles;

/**
 * How quickly the gallery of crops scrolls, and how much memory it takes: real crops of living and
 * dead cells, copied until there are as many as asked for (50,000 if nothing is said), each a file.
 *
 * <p>It needs a screen. Arguments: a folder for the crops (made if it isn't there, and used again),
 * how many. Run it with {@code -Xmx1g} to see that a gigabyte is enough.
 */
public final class GalleryBenchmark {
  private static final int SIDE = 48;
  private static final int FRAMES = 300;

  private GalleryBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
    if (!Files.isDirectory(folder)) make(folder, count);
    long begin = System.nanoTime();
    JFrame frame = Galleries.open(folder);
    EventQueue.invokeAndWait(() -> frame.setSize(1340, 740));
    System.out.printf(Locale.ROOT, "open: %.1f s%n", (System.nanoTime() - begin) / 1e9);
    JComponent gallery = Galleries.gallery();
    JScrollPane pane = (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, gallery);
    Thread.sleep(2000);
    for (int rows : new int[] {1, 10, 1000}) scroll(gallery, pane, rows);
    System.exit(0);
  }

  /** Scrolls on by a part of the view each frame, as fast as frames are drawn. */
  private static void scroll(JComponent gallery, JScrollPane pane, int parts) throws Exception {
    double[] times = new double[FRAMES];
    double[] work = new double[FRAMES];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long peak = 0;
    EventQueue.invokeAndWait(() -> pane.getVerticalScrollBar().setValue(0));
    int step =
        parts == 1000
            ? gallery.getHeight() / FRAMES
            : pane.getHeight() / (12 / Math.min(parts, 12) + 1);
    long begin = System.nanoTime();
    for (int i = 0; i < FRAMES; i++) {
      long from = System.nanoTime();
      int frame = i;
      EventQueue.invokeAndWait(
          () -> {
            long before = threads.getCurrentThreadCpuTime();
            var bar = pane.getVerticalScrollBar();
            bar.setValue(bar.getValue() + step);
            Rectangle view = gallery.getVisibleRect();
            gallery.paintImmediately(view);
            work[frame] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
          });
      java.awt.Toolkit.getDefaultToolkit().sync();
      times[i] = (System.nanoTime() - from) / 1e6;
      Runtime memory = Runtime.getRuntime();
      peak = Math.max(peak, memory.totalMemory() - memory.freeMemory());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(times);
    Arrays.sort(work);
    System.out.printf(
        Locale.ROOT,
        "%d px a frame: %.0f frames/s, median %.1f ms, 95%% below %.1f ms, slowest %.1f ms"
            + " (work alone: median %.1f ms, 95%% below %.1f ms), heap at most %d MB%n",
        step,
        FRAMES / seconds,
        times[FRAMES / 2],
        times[FRAMES * 95 / 100],
        times[FRAMES - 1],
        work[FRAMES / 2],
        work[FRAMES * 95 / 100],
        peak >> 20);
  }

  private static void make(Path folder, int count) throws IOException {
    Path data = Path.of("..", "shared", "data", "livedead");
    List<ImageProcessor> crops = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (LabelledImage image :
        LabelledImages.read(AnnotationFolder.find(data), ImageFiles::looksLikeImage).images()) {
      ImagePlus opened = ImageFiles.open(image.file());
      for (AnnotatedBox cell : image.annotated().boxes()) {
        Box box = cell.box();
        int x = (int) (box.x() + box.width() / 2) - SIDE / 2;
        int y = (int) (box.y() + box.height() / 2) - SIDE / 2;
        opened.setRoi(
            Math.max(0, Math.min(opened.getWidth() - SIDE, x)),
            Math.max(0, Math.min(opened.getHeight() - SIDE, y)),
            SIDE,
            SIDE);
        crops.add(opened.getProcessor().crop());
        names.add(cell.className());
      }
    }
    Random random = new Random(1);
    StringBuilder table = new StringBuilder("file,class,score,p_Living Cell,p_Dead Cell\n");
    for (int i = 0; i < count; i++) {
      int source = i % crops.size();
      String name = names.get(source);
      Path in = Files.createDirectories(folder.resolve(name));
      String file = String.format(Locale.ROOT, "crop%05d.tif", i);
      new FileSaver(new ImagePlus(file, crops.get(source))).saveAsTiff(in.resolve(file).toString());
      double p = 0.5 + random.nextDouble() / 2;
      boolean living = name.startsWith("Living");
      table.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%.4f,%.4f%n",
              file,
              name,
              p,
              living ? p : 1 - p,
              living ? 1 - p : p));
    }
    Files.writeString(folder.resolve("crops.csv"), table);
  }
}
