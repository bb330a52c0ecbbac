package org.unstained.workflow.networks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;

/**
 * An installed model as a line for people and tables; what isn't known is empty.
 *
 * @param defaults what holds when the user sets nothing; empty for a model that can't be used
 * @param problem why it can't be used, or empty
 */
public record ModelRow(
    String model,
    String task,
    String classes,
    String channels,
    String version,
    String origin,
    List<Double> defaults,
    String folder,
    String problem) {

  /** Of the table of models, in its order. */
  public static final List<String> COLUMNS =
      List.of(
          "model",
          "task",
          "classes",
          "channels",
          "version",
          "origin",
          "score",
          "overlap",
          "weight",
          "folder",
          "problem");

  /** A row for each model of the library, in its order. */
  public static List<ModelRow> of(ModelLibrary library) throws IOException {
    List<ModelRow> rows = new ArrayList<>();
    for (InstalledModel model : library.list()) {
      String origin = model.origin().name().toLowerCase(Locale.ROOT);
      String folder = model.folder().toString();
      if (model.model().isEmpty()) {
        rows.add(
            new ModelRow(
                model.key(), "", "", "", "", origin, List.of(), folder, model.problem().get()));
        continue;
      }
      ModelDescription description = model.model().get().description();
      ModelDefaults defaults = library.defaults(model.model().get());
      rows.add(
          new ModelRow(
              model.key(),
              description.task().key(),
              String.join(", ", description.classNames()),
              String.join(", ", description.input().channels()),
              description.version(),
              origin,
              List.of(defaults.score(), defaults.overlap(), defaults.weight()),
              folder,
              ""));
    }
    return rows;
  }

  /** The values in the order of {@link #COLUMNS}: texts and numbers. */
  public List<Object> values() {
    List<Object> values = new ArrayList<>(List.of(model, task, classes, channels, version, origin));
    for (int i = 0; i < 3; i++) values.add(defaults.isEmpty() ? "" : defaults.get(i));
    values.add(folder);
    values.add(problem);
    return values;
  }

  /** Two lines: what it is, and where it lies or why it can't be used. */
  @Override
  public String toString() {
    String what =
        problem.isEmpty()
            ? "%s of %s from %s".formatted(task, classes, channels)
                + (version.isEmpty() ? "" : ", version " + version)
            : "can't be used: " + problem;
    return "%s (%s): %s\n    %s".formatted(model, origin, what, folder);
  }
}
