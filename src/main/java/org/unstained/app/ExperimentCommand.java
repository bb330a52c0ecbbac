package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.unstained.command.experiment.RunExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment from the command line. */
@Command(
    name = "experiment",
    description =
        "Trains again and again, tests on what is held back, and reports. Ctrl-C stops it; started"
            + " again with the same options it goes on.",
    mixinStandardHelpOptions = true)
final class ExperimentCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Run Experiment, by their keys as in a macro, such as folder=DIR output=DIR"
              + " folds=5 epochs=20 'options=side=30 patience=8'.")
  private List<String> settings = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    RunExperiment command = new RunExperiment();
    KeyValues.set(command, settings, spec);
    PrintWriter out = spec.commandLine().getOut();
    try (Interruption stop = new Interruption("Unstained experiment ends")) {
      command.run(
          line -> {
            out.println(line);
            out.flush();
          },
          stop);
      return Main.OK;
    } catch (CancellationException e) {
      spec.commandLine().getErr().println("Stopped. The same command goes on with it.");
      return Main.FAILED;
    }
  }
}
