package org.unstained.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.SegmentCells;
import org.unstained.command.Version;
import org.unstained.workflow.FolderRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments a folder of images from the command line. */
@Command(
    name = "batch",
    description =
        "Segments all images of a folder and writes label maps, ROIs, tables and pictures.",
    mixinStandardHelpOptions = true)
final class BatchCommand implements Callable<Integer> {

  /** Inputs of the command that say what to show on the screen. */
  private static final Set<String> OF_SCREEN =
      Set.of("image", "map", "table", "rois", "steps", "preview");

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

  @Option(names = "--segment", description = "Find and measure the cells.")
  private boolean segment;

  @Option(
      names = "--set",
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Segment Cells, by their keys as in a macro; several may follow one --set. All"
              + " planes of an image are segmented unless planes=current is set.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    if (!segment) throw usage("Say what to do with the images: --segment");
    FolderRun.Outcome outcome =
        FolderRun.run(plan(), new Printer(out(), err()), Thread.currentThread()::isInterrupted);
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

  private FolderRun.Plan plan() {
    try {
      return plan(input, output, settings);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /**
   * @param settings as {@code key=value}
   * @throws IllegalArgumentException if a key is unknown or a value doesn't fit
   */
  static FolderRun.Plan plan(Path input, Path output, List<String> settings) {
    SegmentCells command = new SegmentCells();
    Inputs.set(command, "planes", "all");
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      String key = sign < 0 ? setting : setting.substring(0, sign);
      if (OF_SCREEN.contains(key))
        throw new IllegalArgumentException(
            "'%s' is for the screen; a folder run writes all results to files.".formatted(key));
      Inputs.set(command, key, sign < 0 ? "" : setting.substring(sign + 1));
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", "Unstained");
    facts.put("version", Version.text());
    facts.put("parameters", parameters(command));
    return new FolderRun.Plan(input, output, command.options(), facts);
  }

  private static Map<String, Object> parameters(SegmentCells command) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Input input : Inputs.of(SegmentCells.class))
      if (!OF_SCREEN.contains(input.key())) values.put(input.key(), number(input, command));
    return values;
  }

  /** A number as one, without a decimal point if it is whole; anything else as text. */
  private static Object number(Input input, SegmentCells command) {
    String text = Inputs.text(input, command);
    if (text.matches("-?\\d+")) return Long.valueOf(text);
    return input.isNumber() && !text.contains("Infinity") ? input.value(command) : text;
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
