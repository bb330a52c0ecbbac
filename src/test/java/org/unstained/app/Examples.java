package org.unstained.app;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.image.SampleImage;

/**
 * For each command one run that has something to show, with values that are hard to write down in a
 * macro: blanks and brackets in titles and paths, and nothing at all.
 */
final class Examples {
  /** Where examples write to; emptied before each run. */
  static final String OUTPUT = "out [1] of two";

  /**
   * @param setUp a macro that opens what the command needs
   * @param inputs of the command, by key; the others stay as they are
   */
  record Example(String setUp, Map<String, String> inputs) {}

  private final Path root;
  private final Map<String, Example> examples = new LinkedHashMap<>();

  /** Makes the files that the examples work on, and a library with two small models. */
  Examples(Path root) throws IOException {
    this.root = root;
    NetworkPackages.install(home());
    Path image = root.resolve("a [b] c.tif");
    ImageStack stack = new ImageStack(240, 160);
    stack.addSlice(NetworkPackages.discs(3, 2));
    stack.addSlice(NetworkPackages.discs(1, 0));
    IJ.saveAsTiff(new ImagePlus("a", stack), image.toString());
    String open = "open('%s');\n".formatted(image);
    String detect = open + "run('Detect Cells...', 'model=test-detector planes=all');\n";
    add(
        "SegmentCells",
        open,
        "planes",
        "all",
        "smallest",
        "12.5",
        "method",
        "otsu",
        "steps",
        "true");
    add(
        "DetectCells",
        open,
        "model",
        home().resolve("models").resolve("test-detector").toString(),
        "classifier",
        "test-classifier",
        "score",
        "0.25",
        "planes",
        "all");
    add("ClassifyCells", detect, "model", "test-classifier", "planes", "all", "turns", "true");
    add("FilterCells", detect, "classes", "Living Cell", "score", "0.1");
    add(
        "MeasureCells",
        open + "run('Segment Cells...', 'map');\nselectImage('a [b] c-labels');\n",
        "source",
        "labels",
        "intensities",
        "a [b] c.tif");
    add("CropCells", detect, "side", "33", "planes", "all", "folder", output());
    add("PrepareFluorescence", open, "halve", "false", "deviation", "12.25", "green", "1");
    String data = TrainingFolders.annotated(root.resolve("da [t] a"), 4, 2).toString();
    add(
        "TrainDetector",
        "",
        ("folder|%s|training|train|validation|val|name|my (new) one|start|detector-light|window|96"
                + "|epochs|1|batch|4|averaging|0.5|augmentation|flips|replace|true|output|%s")
            .formatted(data, output())
            .split("[|]"));
    String crops = TrainingFolders.crops(root.resolve("cr ops"), 5).toString();
    add(
        "TrainClassifier",
        "",
        "folder|%s|name|other|side|32|epochs|1|batch|4|averaging|0.5|replace|true|output|%s"
            .formatted(crops, output())
            .split("[|]"));
    add("CompareAnnotations", "", "truth", boxes("tr [u] th", 10), "predicted", boxes("other", 12));
    add(
        "Evaluate",
        "",
        "truth",
        boxes("tr [u] th", 10),
        "predicted",
        boxes("other", 12),
        "iou",
        "0.4",
        "output",
        output());
    add("InstalledModels", "", "action", "defaults", "model", "test-detector", "score", "0.45");
    add("ComputeDeviceCommand", "", "action", "show");
    add("OpenImage", "", "path", image.toString(), "virtual", "never");
    Path images = Files.createDirectories(root.resolve("im [a] ges"));
    Files.copy(image, images.resolve(image.getFileName()));
    add(
        "BatchFolder",
        "",
        ("input|%s|output|%s|task|segment|options|method=otsu smallest=12.5|crops|stack|slices|1-"
                + "|pattern|a [[]*.tif")
            .formatted(images, output())
            .split("[|]"));
    for (SampleImage sample : SampleImage.values()) add(command(sample), "");
    add("AboutUnstained", "");
  }

  Path home() {
    return root.resolve("home");
  }

  String output() {
    return root.resolve(OUTPUT).toString();
  }

  /**
   * @throws AssertionError if there is none
   */
  Example of(Class<?> command) {
    Example example = examples.get(command.getSimpleName());
    if (example == null)
      throw new AssertionError(
          "Nobody has said how to try %s: add a line with its name, a macro that opens what it needs, and its inputs to %s."
              .formatted(command.getSimpleName(), Examples.class.getName()));
    return example;
  }

  private void add(String command, String setUp, String... keysAndValues) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      inputs.put(keysAndValues[i], keysAndValues[i + 1]);
    examples.put(command, new Example(setUp, inputs));
  }

  private static String command(SampleImage sample) {
    return switch (sample) {
      case FLUORESCENCE -> "FluorescenceSample";
      case BRIGHTFIELD -> "BrightfieldSample";
      case LIVE_DEAD -> "LiveDeadSample";
      case LIVE_DEAD_FRAMES -> "LiveDeadFramesSample";
      case HYPERSTACK -> "HyperstackSample";
    };
  }

  private String boxes(String name, double y) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    PascalVoc.write(
        folder.resolve("x.xml"),
        new AnnotatedImage("x.png", 90, 90, List.of(new AnnotatedBox(new Box(9, y, 20, 20), "c"))));
    return folder.toString();
  }
}
