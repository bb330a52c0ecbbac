package org.unstained.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.Inputs;
import org.unstained.command.folder.BatchFolder;
import org.unstained.models.ComputeDevices;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;
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
      names = "--patches",
      paramLabel = "MODEL",
      description =
          "Classify the images patch by patch with this model, as Classify Patches does; its options,"
              + " such as size=64 step=32, with --set.")
  private String patches;

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
      description =
          "auto, cpu, mps, cuda or cuda:1, cuda-half or mps-half for 16 bits; auto if it isn't given.")
  private String device;

  @Option(
      names = "--pattern",
      paramLabel = "GLOB",
      description =
          "Images to take, such as '*.tif' or 'day?_{a,b}*'; with a slash it is for the path below"
              + " the folder, such as 'day1/**'. Capitals don't matter.")
  private String pattern;

  @Option(
      names = "--recursive",
      description = "Read folders in the folder, too; the results lie in folders alike.")
  private boolean recursive;

  @Option(
      names = "--series",
      paramLabel = "N",
      description =
          "Of files with several images, those to take, such as 1,3-5,8- or all; 1 if it isn't"
              + " given.")
  private String series;

  @Option(
      names = "--slices",
      paramLabel = "N",
      description = "Slices (z) to work on, such as 1,3-5,8-; all if it isn't given.")
  private String slices;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames (t) to work on, such as 1,3-5,8-; all if it isn't given.")
  private String frames;

  @Option(
      names = "--crops",
      paramLabel = "stack|files",
      description =
          "Write the crops of the cells, too: one stack an image, or a folder an image with one file"
              + " a cell.")
  private String crops;

  @Option(
      names = "--side",
      paramLabel = "LENGTH",
      description = "Side of a crop, in pixels unless --unit um is given; 30 if it isn't given.")
  private String side;

  @Option(names = "--unit", paramLabel = "pixels|um", description = "Unit of the side of a crop.")
  private String unit;

  @Option(
      names = "--normalise",
      description = "Make brightness and background of all crops alike; they become 32-bit.")
  private boolean normalise;

  @Option(
      names = "--masked",
      description = "Paint over what lies outside the cell of a crop with the background.")
  private boolean masked;

  @Option(
      names = "--again",
      description =
          "Do all images. Without it those are kept that an earlier run into the same folder has"
              + " finished with the same parameters, models and version, and whose content is the"
              + " same.")
  private boolean again;

  @Option(
      names = "--set",
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Segment Cells, of Detect Cells with --detect, of Classify Patches with --patches, by"
              + " their keys as in a macro;"
              + " several may follow one --set. All planes of an image are worked on unless"
              + " planes=current is set.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    FolderRun.Plan plan = plan();
    FolderRun.Outcome outcome;
    // Ctrl-C leaves what is finished, and the same command goes on with it
    try (ImageTask task = plan.task();
        Interruption stop = new Interruption("Unstained folder run ends")) {
      if (!task.tools().isEmpty()) out().println(task.tools());
      outcome =
          FolderRun.run(
              plan,
              new Printer(out(), err()),
              () -> stop.getAsBoolean() || Thread.currentThread().isInterrupted());
    }
    out().println(outcome.text() + ". Results are in " + output.toAbsolutePath());
    return outcome.failures() == 0 && !outcome.canceled() ? Main.OK : Main.FAILED;
  }

  /** The run with its models loaded. */
  private FolderRun.Plan plan() throws IOException {
    requireSense();
    try {
      BatchFolder command = new BatchFolder();
      Inputs.set(command, "input", input.toString());
      Inputs.set(command, "output", output.toString());
      String found = detect == null ? "segment" : "detect";
      Inputs.set(command, "task", patches == null ? found : "patches");
      set(command, "model", detect);
      set(command, "classifier", patches == null ? classify : patches);
      set(command, "channels", channels);
      set(command, "pattern", pattern);
      set(command, "recursive", Boolean.toString(recursive));
      set(command, "series", series);
      set(command, "slices", slices);
      set(command, "frames", frames);
      set(command, "crops", crops);
      set(command, "side", side);
      set(command, "unit", unit);
      set(command, "normalise", Boolean.toString(normalise));
      set(command, "masked", Boolean.toString(masked));
      set(command, "again", Boolean.toString(again));
      return command.plan(settings(), device == null ? ComputeDevices.AUTO : device);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private static void set(BatchFolder command, String key, String value) {
    if (value != null) Inputs.set(command, key, value);
  }

  private void requireSense() {
    if (patches != null && (segment || detect != null || classify != null))
      throw usage(
          "--patches looks at patches instead of cells: without --segment, --detect and --classify.");
    if (!segment && detect == null && patches == null)
      throw usage(
          "Say what to do with the images: --segment, --detect MODEL or --patches MODEL"
              + (classify == null
                  ? ""
                  : "; --classify says what the cells are that one of them finds"));
    if (segment && detect != null)
      throw usage("Choose --segment or --detect: both find cells, each in its own way.");
    if (crops == null && (side != null || unit != null || normalise || masked))
      throw usage("--side, --unit, --normalise and --masked are for --crops.");
    boolean networks = detect != null || classify != null || patches != null;
    if (weight != null && (detect == null || classify == null))
      throw usage("--weight is that of a classifier behind a detector: --detect and --classify.");
    if ((score != null || overlap != null || tile != null) && detect == null)
      throw usage("--score, --overlap and --tile are for --detect.");
    if ((device != null || channels != null) && !networks)
      throw usage(
          "--device and --channels are for networks: --detect or --classify. For --segment there is"
              + " --set channel=2.");
  }

  /** What the command takes as options. */
  private List<String> settings() {
    List<String> all = new ArrayList<>(settings);
    add(all, "weight", weight);
    add(all, "score", score);
    add(all, "overlap", overlap);
    add(all, "tile", tile);
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

  /** One line an image, with speed and time left, and now and then one of an image that is slow. */
  static final class Printer implements FolderRun.Listener {
    private static final double SECONDS_BETWEEN = 30;

    private final PrintWriter out;
    private final PrintWriter err;
    private double told;

    Printer(PrintWriter out, PrintWriter err) {
      this.out = out;
      this.err = err;
    }

    @Override
    public synchronized void working(FolderProgress progress) {
      if (!progress.isSlow() || progress.seconds() < told + SECONDS_BETWEEN) return;
      told = progress.seconds();
      out.printf("[%d/%d] %s%n", progress.settled(), progress.of(), progress.text());
      out.flush();
    }

    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {
      out.printf(
          "[%d/%d] %s: %d cells, %.1f s (%s)%n",
          progress.settled(), progress.of(), image, cells, seconds, progress.text());
      out.flush();
    }

    @Override
    public void kept(FolderProgress progress, String image, int cells) {
      out.printf(
          "[%d/%d] %s: %d cells, finished before%n",
          progress.settled(), progress.of(), image, cells);
      out.flush();
    }

    @Override
    public void failed(FolderProgress progress, String image, String reason) {
      err.printf("[%d/%d] %s failed: %s%n", progress.settled(), progress.of(), image, reason);
      err.flush();
    }
  }
}
