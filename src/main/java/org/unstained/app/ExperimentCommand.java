package org.unstained.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.unstained.command.Inputs;
import org.unstained.command.RunExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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

  private static final int MOST_SECONDS_TO_END = 120;

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
    for (String setting : settings) set(command, setting);
    PrintWriter out = spec.commandLine().getOut();
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(ended, done), "Unstained experiment ends"));
    try {
      command.run(
          line -> {
            out.println(line);
            out.flush();
          },
          ended::get);
      return Main.OK;
    } catch (CancellationException e) {
      spec.commandLine().getErr().println("Stopped. The same command goes on with it.");
      return Main.FAILED;
    } finally {
      done.countDown();
    }
  }

  /** The engine can't be left in the middle of a step, and the tables have still to be written. */
  private static void end(AtomicBoolean ended, CountDownLatch done) {
    ended.set(true);
    try {
      done.await(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void set(RunExperiment command, String setting) {
    int sign = setting.indexOf('=');
    try {
      Inputs.set(
          command,
          sign < 0 ? setting : setting.substring(0, sign),
          sign < 0 ? "" : setting.substring(sign + 1));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
