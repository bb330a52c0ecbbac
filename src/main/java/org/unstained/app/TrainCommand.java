package org.unstained.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.unstained.command.Inputs;
import org.unstained.command.TrainCells;
import org.unstained.command.TrainClassifier;
import org.unstained.command.TrainDetector;
import org.unstained.command.TrainingLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model from the command line. */
@Command(
    name = "train",
    description = "Trains a detector or a classifier from annotated images and installs it.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  private static final int MOST_SECONDS_TO_END = 120;

  /** Two kinds of models. */
  enum Kind {
    detector,
    classifier
  }

  @Parameters(index = "0", description = "What to train: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "key=value",
      description =
          "Options of Train Detector or Train Classifier, by their keys as in a macro, such as"
              + " folder=DIR training=train validation=val name=my-detector epochs=100.")
  private List<String> settings = List.of();

  @Option(
      names = "--no-install",
      description = "Leave the model in the folder of the run (output=DIR).")
  private boolean only;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    TrainCells command = kind == Kind.detector ? new TrainDetector() : new TrainClassifier();
    for (String setting : settings) set(command, setting);
    command.install(!only);
    command.startedBy(line());
    PrintWriter out = spec.commandLine().getOut();
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(ended, done), "Unstained training ends"));
    try {
      command.train(
          new TrainingLines(
              line -> {
                out.println(line);
                out.flush();
              },
              ended::get));
      return Main.OK;
    } finally {
      done.countDown();
    }
  }

  /**
   * Ctrl-C keeps the best so far: the engine can't be left in the middle of a step, and the package
   * has still to be written. After a training that is over there is nothing to wait for.
   */
  private static void end(AtomicBoolean ended, CountDownLatch done) {
    ended.set(true);
    try {
      done.await(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void set(TrainCells command, String setting) {
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

  /** The command as it can be given again elsewhere: without places of this computer alone. */
  private String line() {
    List<String> words = new ArrayList<>(List.of("train", kind.name()));
    for (String setting : settings)
      if (!setting.startsWith("output=") && !setting.startsWith("device="))
        words.add(setting.contains(" ") ? "'" + setting + "'" : setting);
    return String.join(" ", words);
  }
}
