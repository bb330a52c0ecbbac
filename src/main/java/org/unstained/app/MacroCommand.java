package org.unstained.app;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an ImageJ macro without a screen. */
@Command(
    name = "macro",
    description = "Runs an ImageJ macro without a screen; print() goes to the standard output.",
    mixinStandardHelpOptions = true)
final class MacroCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The macro (.ijm).")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "ARGUMENT",
      arity = "0..1",
      defaultValue = "",
      description = "What getArgument() returns in the macro.")
  private String argument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    String text = read(file);
    PatchedImageJ.start();
    // from here on ImageJ's classes may be loaded
    Optional<String> error = HeadlessMacro.run(text, argument);
    error.ifPresent(message -> spec.commandLine().getErr().println(file + ": " + message));
    return error.isPresent() ? Main.FAILED : Main.OK;
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file))
      throw new IOException("There is no macro file " + file.toAbsolutePath());
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }
}
