package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.plugin.frame.Recorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.RecordedPaths;

/**
 * What is recorded gives the same again: for every command that there is, the line that plain
 * ImageJ records and the one that Fiji records, in a macro, in batch mode, and as SciJava runs it.
 */
public class ReplayTest {
  private static final int PATIENCE_SECONDS = 500;

  /** Values of text inputs that are hard to write down. */
  private static final List<String> ODD =
      List.of(
          "",
          "two words",
          "C:\\Users\\new table\\t",
          "C:\\nuclei\\",
          "say \"cells\"",
          "it's 'quoted'",
          "'tis",
          "ncell (422) [x]",
          "[x]",
          "[x] y",
          "a [b",
          "a ] b] c",
          "[",
          "]",
          "100 % \u00b5m \u00fc",
          "side=7 of all=8");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Context context = new Context(CommandService.class);
  private final CommandService scijava = context.service(CommandService.class);

  @After
  public void tearDown() {
    context.dispose();
  }

  @Test
  public void everyValueThatIsRecordedIsReadBack() {
    for (Class<? extends CellCommand> type : Commands.classes())
      for (Input input : Inputs.of(type)) {
        if (!input.isFreeText() && !input.isImageTitle() && !input.isFolder() && !input.isModel())
          continue;
        for (String odd : ODD) {
          CellCommand command = Commands.create(type);
          Inputs.set(command, input.key(), odd);
          Map<String, String> values = values(command);
          for (String line : List.of(ofImageJ(command), ofFiji(command))) {
            CellCommand again = Commands.create(type);
            Inputs.read(again, asImageJReads(line));
            assertEquals(line, values, values(again));
          }
        }
      }
  }

  @Test
  public void everyCommandGivesTheSameAgain() throws Exception {
    Path root = temporary.getRoot().toPath();
    Examples examples = new Examples(root);
    Path folder = temporary.newFolder("macros").toPath();
    Map<String, List<Path>> outcomes = new LinkedHashMap<>();
    int number = 10;
    for (CommandInfo info : Commands.infos()) {
      Class<? extends CellCommand> type = type(info);
      Examples.Example example = examples.of(type);
      CellCommand command = Commands.create(type);
      example.inputs().forEach((key, value) -> Inputs.set(command, key, value));
      String run = "run(\"%s\", \"%s\");\n";
      String label = info.getMenuPath().getLeaf().getName();
      String imagej = ofImageJ(command);
      String fiji = ofFiji(command);
      Map<String, String> ways = new LinkedHashMap<>();
      ways.put("1imagej", example.setUp() + run.formatted(label, imagej));
      ways.put("2batch", "setBatchMode(true);\n" + ways.get("1imagej"));
      ways.put("3fiji", example.setUp() + run.formatted(label, fiji));
      String call =
          "error = call(\"%s.scijava\", \"%s\", \"%s\");\nif (error != \"\") exit(error);\n";
      ways.put(
          "4scijava",
          example.setUp() + call.formatted(Replays.class.getName(), type.getName(), fiji));
      List<Path> files = new ArrayList<>();
      for (Map.Entry<String, String> way : ways.entrySet()) {
        String name = number + type.getSimpleName() + way.getKey();
        Path out = folder.resolve(name + ".txt");
        files.add(out);
        Files.writeString(
            folder.resolve(name + ".ijm"),
            "%scall(\"%s.outcome\", \"%s\", \"%s\");\n"
                .formatted(way.getValue(), Replays.class.getName(), out, examples.output()));
      }
      outcomes.put(label, files);
      number++;
    }
    run(folder, examples);
    for (Map.Entry<String, List<Path>> command : outcomes.entrySet()) {
      List<String> first = read(command.getValue().get(0));
      for (Path other : command.getValue())
        assertEquals(command.getKey(), String.join("\n", first), String.join("\n", read(other)));
      boolean silent =
          List.of("Models...", "Compute Device...", "About Unstained").contains(command.getKey());
      assertEquals(command.getKey() + " leaves " + first, silent, first.isEmpty());
    }
  }

  private static List<String> read(Path outcome) throws IOException {
    Path error = Path.of(outcome.toString().replaceFirst("[.]txt$", ".ijm.err"));
    assertEquals(outcome.getFileName().toString(), "", Files.readString(error));
    return Files.readAllLines(outcome);
  }

  /** The options as the bridge records them, written as in a macro. */
  static String ofImageJ(CellCommand command) {
    Bridge.record(command);
    return recorded();
  }

  /** As imagej-legacy's MacroRecorderPostprocessor does, for all that isn't null. */
  private String ofFiji(CellCommand command) {
    Module module = scijava.getCommand(command.getClass()).createModule(command);
    boolean recording = Recorder.record;
    Recorder.record = true;
    new RecordedPaths().process(module);
    Recorder.record = recording;
    Recorder.resetCommandOptions();
    for (Input input : Inputs.of(command.getClass())) {
      Object value = module.getInput(input.key());
      if (!input.isImage() && value != null) Recorder.recordOption(input.key(), value.toString());
    }
    return recorded();
  }

  private static String recorded() {
    String options = Recorder.getCommandOptions();
    Recorder.resetCommandOptions();
    return options == null ? "" : options;
  }

  private static String asImageJReads(String text) {
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < text.length(); i++)
      read.append(text.charAt(i) == '\\' ? text.charAt(++i) : text.charAt(i));
    return read.toString();
  }

  private static Map<String, String> values(CellCommand command) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Input input : Inputs.of(command.getClass()))
      values.put(input.key(), Inputs.text(input, command));
    return values;
  }

  private static Class<? extends CellCommand> type(CommandInfo info) throws ClassNotFoundException {
    return Class.forName(info.getDelegateClassName()).asSubclass(CellCommand.class);
  }

  private static void run(Path folder, Examples examples) throws Exception {
    File log = folder.resolve("log.txt").toFile();
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dunstained.home=" + examples.home(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Replays.class.getName(),
            folder.toString(),
            examples.output());
    Process process =
        new ProcessBuilder(line).redirectOutput(log).redirectErrorStream(true).start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertTrue(Files.readString(log.toPath()), ended);
    assertEquals(Files.readString(log.toPath()), 0, process.exitValue());
  }
}
