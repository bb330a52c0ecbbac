package org.unstained.steady;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.unstained.NetworkPackages;
import org.unstained.app.HeadlessImageJ;

/**
 * ImageJ without a screen in which each of two macros runs alone first, and then eight of them at
 * once, each over a folder and with an image of its own. Arguments: the folder of images, and the
 * beginning of the names of the folders for results.
 */
final class MacrosAtOnce {
  static final int MACROS = 8;
  static final List<String> TASKS =
      List.of(
          "task=segment",
          "task=detect model="
              + NetworkPackages.DETECTOR
              + " classifier="
              + NetworkPackages.CLASSIFIER);

  private MacrosAtOnce() {}

  public static void main(String[] args) throws Exception {
    HeadlessImageJ.start();
    for (int of = 0; of < TASKS.size(); of++) macro(of, args[0], args[1] + "alone" + of);
    ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < MACROS; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                  macro(number, args[0], args[1] + "together" + number);
                  image(args[0], number);
                } catch (Exception | LinkageError e) {
                  failures.add(number + ": " + e);
                }
              },
              "Run$_macro " + i);
      threads.add(thread);
      thread.start();
    }
    go.countDown();
    for (Thread thread : threads) thread.join();
    failures.forEach(System.out::println);
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  private static void macro(int number, String input, String output) {
    Interpreter interpreter = new Interpreter();
    interpreter.run(
        "run('Batch Folder...', 'input=[%s] output=[%s] %s');"
            .formatted(input, output, TASKS.get(number % TASKS.size())),
        "");
    if (interpreter.getErrorMessage() != null)
      throw new IllegalStateException(interpreter.getErrorMessage());
  }

  /** Each thread's own image gets its own cells. */
  private static void image(String folder, int number) {
    for (int i = 0; i < MACROS; i++) {
      ImagePlus image = IJ.openImage(folder + "/discs" + number % 3 + ".tif");
      IJ.run(image, "Segment Cells...", "method=otsu");
      int cells = image.getOverlay() == null ? 0 : image.getOverlay().size();
      if (cells == 0) throw new IllegalStateException("no cells in " + image.getTitle());
    }
  }
}
