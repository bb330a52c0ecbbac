package org.unstained.benchmark;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotationFolder;
import org.unstained.annotation.LabelledImage;
import org.unstained.annotation.LabelledImages;
import org.unstained.cells.Box;
import org.unstained.image.ImageFiles;
import org.unstained.inference.ExplanationMethod;
import org.unstained.workflow.explanation.ExplainOptions;
import org.unstained.workflow.explanation.ExplainWorkflow;
import org.unstained.workflow.explanation.ExplainedCell;

/**
 * How much of a heat map lies on the cell: the part of its sum inside the box that people drew, the
 * mean over the cells of the validation images, by method and class. A map that is the same
 * everywhere has the box's part of the crop, which is printed as "chance". What a map would have
 * that is nothing but the window through which the network "local" looks, is printed as "window".
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.ExplanationBenchmark}
 */
public final class ExplanationBenchmark {
  private static final Path DATA = Path.of("../shared/data/livedead");

  /** Deviation of the window, as a part of the crop's side. */
  private static final double WINDOW = 1 / 6.0;

  private ExplanationBenchmark() {}

  public static void main(String[] args) throws IOException {
    int every = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    for (ExplanationMethod method : ExplanationMethod.values())
      System.out.println(method.key() + " " + text(inside(method, every)));
  }

  private static String text(Map<String, double[]> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach(
        (name, sum) ->
            text.append(
                String.format(Locale.ROOT, "%s %.3f (%d)  ", name, sum[0] / sum[1], (int) sum[1])));
    return text.toString();
  }

  /**
   * For each class, for all together and by chance: the sum over cells and how many there are.
   * Cells without any heat count as 0.
   *
   * @param every image of the list, 1 for all
   */
  static Map<String, double[]> inside(ExplanationMethod method, int every) throws IOException {
    AnnotationFolder folder = AnnotationFolder.find(DATA);
    List<LabelledImage> images =
        LabelledImages.read(folder, folder.names("val"), ImageFiles::looksLikeImage).images();
    Map<String, double[]> sums = new TreeMap<>();
    ExplainOptions options =
        new ExplainOptions("livedead-classifier", "", "cpu", method, "predicted", "");
    try (ExplainWorkflow explain = ExplainWorkflow.open(options)) {
      for (int i = 0; i < images.size(); i += every) {
        List<AnnotatedBox> boxes = images.get(i).annotated().boxes();
        if (boxes.isEmpty()) continue;
        ImagePlus image = ImageFiles.open(images.get(i).file());
        List<Box> places = boxes.stream().map(AnnotatedBox::box).toList();
        List<String> names = boxes.stream().map(AnnotatedBox::className).toList();
        List<ExplainedCell> cells = explain.run(image, names, places, p -> {}, () -> false);
        for (ExplainedCell cell : cells) {
          var map = cell.maps().get(0).map();
          double part = map.greatest() > 0 ? map.inside(cell.box()) : 0;
          add(sums, cell.name(), part);
          add(sums, "all", part);
          Box all = map.place();
          add(
              sums,
              "chance",
              cell.box().width() * cell.box().height() / (all.width() * all.height()));
          add(sums, "window", window(cell.box(), all));
        }
      }
    }
    return sums;
  }

  /** The part of a Gaussian in the middle of the crop that lies in the box. */
  private static double window(Box box, Box crop) {
    double in = 0;
    double sum = 0;
    for (int y = 0; y < crop.height(); y++)
      for (int x = 0; x < crop.width(); x++) {
        double u = ((x + 0.5) / crop.width() - 0.5) / WINDOW;
        double v = ((y + 0.5) / crop.height() - 0.5) / WINDOW;
        double value = Math.exp(-0.5 * (u * u + v * v));
        double px = crop.x() + x + 0.5 - box.x();
        double py = crop.y() + y + 0.5 - box.y();
        sum += value;
        if (px >= 0 && py >= 0 && px < box.width() && py < box.height()) in += value;
      }
    return in / sum;
  }

  private static void add(Map<String, double[]> sums, String name, double part) {
    double[] sum = sums.computeIfAbsent(name, n -> new double[2]);
    sum[0] += part;
    sum[1]++;
  }
}
