package org.unstained.command.training;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.swing.SwingUtilities;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.workflow.training.TrainingImage;

/**
 * Pictures of the validation images for the screen. They are read on a thread of their own with the
 * least priority, a few are kept, and what can't be read is left out: training has said so then.
 */
final class ValidationPictures implements AutoCloseable {
  /** Longest side of a picture that is kept. */
  private static final int LONGEST = 800;

  private static final int KEPT = 4;

  /** What is seen around a cell, as a part of its longer side. */
  private static final double AROUND = 0.3;

  private static final int LEAST_SIDE = 8;
  static final int THUMBNAIL = 64;

  /**
   * @param scale pixels of the picture across one of the image
   */
  record Picture(BufferedImage image, double scale) {}

  private final List<TrainingImage> images;
  private final Map<Integer, Picture> kept =
      new LinkedHashMap<>(8, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Picture> eldest) {
          return size() > KEPT;
        }
      };
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(ValidationPictures::thread);

  ValidationPictures(List<TrainingImage> images) {
    this.images = images;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "Unstained training pictures");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  TrainingImage image(int index) {
    return images.get(index);
  }

  int count() {
    return images.size();
  }

  /** The picture, or null while it is being read; {@code ready} runs on Swing's thread then. */
  Picture get(int index, Runnable ready) {
    Picture there = kept.get(index);
    if (there != null) return there;
    reader.execute(
        () -> {
          try {
            Picture read = read(index);
            SwingUtilities.invokeLater(
                () -> {
                  kept.put(index, read);
                  ready.run();
                });
          } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // no picture
          }
        });
    return null;
  }

  private Picture read(int index) throws IOException {
    TrainingImage image = images.get(index);
    ImageProcessor ip = visible(image.shown(image.open()));
    int longest = Math.max(ip.getWidth(), ip.getHeight());
    double scale = Math.min(1, (double) LONGEST / longest);
    if (scale < 1) {
      ip.setInterpolationMethod(ImageProcessor.BILINEAR);
      ip =
          ip.resize(
              (int) Math.max(1, scale * ip.getWidth()),
              (int) Math.max(1, scale * ip.getHeight()),
              true);
    }
    return new Picture(ip.getBufferedImage(), scale);
  }

  private static ImageProcessor visible(ImageProcessor ip) {
    if (!(ip instanceof ColorProcessor)) ip.resetMinAndMax();
    return ip;
  }

  /**
   * Cuts out cells.
   *
   * @param cells numbers of cells, counted over all images in their order
   * @param ready gets each cell's number and its picture, on Swing's thread
   */
  void cut(List<Integer> cells, BiConsumer<Integer, BufferedImage> ready) {
    Map<Integer, List<Integer>> byImage = new TreeMap<>();
    Map<Integer, Integer> firsts = new TreeMap<>();
    int first = 0;
    for (int i = 0; i < images.size(); i++) {
      int next = first + images.get(i).classes().size();
      firsts.put(i, first);
      for (int cell : cells)
        if (cell >= first && cell < next)
          byImage.computeIfAbsent(i, k -> new ArrayList<>()).add(cell);
      first = next;
    }
    byImage.forEach(
        (i, own) ->
            reader.execute(
                () -> {
                  try {
                    TrainingImage image = images.get(i);
                    ImagePlus opened = image.open();
                    BufferedImage whole = visible(image.shown(opened)).getBufferedImage();
                    List<AnnotatedBox> boxes = image.boxes(opened);
                    for (int cell : own) {
                      BufferedImage cut = cut(whole, boxes.get(cell - firsts.get(i)).box());
                      SwingUtilities.invokeLater(() -> ready.accept(cell, cut));
                    }
                  } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    // no picture
                  }
                }));
  }

  private static BufferedImage cut(BufferedImage whole, Box box) {
    boolean isWhole = box.width() == whole.getWidth() && box.height() == whole.getHeight();
    double longer = Math.max(box.width(), box.height());
    double side = Math.max(LEAST_SIDE, isWhole ? longer : longer * (1 + AROUND));
    double scale = THUMBNAIL / side;
    BufferedImage cut = new BufferedImage(THUMBNAIL, THUMBNAIL, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = cut.createGraphics();
    g.setColor(Color.DARK_GRAY);
    g.fillRect(0, 0, THUMBNAIL, THUMBNAIL);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.scale(scale, scale);
    g.translate(side / 2 - (box.x() + box.width() / 2), side / 2 - (box.y() + box.height() / 2));
    g.drawImage(whole, 0, 0, null);
    g.dispose();
    return cut;
  }

  @Override
  public void close() {
    reader.shutdown();
  }
}
