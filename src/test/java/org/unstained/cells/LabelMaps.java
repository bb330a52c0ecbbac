package org.unstained.cells;

import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ImageProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.Assume;

/** Label maps that the tests share: drawn by hand, random, painted shapes, and real ones. */
final class LabelMaps {
  private LabelMaps() {}

  /** One string a row; digits are labels, anything else is background. */
  static ArrayImg<IntType, IntArray> of(String... rows) {
    int width = rows[0].length();
    int[] pixels = new int[width * rows.length];
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = Math.max(0, Character.digit(rows[i / width].charAt(i % width), 10));
    return ArrayImgs.ints(pixels, width, rows.length);
  }

  static ArrayImg<IntType, IntArray> random(long seed, int width, int height, int labels) {
    Random random = new Random(seed);
    int[] pixels = random.ints((long) width * height, 0, labels + 1).toArray();
    return ArrayImgs.ints(pixels, width, height);
  }

  /** A picture of ImageJ as a label map. */
  static ArrayImg<IntType, IntArray> of(ImagePlus image) {
    ImageProcessor ip = image.getProcessor();
    int[] pixels = new int[ip.getWidth() * ip.getHeight()];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (int) ip.getf(i);
    return ArrayImgs.ints(pixels, ip.getWidth(), ip.getHeight());
  }

  /** The label maps that people drew; skips the test where the data isn't there. */
  static List<Path> real() throws Exception {
    Path data = Path.of("..", "shared", "data");
    Assume.assumeTrue("No sample data beside the project", Files.isDirectory(data));
    List<Path> files = new ArrayList<>();
    try (Stream<Path> labels = Files.list(data.resolve("dsb2018/labels"));
        Stream<Path> sets = Files.list(data.resolve("phase"))) {
      labels.filter(f -> f.toString().endsWith(".png")).sorted().forEach(files::add);
      sets.map(d -> d.resolve("instances_ids.png"))
          .filter(Files::exists)
          .sorted()
          .forEach(files::add);
    }
    files.add(data.resolve("samples/stardist_mask2d.tif"));
    return files;
  }

  static ArrayImg<IntType, IntArray> open(Path file) {
    return of(new Opener().openImage(file.toString()));
  }
}
