package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.counts.PlotCounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts the cells of a table from the command line. */
@Command(
    name = "counts",
    description = "Counts the cells of a table by class, frame, and group of images such as wells.",
    mixinStandardHelpOptions = true)
final class CountsCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Plot Counts..., by their keys as in a macro, such as file=results/cells.csv"
              + " groups=well output=DIR. The cells are always those of a file.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    PlotCounts command = new PlotCounts();
    KeyValues.set(command, List.of("source=file"), spec);
    KeyValues.set(command, settings, spec);
    PrintWriter out = spec.commandLine().getOut();
    command.count(
        line -> {
          out.println(line);
          out.flush();
        });
    return Main.OK;
  }
}
