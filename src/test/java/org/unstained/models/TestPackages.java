package org.unstained.models;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages and zips for tests. */
public final class TestPackages {
  private TestPackages() {}

  public static Path network(String name) {
    try {
      return Path.of(TestPackages.class.getResource("/networks/" + name + ".torchscript").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static ModelDescription classifier(String name) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("val_accuracy", 0.975);
    scores.put("val_auroc", 0.99);
    return new ModelDescription(
        name,
        "Living or dead, by the mean.",
        "1.2.0",
        ModelTask.CLASSIFICATION,
        new ModelInput(
            List.of("brightfield"),
            new SizeRule(32, 16),
            SizeRule.fixed(48),
            OptionalDouble.of(0.65),
            1,
            List.of(
                new PreprocessingStep.Clip(0, 4095),
                new PreprocessingStep.ScaleRange(1, 99.8, 1e-6, true),
                new PreprocessingStep.ZeroMeanUnitVariance(1e-5, false),
                new PreprocessingStep.ScaleLinear(List.of(2.0), List.of(-1.0)),
                new PreprocessingStep.FixedMeanVariance(List.of(0.5), List.of(0.25)))),
        ModelOutput.of(OutputFormat.LOGITS),
        List.of(new ModelClass("Living Cell", 0x2CA02C), new ModelClass("Dead Cell", 0xD62728)),
        new ModelDefaults(0.4, 0.3, 0.7),
        new CropRule(CropRule.Fit.RESIZE, 0.25),
        new Credits(
            List.of("Ada Möller"),
            List.of(
                new Credits.Citation(
                    "A paper: with a colon", Optional.of("10.1/2"), Optional.empty())),
            "CC-BY-4.0",
            "2026-11-21T09:00:00Z"),
        Optional.of(
            new TrainingRecord(
                "train classifier --seed 7",
                7,
                List.of("a.png", "b.png"),
                List.of("c.png"),
                Map.of("epochs", "60"),
                scores)),
        new Weights("weights.torchscript", "0".repeat(64), "1.13.0"));
  }

  public static ModelDescription detector(String name) {
    ModelDescription other = classifier(name);
    return new ModelDescription(
        name,
        other.summary(),
        "",
        ModelTask.DETECTION,
        new ModelInput(
            List.of("brightfield", "nuclei"),
            new SizeRule(64, 16),
            new SizeRule(64, 16),
            OptionalDouble.empty(),
            2.5,
            List.of(new PreprocessingStep.FixedMeanVariance(List.of(1.0, 2.0), List.of(3.0, 4.0)))),
        new ModelOutput(OutputFormat.MAPS, 4),
        other.classes(),
        other.defaults(),
        CropRule.STANDARD,
        Credits.NONE,
        Optional.empty(),
        other.weights());
  }

  public static ModelPackage write(Path folder, String name) throws IOException {
    return ModelPackage.write(folder, classifier(name), network("mean-classifier"));
  }

  static void zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(raw)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What the task refuses with. */
  static String messageOf(Task task) {
    try {
      task.run();
    } catch (Exception e) {
      return e.getMessage();
    }
    throw new AssertionError("Nothing was refused");
  }

  interface Task {
    void run() throws Exception;
  }
}
