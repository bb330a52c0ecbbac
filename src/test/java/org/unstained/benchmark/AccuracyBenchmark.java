package org.unstained.benchmark;

import ij.IJ;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.unstained.cells.LabelOverlap;
import org.unstained.cells.MatchCounts;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.Segmenter;

/**
 * How many nuclei of the Data Science Bowl 2018 images are found: pooled AP50 = TP / (TP + FP + FN)
 * with matches from IoU 0.5, with one setting (the defaults) for all images, beside ImageJ's own
 * pipeline in the same run.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.AccuracyBenchmark -Dexec.args=FOLDER}; the folder holds
 * {@code index.csv}, {@code images/} and {@code labels/}.
 */
public final class AccuracyBenchmark {
  private static final double IOU = 0.5;

  private AccuracyBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "../shared/data/dsb2018");
    MatchCounts ours = new MatchCounts(0, 0, 0);
    MatchCounts imageJ = new MatchCounts(0, 0, 0);
    System.out.printf("%-18s %6s %9s %9s%n", "image", "nuclei", "ours", "ImageJ");
    for (String name : fluorescence(folder)) {
      ImageProcessor image = read(folder.resolve("images/" + name + ".png"));
      Img<IntType> truth = labels(read(folder.resolve("labels/" + name + ".png")));
      MatchCounts a = LabelOverlap.between(truth, ours(image)).counts(IOU);
      MatchCounts b =
          LabelOverlap.between(truth, labels(ImageJPipeline.labels(ImageJPipeline.segment(image))))
              .counts(IOU);
      ours = ours.plus(a);
      imageJ = imageJ.plus(b);
      System.out.printf(
          "%-18s %6d %9.3f %9.3f%n",
          name, a.found() + a.missed(), a.averagePrecision(), b.averagePrecision());
    }
    System.out.printf(
        "pooled AP50: ours %.3f %s, ImageJ %.3f %s%n",
        ours.averagePrecision(), ours, imageJ.averagePrecision(), imageJ);
  }

  static List<String> fluorescence(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("index.csv")).stream()
        .map(line -> line.split(","))
        .filter(row -> row[2].equals("fluorescence"))
        .map(row -> row[0])
        .toList();
  }

  static ImageProcessor read(Path file) {
    return IJ.openImage(file.toString()).getProcessor();
  }

  static Img<IntType> ours(ImageProcessor image) {
    byte[] pixels = (byte[]) image.convertToByte(false).getPixels();
    return Segmenter.segment(
            ArrayImgs.unsignedBytes(pixels, image.getWidth(), image.getHeight()),
            null,
            SegmentationSettings.defaults(),
            p -> {},
            () -> false)
        .labels();
  }

  static Img<IntType> labels(ImageProcessor map) {
    int[] labels = new int[map.getPixelCount()];
    for (int i = 0; i < labels.length; i++) labels[i] = (int) map.getf(i);
    return ArrayImgs.ints(labels, map.getWidth(), map.getHeight());
  }
}
