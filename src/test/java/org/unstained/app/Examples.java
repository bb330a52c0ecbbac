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
import java.util.Optional;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.image.SampleImage;
import org.unstained.project.AnnotationProject;
import org.unstained.project.Annotator;
import org.unstained.project.Importing;
import org.unstained.project.ProjectSettings;

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
    add(
        "ClassifyPatches",
        open,
        "model|test-classifier|size|60|step|30|content|2.5|planes|all|opacity|0.4".split("[|]"));
    add(
        "ExplainClassification",
        detect,
        "model",
        "test-classifier",
        "target",
        "Living Cell",
        "planes",
        "all",
        "opacity",
        "45.5");
    add("FilterCells", detect, "classes", "Living Cell", "score", "0.1");
    add("LabelCells", detect, "label", "De [a] d", "cells", "all", "colour", "#112233");
    add(
        "MeasureCells",
        open + "run('Segment Cells...', 'map');\nselectImage('a [b] c-labels');\n",
        "source",
        "labels",
        "intensities",
        "a [b] c.tif");
    add("CropCells", detect, "side", "33", "planes", "all", "folder", output());
    add("CurateCrops", detect, "least", "0.3", "below", "0.1");
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
    String labels = boxes("la [b] els", 11);
    add("ImportLabels", open, "labels", labels + "/x.xml", "entry", "x.png", "side", "12.5");
    add("ExportLabels", detect, "target", output(), "format", "labelme", "planes", "current");
    add("ConvertLabels", "", "source", labels, "target", output(), "format", "geojson");
    add("CompareAnnotations", "", "truth", boxes("tr [u] th", 10), "predicted", boxes("other", 12));
    add("AnnotationProjectCommand", "", project());
    add(
        "ExploreCells",
        detect + "File.makeDirectory(\"" + output() + "\");\n",
        "embedding",
        "pca",
        "columns",
        "mean_intensity,sd_intensity",
        "clusters",
        "kmeans",
        "k",
        "2",
        "thumbnails",
        "false",
        "save",
        output() + "/ex [p] lored.csv");
    add(
        "RunExperiment",
        "",
        ("folder|%s|output|%s|folds|2|epochs|1|options|side=32 batch=4 augmentation=flips"
                + " averaging=0.5|positive|large")
            .formatted(crops, output())
            .split("[|]"));
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
    add(
        "PlotCounts",
        detect,
        "groups",
        "name",
        "pattern",
        "a (\\[b\\])",
        "interval",
        "5 min",
        "classes",
        "Living Cell",
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
    add(
        "LabelByFluorescence",
        open,
        "cells",
        "grid",
        "size",
        "40",
        "step",
        "20",
        "method",
        "threshold",
        "low",
        "55.5",
        "positive",
        "has it",
        "planes",
        "all");
    add(
        "TrainClassicalClassifier",
        "",
        "cells",
        "tables",
        "csv",
        measured(),
        "features",
        "area,solidity",
        "distance",
        "manhattan",
        "neighbours",
        "3",
        "folds",
        "2",
        "name",
        "by measurements",
        "replace",
        "true",
        "report",
        output());
    add(
        "TrainEmptyPatches",
        "",
        "examples|crops|folder|%s|name|no (cells)|replace|true"
            .formatted(emptyAndFilled())
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

  /** A table of cells of two classes in three images. */
  private String measured() throws IOException {
    StringBuilder table = new StringBuilder("image,class,area_px2,solidity\n");
    for (int i = 0; i < 24; i++)
      table.append(
          "%d.tif,%s,%d,0.%d\n".formatted(i % 3, i < 12 ? "a b" : "c", 50 + i * i, 70 + i));
    return Files.writeString(root.resolve("ta [b] les.csv"), table).toString();
  }

  /** Patches with a disc and without. */
  private String emptyAndFilled() throws IOException {
    Path folder = root.resolve("pat [c] hes");
    for (String name : List.of("empty", "filled")) {
      Path of = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 8; i++) {
        ImagePlus patch =
            new ImagePlus(name, NetworkPackages.discs(name.equals("empty") ? 0 : 3, 0));
        patch.getProcessor().noise(3 + i);
        patch.setRoi(10 + i, 20, 64, 48);
        IJ.saveAsTiff(patch.crop(), of.resolve(i + ".tif").toString());
      }
    }
    return folder.toString();
  }

  private String boxes(String name, double y) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    PascalVoc.write(
        folder.resolve("x.xml"),
        new AnnotatedImage("x.png", 90, 90, List.of(new AnnotatedBox(new Box(9, y, 20, 20), "c"))));
    return folder.toString();
  }

  /** Two people's boxes of one image, to be merged. */
  private String[] project() throws IOException {
    Path images = Files.createDirectories(root.resolve("im [p] ages"));
    IJ.saveAsTiff(
        new ImagePlus("x", NetworkPackages.discs(1, 1)), images.resolve("x.tif").toString());
    AnnotationProject project =
        AnnotationProject.create(
            root.resolve("pro [j] ect"),
            ProjectSettings.classes(List.of("c")),
            Optional.of(images));
    for (int i = 0; i < 2; i++) {
      String who = "annotator (%d)".formatted(i + 1);
      project.setAnnotator(new Annotator(who, i));
      Importing.run(project, who, Path.of(boxes("x" + i, 10 + i)));
    }
    return "project|%s|action|merge|first|annotator (1)|second|annotator (2)|replace|true"
        .formatted(project.folder())
        .split("[|]");
  }
}
