package org.unstained.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.unstained.command.training.TrainCells;
import org.unstained.command.training.TrainClassifier;
import org.unstained.command.training.TrainDetector;
import org.unstained.command.training.TrainingLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model from the command line. */
@Command(
    name = "train",
    description = "Trains a detector or a classifier from annotated images and installs it.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

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
    KeyValues.set(command, settings, spec);
    command.install(!only);
    command.startedBy(line());
    PrintWriter out = spec.commandLine().getOut();
    // Ctrl-C keeps the best so far
    try (Interruption stop = new Interruption("Unstained training ends")) {
      command.train(
          new TrainingLines(
              line -> {
                out.println(line);
                out.flush();
              },
              stop));
      return Main.OK;
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
