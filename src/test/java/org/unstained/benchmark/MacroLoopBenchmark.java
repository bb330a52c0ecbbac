package org.unstained.benchmark;

import ij.IJ;
import ij.ImagePlus;
import java.util.Arrays;
import java.util.Locale;
import org.unstained.command.CellCommand;
import org.unstained.command.Inputs;
import org.unstained.command.analysis.ClassifyCells;
import org.unstained.command.analysis.DetectCells;
import org.unstained.workflow.networks.Installation;

/**
 * What a macro's loop costs that detects and classifies the cells of image after image: with the
 * networks loaded for each run, and with those of the run before.
 *
 * <p>Argument: an image of living and dead cells.
 */
public final class MacroLoopBenchmark {
  private static final int RUNS = 20;

  private MacroLoopBenchmark() {}

  public static void main(String[] args) {
    ImagePlus image = IJ.openImage(args[0]);
    loop("warm-up", image, true);
    for (int round = 0; round < 2; round++) {
      loop("loaded each time", image, true);
      loop("kept", image, false);
    }
    System.exit(0);
  }

  private static void loop(String what, ImagePlus image, boolean anew) {
    double[] detect = new double[RUNS];
    double[] classify = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      if (anew) Installation.freeNetworks();
      detect[run] = run(new DetectCells(), image, "model=livedead-detector table=false");
      if (anew) Installation.freeNetworks();
      classify[run] = run(new ClassifyCells(), image, "model=livedead-classifier table=false");
    }
    System.out.printf(
        Locale.ROOT,
        "%-17s  Detect Cells %4.0f ms, Classify Cells %4.0f ms (medians of %d); %.2f s in all%n",
        what,
        1000 * median(detect),
        1000 * median(classify),
        RUNS,
        Arrays.stream(detect).sum() + Arrays.stream(classify).sum());
  }

  private static double run(CellCommand command, ImagePlus image, String options) {
    Inputs.read(command, options);
    Inputs.of(command.getClass()).stream()
        .filter(input -> input.isImage())
        .forEach(input -> setImage(command, input.field(), image));
    long start = System.nanoTime();
    command.run();
    command.failure().ifPresent(why -> System.out.println("failed: " + why));
    return (System.nanoTime() - start) / 1e9;
  }

  private static void setImage(
      CellCommand command, java.lang.reflect.Field field, ImagePlus image) {
    try {
      field.set(command, image);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
