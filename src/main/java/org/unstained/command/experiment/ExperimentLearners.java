package org.unstained.command.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unstained.classical.Method;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.MacroOptions;
import org.unstained.command.training.TrainCells;
import org.unstained.command.training.TrainClassifier;
import org.unstained.command.training.TrainDetector;
import org.unstained.workflow.experiment.ClassifierLearner;
import org.unstained.workflow.experiment.DetectorLearner;
import org.unstained.workflow.experiment.Learner;
import org.unstained.workflow.experiment.MeasurementLearner;

/** Makes what an experiment compares out of the options of the training commands. */
final class ExperimentLearners {
  private ExperimentLearners() {}

  /** What the experiment itself says, or what changes no result. */
  private static final Set<String> OF_EXPERIMENT =
      Set.of(
          "folder",
          "training",
          "validation",
          "without",
          "name",
          "start",
          "channels",
          "classes",
          "seed",
          "replace",
          "output",
          "detector",
          "device");

  /**
   * What all have in common.
   *
   * @param networks to start with, each a learner of its own; a method that learns from
   *     measurements (see {@link #ofMeasurements}) has no channels and no options
   * @param channels choices of channels, each a learner of its own
   * @param epochs of each training
   * @param options of the training command
   * @param device to work on
   * @param features that methods learn from
   * @param crops whether the examples are crops, which know nothing of their image
   */
  record Common(
      List<String> networks,
      List<String> channels,
      int epochs,
      String options,
      String device,
      String features,
      boolean crops) {
    Common only(String network) {
      return new Common(List.of(network), channels, epochs, options, device, features, crops);
    }
  }

  /** The method of that name, if it isn't that of a network. */
  static Optional<Method> ofMeasurements(String name) {
    return Arrays.stream(Method.values()).filter(method -> method.key().equals(name)).findFirst();
  }

  static List<Learner> classifiers(Common common) {
    List<Learner> learners = new ArrayList<>();
    for (String name : common.networks) {
      Optional<Method> method = ofMeasurements(name);
      if (method.isPresent()) learners.add(MeasurementLearner.of(method.get(), common.features));
      else learners.addAll(networks(common.only(name)));
    }
    return learners;
  }

  private static List<Learner> networks(Common common) {
    List<Learner> learners = new ArrayList<>();
    each(
        common,
        (name, network, channels) -> {
          Map<String, String> options = options(common, network, channels);
          if (common.crops) {
            options.putIfAbsent("statistics", "crop");
            if (options.getOrDefault("reject", "false").equals("true"))
              throw new IllegalArgumentException(
                  "Crops show nothing beside the cells to learn from. Choose a folder of whole images with annotations, or leave out 'reject'.");
          }
          learners.add(
              new ClassifierLearner(
                  name, settings(new TrainClassifier(), options), setup(options, "classifier")));
        });
    return learners;
  }

  /**
   * @param second options of the classifier that looks again, or empty for none
   */
  static List<Learner> detectors(Common common, Optional<String> second) {
    List<Learner> learners = new ArrayList<>();
    each(
        common,
        (name, network, channels) -> {
          Map<String, String> options = options(common, network, channels);
          Map<String, String> settings = settings(new TrainDetector(), options);
          Optional<ClassifierLearner.Setup> again = Optional.empty();
          if (second.isPresent()) {
            Map<String, String> its = behind(second.get(), common, channels);
            settings(new TrainClassifier(), its)
                .forEach((key, value) -> settings.put("second " + key, value));
            again = Optional.of(setup(its, "second"));
          }
          DetectorLearner.Setup setup =
              task -> {
                TrainDetector command = of(new TrainDetector(), options, task, "detector");
                return command.prepared(command.start(), task.images());
              };
          learners.add(new DetectorLearner(name, settings, setup, again));
        });
    return learners;
  }

  private interface Each {
    void make(String name, String network, String channels);
  }

  private static void each(Common common, Each each) {
    for (String network : common.networks)
      for (String channels : common.channels)
        each.make(
            common.channels.size() == 1 ? network : network + ", channels " + channels,
            network,
            channels);
  }

  private static Map<String, String> options(Common common, String network, String channels) {
    Map<String, String> options = parsed(common.options);
    options.putIfAbsent("epochs", Integer.toString(common.epochs));
    options.put("start", network);
    options.put("channels", channels);
    options.put("device", common.device);
    return options;
  }

  /** The classifier behind a detector knows what is no cell unless it is told otherwise. */
  private static Map<String, String> behind(String second, Common common, String channels) {
    Map<String, String> options = parsed(second, "start");
    options.putIfAbsent("epochs", Integer.toString(common.epochs));
    options.putIfAbsent("reject", "true");
    options.put("channels", channels);
    options.put("device", common.device);
    return options;
  }

  private static Map<String, String> parsed(String options, String... allowed) {
    Map<String, String> all = new LinkedHashMap<>(MacroOptions.parse(options));
    for (String key : all.keySet())
      if (OF_EXPERIMENT.contains(key) && !Arrays.asList(allowed).contains(key))
        throw new IllegalArgumentException(
            "'%s' is no option of a training here: the experiment itself says it.".formatted(key));
    return all;
  }

  /** Every setting of a training, whatever its default becomes. */
  private static Map<String, String> settings(TrainCells command, Map<String, String> options) {
    options.forEach((key, value) -> Inputs.set(command, key, value));
    Map<String, String> settings = new LinkedHashMap<>();
    for (Input input : Inputs.of(command.getClass()))
      if (!OF_EXPERIMENT.contains(input.key())
          || List.of("start", "channels").contains(input.key()))
        settings.put(input.key(), Inputs.text(input, command));
    return settings;
  }

  private static ClassifierLearner.Setup setup(Map<String, String> options, String folder) {
    return task -> {
      TrainClassifier command = of(new TrainClassifier(), options, task, folder);
      return command.prepared(command.start(), task.images());
    };
  }

  private static <C extends TrainCells> C of(
      C command, Map<String, String> options, Learner.Task task, String name) throws IOException {
    options.forEach((key, value) -> Inputs.set(command, key, value));
    Path folder = Files.createDirectories(task.folder().resolve(name));
    Inputs.set(command, "name", name);
    Inputs.set(command, "output", folder.toString());
    Inputs.set(command, "seed", Long.toString(task.seed()));
    command.install(false);
    command.learns(task.classes());
    command.startedBy("experiment");
    return command;
  }
}
