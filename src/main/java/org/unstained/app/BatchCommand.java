package org.unstained.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.models.ComputeDevices;
import org.unstained.workflow.FolderRun;
import org.unstained.workflow.ImageTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments, detects or classifies the cells of a folder of images from the command line. */
@Command(
    name = "batch",
    description =
        "Finds the cells of all images of a folder and writes label maps, ROIs, tables and pictures.",
    mixinStandardHelpOptions = true)
final class BatchCommand implements Callable<Integer> {

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR|FILE",
      description = "A folder of images, or one image.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; made if it isn't there.")
  private Path output;

  @Option(names = "--segment", description = "Find and measure the cells by their brightness.")
  private boolean segment;

  @Option(
      names = "--detect",
      paramLabel = "MODEL",
      description = "Find the cells with this detector: name of an installed model, or its path.")
  private String detect;

  @Option(
      names = "--classify",
      paramLabel = "MODEL",
      description = "Say with this classifier what the cells are that were detected or segmented.")
  private String classify;

  @Option(
      names = "--weight",
      paramLabel = "W",
      description = "How much the classifier counts behind the detector, 0-1.")
  private String weight;

  @Option(names = "--score", paramLabel = "S", description = "Least score of a cell, 0-1.")
  private String score;

  @Option(
      names = "--overlap",
      paramLabel = "O",
      description = "How much two cells may overlap (intersection over union), 0-1.")
  private String overlap;

  @Option(
      names = "--tile",
      paramLabel = "PIXELS",
      description = "Side of the tiles of a large image.")
  private String tile;

  @Option(
      names = "--channels",
      paramLabel = "C",
      description = "Channels that the models look at, such as 2,1.")
  private String channels;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto, cpu, mps, cuda or cuda:1; auto if it isn't given.")
  private String device;

  @Option(
      names = "--set",
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Segment Cells, or of Detect Cells with --detect, by their keys as in a macro;"
              + " several may follow one --set. All planes of an image are worked on unless"
              + " planes=current is set.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    FolderRun.Plan plan = plan();
    FolderRun.Outcome outcome;
    try (ImageTask task = plan.task()) {
      if (!task.tools().isEmpty()) out().println(task.tools());
      outcome =
          FolderRun.run(plan, new Printer(out(), err()), Thread.currentThread()::isInterrupted);
    }
    out()
        .println(
            "%d images, %d cells, %d failures. Results are in %s"
                .formatted(
                    outcome.images(),
                    outcome.cells(),
                    outcome.failures(),
                    output.toAbsolutePath()));
    return outcome.failures() == 0 ? Main.OK : Main.FAILED;
  }

  /** The run with its models loaded. */
  private FolderRun.Plan plan() throws IOException {
    requireSense();
    try {
      if (detect != null) return BatchPlans.detect(input, output, detection(), device());
      return classify == null
          ? BatchPlans.segment(input, output, settings)
          : BatchPlans.segmentAndClassify(input, output, settings, classification(), device());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private void requireSense() {
    if (!segment && detect == null)
      throw usage(
          "Say what to do with the images: --segment or --detect MODEL"
              + (classify == null
                  ? ""
                  : "; --classify says what the cells are that one of them finds"));
    if (segment && detect != null)
      throw usage("Choose --segment or --detect: both find cells, each in its own way.");
    boolean networks = detect != null || classify != null;
    if (weight != null && (detect == null || classify == null))
      throw usage("--weight is that of a classifier behind a detector: --detect and --classify.");
    if ((score != null || overlap != null || tile != null) && detect == null)
      throw usage("--score, --overlap and --tile are for --detect.");
    if ((device != null || channels != null) && !networks)
      throw usage(
          "--device and --channels are for networks: --detect or --classify. For --segment there is"
              + " --set channel=2.");
  }

  private String device() {
    return device == null ? ComputeDevices.AUTO : device;
  }

  private List<String> detection() {
    List<String> all = new ArrayList<>(settings);
    all.add("model=" + detect);
    add(all, "classifier", classify);
    add(all, "weight", weight);
    add(all, "score", score);
    add(all, "overlap", overlap);
    add(all, "tile", tile);
    add(all, "channels", channels);
    return all;
  }

  private List<String> classification() {
    List<String> all = new ArrayList<>(List.of("model=" + classify));
    add(all, "channels", channels);
    return all;
  }

  private static void add(List<String> settings, String key, String value) {
    if (value != null) settings.add(key + "=" + value);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** One line an image. */
  record Printer(PrintWriter out, PrintWriter err) implements FolderRun.Listener {

    @Override
    public void done(int number, int of, String image, int cells, double seconds) {
      out.printf("[%d/%d] %s: %d cells, %.1f s%n", number, of, image, cells, seconds);
      out.flush();
    }

    @Override
    public void failed(int number, int of, String image, String reason) {
      err.printf("[%d/%d] %s failed: %s%n", number, of, image, reason);
      err.flush();
    }
  }
}
