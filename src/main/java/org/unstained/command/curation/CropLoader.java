package org.unstained.command.curation;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import javax.swing.SwingUtilities;
import org.unstained.workflow.curation.Curation;

/**
 * Reads pictures of crops on threads of its own, those first that were asked for last, and keeps
 * the latest at the size in which they are shown, as many as fit into {@value #MOST_BYTES} bytes.
 * What was asked for and went out of view before its turn is forgotten. While somebody flies past
 * crops nothing is read: no picture would come in time to be seen, and reading takes the processor
 * from drawing.
 */
public final class CropLoader {
  private static final long MOST_BYTES = 96L << 20;
  private static final int MOST_WAITING = 400;
  private static final int THREADS =
      Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() - 1));
  private static final long REST_NANOS = 60_000_000;

  private final Curation crops;
  private final IntConsumer arrived;
  private final Set<Integer> waiting = new LinkedHashSet<>();
  private final Map<Integer, BufferedImage> pictures = new LinkedHashMap<>(1024, 0.75f, true);
  private int side;
  private long restsUntil = System.nanoTime();
  private boolean ended;

  /**
   * @param arrived hears on the event thread which picture has come
   */
  public CropLoader(Curation crops, int side, IntConsumer arrived) {
    this.crops = crops;
    this.side = side;
    this.arrived = arrived;
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::work, "Unstained: reading crops");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY); // scrolling comes first
      thread.start();
    }
  }

  /** A picture that is there; null if it is to come. */
  public synchronized BufferedImage get(int crop) {
    BufferedImage picture = pictures.get(crop);
    if (picture != null) return picture;
    waiting.remove(crop);
    waiting.add(crop);
    if (waiting.size() > MOST_WAITING) {
      Iterator<Integer> first = waiting.iterator();
      first.next();
      first.remove();
    }
    notify();
    return null;
  }

  /** Reads nothing for the next {@value #REST_NANOS} ns. */
  synchronized void rest() {
    restsUntil = System.nanoTime() + REST_NANOS;
  }

  /** From now on pictures have this side. */
  public synchronized void resize(int pixels) {
    if (pixels == side) return;
    side = pixels;
    pictures.clear();
    waiting.clear();
  }

  /** Ends its thread and forgets the pictures. */
  public synchronized void end() {
    ended = true;
    pictures.clear();
    waiting.clear();
    notifyAll();
  }

  private void work() {
    while (true) {
      int crop;
      int wanted;
      synchronized (this) {
        try {
          long rest = restsUntil - System.nanoTime();
          while ((waiting.isEmpty() || rest > 0) && !ended) {
            if (rest > 0) wait(rest / 1_000_000 + 1);
            else wait();
            rest = restsUntil - System.nanoTime();
          }
        } catch (InterruptedException e) {
          return;
        }
        if (ended) return;
        crop = -1;
        for (int last : waiting) crop = last;
        waiting.remove(crop);
        wanted = side;
      }
      BufferedImage picture = read(crop, wanted);
      synchronized (this) {
        if (ended) return;
        if (wanted != side) continue;
        pictures.put(crop, picture);
        long most = Math.max(64, MOST_BYTES / (4L * side * side));
        Iterator<Integer> oldest = pictures.keySet().iterator();
        while (pictures.size() > most) {
          oldest.next();
          oldest.remove();
        }
      }
      int done = crop;
      SwingUtilities.invokeLater(() -> arrived.accept(done));
    }
  }

  private BufferedImage read(int crop, int wanted) {
    BufferedImage shown = new BufferedImage(wanted, wanted, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = shown.createGraphics();
    try {
      BufferedImage own = crops.picture(crop);
      double zoom = Math.min((double) wanted / own.getWidth(), (double) wanted / own.getHeight());
      int width = Math.max(1, (int) Math.round(zoom * own.getWidth()));
      int height = Math.max(1, (int) Math.round(zoom * own.getHeight()));
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(own, (wanted - width) / 2, (wanted - height) / 2, width, height, null);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The gallery goes on; the crop says of itself that it can't be read.
      g.setColor(Color.DARK_GRAY);
      g.fillRect(0, 0, wanted, wanted);
      g.setColor(Color.WHITE);
      g.drawString("can't be", 6, wanted / 2 - 4);
      g.drawString("read", 6, wanted / 2 + 12);
    }
    g.dispose();
    return shown;
  }
}
