package org.unstained.command.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Version;
import org.unstained.command.analysis.ClassifyCells;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.command.patches.ClassifyPatches;
import org.unstained.workflow.folder.FolderRun.Plan;
import org.unstained.workflow.folder.ImageTask;

/**
 * Folder runs made of the options of commands, as {@code key=value}. All planes of an image are
 * worked on unless {@code planes=current} is among them. Close the plan's task after the run.
 */
public final class FolderPlans {
  private FolderPlans() {}

  /** Inputs of commands that say what to work on or what to show on the screen. */
  private static final Set<String> OF_SCREEN =
      Set.of(
          "image",
          "map",
          "table",
          "rois",
          "steps",
          "preview",
          "source",
          "layer",
          "opacity",
          "probability",
          "fractions");

  /**
   * Segments.
   *
   * @param settings options of Segment Cells
   * @throws IllegalArgumentException if a key is unknown or a value doesn't fit
   */
  public static Plan segment(Path input, Path output, List<String> settings) {
    SegmentCells command = with(new SegmentCells(), settings);
    return Plan.of(input, output, ImageTask.segment(command.options()), facts(parameters(command)));
  }

  /**
   * Detects, and classifies if there is a classifier among the settings.
   *
   * @param settings options of Detect Cells
   * @param device as the command line takes it
   * @throws IllegalArgumentException if a key is unknown, a value doesn't fit, or the models don't
   *     fit together
   * @throws IOException if a model or the device can't be used
   */
  public static Plan detect(Path input, Path output, List<String> settings, String device)
      throws IOException {
    DetectCells command = with(new DetectCells(), settings);
    Map<String, Object> parameters = parameters(command);
    parameters.put("device", device);
    return Plan.of(
        input, output, ImageTask.detect(command.options().onDevice(device)), facts(parameters));
  }

  /**
   * Segments, then classifies what was found.
   *
   * @param segmentation options of Segment Cells
   * @param classification options of Classify Cells
   * @throws IllegalArgumentException as {@link #detect}
   * @throws IOException as {@link #detect}
   */
  public static Plan segmentAndClassify(
      Path input,
      Path output,
      List<String> segmentation,
      List<String> classification,
      String device)
      throws IOException {
    SegmentCells segment = with(new SegmentCells(), segmentation);
    ClassifyCells classify = with(new ClassifyCells(), classification);
    Map<String, Object> parameters = parameters(classify);
    parameters.remove("planes");
    parameters.put("device", device);
    Map<String, Object> facts = facts(parameters(segment));
    facts.put("classification", parameters);
    return Plan.of(
        input,
        output,
        ImageTask.segmentAndClassify(segment.options(), classify.options().onDevice(device)),
        facts);
  }

  /**
   * Classifies patch by patch.
   *
   * @param settings options of Classify Patches
   * @param device as the command line takes it
   * @throws IllegalArgumentException as {@link #detect}
   * @throws IOException as {@link #detect}
   */
  public static Plan patches(Path input, Path output, List<String> settings, String device)
      throws IOException {
    ClassifyPatches command = with(new ClassifyPatches(), settings);
    Inputs.set(command, "device", device);
    return Plan.of(input, output, ImageTask.patches(command.options()), facts(parameters(command)));
  }

  private static <C extends CellCommand> C with(C command, List<String> settings) {
    Inputs.set(command, "planes", "all");
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      String key = sign < 0 ? setting : setting.substring(0, sign);
      if (OF_SCREEN.contains(key))
        throw new IllegalArgumentException(
            "'%s' is for the screen; a folder run writes all results to files.".formatted(key));
      Inputs.set(command, key, sign < 0 ? "" : setting.substring(sign + 1));
    }
    return command;
  }

  private static Map<String, Object> facts(Map<String, Object> parameters) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("program", "Unstained");
    facts.put("version", Version.text());
    facts.put("parameters", parameters);
    return facts;
  }

  private static Map<String, Object> parameters(CellCommand command) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Input input : Inputs.of(command.getClass()))
      if (!OF_SCREEN.contains(input.key())) values.put(input.key(), number(input, command));
    return values;
  }

  /** A number as one, without a decimal point if it is whole; anything else as text. */
  private static Object number(Input input, CellCommand command) {
    String text = Inputs.text(input, command);
    if (!input.isNumber()) return text;
    if (text.matches("-?\\d+")) return Long.valueOf(text);
    return text.contains("Infinity") ? text : input.value(command);
  }
}
