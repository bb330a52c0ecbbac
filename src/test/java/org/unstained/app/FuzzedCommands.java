package org.unstained.app;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;

/** Commands as macros and the command line call them. */
public final class FuzzedCommands {
  private FuzzedCommands() {}

  /** All inputs with their defaults as a macro's options; no files and images. */
  public static String options(CellCommand command) {
    StringBuilder text = new StringBuilder();
    for (Input input : Inputs.of(command.getClass())) {
      if (input.isImage() || input.isFolder() || input.isFile() || input.isOfDialog()) continue;
      text.append(input.key()).append('=');
      text.append(Inputs.written(Inputs.text(input, command))).append(' ');
    }
    return text.toString().strip();
  }

  /** Runs a command as plain ImageJ does in a macro; its failure is the exception. */
  public static void macro(Class<? extends CellCommand> type, String options, ImagePlus image)
      throws IOException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream()));
    try {
      IJ.getErrorMessage(); // forgets an earlier one
      Macro.setOptions(options.isEmpty() ? null : options);
      WindowManager.setTempCurrentImage(image);
      new Bridge().run(type.getName());
    } finally {
      System.setOut(out);
      WindowManager.setTempCurrentImage(null);
      Macro.setOptions(null);
      closeAll();
    }
    String error = IJ.getErrorMessage();
    if (error != null) throw new IOException(error);
  }

  /** What a command opened isn't there for the next. */
  private static void closeAll() {
    int[] ids = WindowManager.getIDList();
    for (int id : ids == null ? new int[0] : ids) {
      ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
    Interpreter.batchMode = false;
  }

  /** Runs the program; what it says when it fails is the exception. */
  public static void main(List<String> arguments) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    int code;
    try (PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(new PrintStream(new ByteArrayOutputStream()));
      System.setErr(to);
      code = Main.run(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    if (text.contains("\tat ")) throw new AssertionError(text);
    if (code == Main.OK) return;
    if (code != Main.FAILED && code != Main.USAGE) throw new AssertionError("exit code " + code);
    throw new IOException(text.split("\\R\\s*Usage:|\\RTry ")[0].strip());
  }
}
