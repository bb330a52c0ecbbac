package org.unstained.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.unstained.app.Main;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.SegmentCells;

/**
 * From nothing to the end of the first command: a new JVM each time, which opens a small image,
 * runs one command in a macro and ends. Against what Python takes to be ready for the same.
 */
final class StartSpeed implements Part {
  private static final List<String> HEADLESS =
      List.of("-Djava.awt.headless=true", "--add-opens=java.base/java.lang=ALL-UNNAMED");

  private static final Path SAMPLES = Path.of("samples");

  private static final String MODEL = "model=livedead-detector";

  /** An empty program, for what the JVM itself takes. */
  static final class Nothing {
    private Nothing() {}

    public static void main(String[] args) {}
  }

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    int turns = effort.turns(9);
    Path segment = macro("fluorescence.png", "Segment Cells...", "");
    Path detect = macro("livedead.png", "Detect Cells...", MODEL);
    try {
      report.accept("## Start\n\n");
      report.accept(
          new Comparison("A new program that segments one image and ends", 1, turns)
              .with(Contender.timed("ours, a macro without a screen", () -> macro(segment)))
              .with(
                  Contender.of(
                      "ours, the command alone, the first after ImageJ's start",
                      () -> first("fluorescence.png", SegmentCells.class, "")))
              .with(Contender.timed("Java alone", () -> Fork.run(List.of(), Nothing.class)))
              .with(python("Python that only loads scikit-image", "import skimage.segmentation"))
              .run());
      report.accept(
          new Comparison("A new program that detects with a network and ends", 1, turns)
              .with(Contender.timed("ours, a macro without a screen", () -> macro(detect)))
              .with(
                  Contender.of(
                      "ours, the command alone, the first after ImageJ's start",
                      () -> first("livedead.png", DetectCells.class, MODEL)))
              .with(python("Python that only loads PyTorch", "import torch"))
              .run());
    } finally {
      Files.delete(segment);
      Files.delete(detect);
    }
  }

  private static Path macro(String image, String command, String options) throws IOException {
    String path = SAMPLES.resolve(image).toAbsolutePath().toString().replace('\\', '/');
    return Files.writeString(
        Files.createTempFile("start", ".ijm"),
        "open(\"%s\");\nrun(\"%s\", \"%s\");\nprint(nResults);\n"
            .formatted(path, command, options));
  }

  private static String macro(Path file) throws IOException, InterruptedException {
    String said = Fork.run(HEADLESS, Main.class, "macro", file).strip();
    return said.substring(said.lastIndexOf('\n') + 1) + " cells";
  }

  private static Turn first(String image, Class<?> command, String options)
      throws IOException, InterruptedException {
    String said =
        Fork.run(HEADLESS, FirstCommand.class, SAMPLES.resolve(image), command.getName(), options);
    return new Turn(Double.parseDouble(said.strip().lines().reduce((a, b) -> b).get()), "");
  }

  private static Contender python(String name, String line) {
    try {
      if (python(line) != 0) return Contender.missing(name, "skipped: not there");
    } catch (IOException | InterruptedException e) {
      return Contender.missing(name, "skipped: there is no Python");
    }
    return Contender.timed(
        name,
        () -> {
          python(line);
          return "";
        });
  }

  private static int python(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Peer.python(), "-c", line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Patience patience = new Patience(process, Patience.LIMIT)) {
      int code = process.waitFor();
      patience.check();
      return code;
    }
  }
}
