package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.evaluation.Evaluate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges predictions or models from the command line. */
@Command(
    name = "evaluate",
    description = "Judges predictions, or an installed model, by annotations or label images.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Evaluate..., by their keys as in a macro, such as truth=DIR list=val"
              + " model=livedead-detector output=DIR, or truth=DIR predicted=cells.csv.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    Evaluate command = new Evaluate();
    KeyValues.set(command, settings, spec);
    PrintWriter out = spec.commandLine().getOut();
    command.evaluate(
        line -> {
          out.println(line);
          out.flush();
        });
    return Main.OK;
  }
}
